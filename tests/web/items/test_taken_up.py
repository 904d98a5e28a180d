"""Does an old text come back only as what it was: with its files, and past nobody who was asked?"""

import pytest
from django.test import Client

from gongkai_web.errors import Refused
from gongkai_web.publishing.items import actions, queries
from tests.web.casework.conftest import at  # noqa: F401 – a day that stands still
from tests.web.items.test_attach import TABLE, address, approve, attached
from tests.web.items.test_consult import answered, asked, publish
from tests.web.items.test_work import rows
from tests.web.items.written import DAY, again, decide, drafted, fresh, keep_secrets, published


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, at):  # noqa: F811
    settings.DATA = tmp_path / "data"
    at(2026, 3, 2)


def take_up(office, snapshot):
    return actions.take_up(snapshot=snapshot, by=office.li_qiang, day=DAY, reason="恢复原来的标准")


def decided(office, item):
    """The text under review, approved by all."""
    edition = queries.under_way(item)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    return again(edition)


def test_what_another_agency_is_asked_about_is_not_passed_by_with_an_old_text(office):
    item = published(office)
    first, edition = item.live, actions.begin(item=item, by=office.li_qiang, day=DAY)
    given = {"edition": edition, "by": office.li_qiang, "day": DAY}
    actions.edit(**given, group="body", values={"body": "<p>另加沿河路。</p>"}, seen=1)
    open_one = asked(office, edition)
    with pytest.raises(Refused, match="李强"):
        take_up(office, first)
    actions.drop(**given, reason="不加了")
    take_up(office, first)
    edition = decided(office, item)
    with pytest.raises(Refused, match="示范市公安局云溪分局还没有答复"):
        publish(office, edition)
    # planted: of a draft that was dropped it held the next one, and stood on nobody's list
    assert any("登记答复" in row for row in rows(office.li_qiang))
    answered(open_one, office.li_qiang)
    assert publish(office, edition)


def test_an_old_text_comes_back_with_the_file_that_it_had(office):
    edition = attached(office, drafted(office))
    item, (old,) = edition.item, edition.content["attachments"]
    approve(office, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    first = fresh(item).live
    edition = actions.begin(item=fresh(item), by=office.li_qiang, day=DAY)
    other = "路段\t每小时\n云溪路\t三元".encode()
    files = {"edition": edition, "by": office.li_qiang, "day": DAY, "sha256": old["sha256"], "seen": 1}
    actions.replace(**files, upload_name="收费表.txt", content=other)
    approve(office, again(edition))
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    (new,) = queries.text_of(fresh(item).live)["attachments"]
    take_up(office, first)
    client = Client()
    assert client.get(address(item, new["sha256"])).content == other  # until it is decided
    publish(office, decided(office, item))
    (back,) = queries.text_of(fresh(item).live)["attachments"]
    assert back["sha256"] == old["sha256"]
    assert client.get(address(item, old["sha256"])).content == TABLE
    assert client.get(address(item, new["sha256"])).status_code in {302, 301, 404}


def test_a_sealed_text_does_not_and_the_sentence_says_why(office):
    item = published(office)
    old = fresh(item).live
    actions.end(item=item, by=office.chen_jing, day=DAY, kind="secret", reason="涉密")
    with pytest.raises(Refused, match="已经封存，不能重新启用旧的内容"):
        take_up(office, old)
