"""Is whoever writes the guide told when a telephone, an address or hours that it says are others now?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import FormerParticular
from gongkai_web.audit.verify import verify
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.checks import open_points
from gongkai_web.publishing.items.pages.work import work_rows
from gongkai_web.publishing.items.work import lists, work
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_guide import BODY, LATER, NEW, OLD, finish, guide, keep, particulars  # noqa: F401
from tests.web.items.written import DAY, drafted

pytestmark = pytest.mark.usefixtures("particulars")

PLAIN = f"<p>分类、编排体系、获取方式；提出申请请致电{OLD}，地址：建设路1号。</p>"
SENTENCE = f"联系电话由“{OLD}”改为“{NEW}”"


def change(office, day=LATER, **values):
    return agencies.set_particulars(by=office.sun_li, agency=office.district, day=day, **values)


def rows(person, day=LATER) -> list[tuple[str, str]]:
    """The rows 更新指南 of the person: what is to be done, and what is said of it."""
    found = [one.found() for one in lists(person, day, timezone.now())]
    mine = work_rows(work(person, day, found), day)
    return [(one.act.label, one.about) for one in mine if one.act.label == "更新指南"]


def publish_anew(office, item, body):
    edition = actions.begin(item=item, by=office.li_qiang, day=LATER)
    given = {"edition": edition, "by": office.li_qiang, "day": LATER, "seen": 1}
    actions.edit(**given, group="body", values={"body": body})
    return finish(office, edition, LATER)


def test_a_changed_telephone_that_the_guide_says_is_a_row_until_it_is_published_anew(office):
    item = guide(office, body=PLAIN)
    assert rows(office.li_qiang) == []
    change(office, phone=NEW)
    ((act, about),) = rows(office.li_qiang)
    assert act == "更新指南"
    assert SENTENCE in about
    assert "传真" not in about
    assert rows(office.he_jing) == []
    publish_anew(office, item, PLAIN.replace(OLD, NEW))
    assert rows(office.li_qiang) == []
    assert verify().sound


def test_so_is_the_telephone_in_what_says_where_the_agency_is_reached(office):
    item = guide(office, title="云溪区机构职能", column="art20_02_organization", body=PLAIN)
    change(office, phone=NEW)
    found = [one.found() for one in lists(office.li_qiang, LATER, timezone.now())]
    (row,) = work_rows(work(office.li_qiang, LATER, found), LATER)
    assert (row.title, row.act.label, SENTENCE in row.about) == ("云溪区机构职能", "更新", True)
    publish_anew(office, item, PLAIN.replace(OLD, NEW))
    found = [one.found() for one in lists(office.li_qiang, LATER, timezone.now())]
    assert work_rows(work(office.li_qiang, LATER, found), LATER) == []


def test_whoever_published_the_guide_anew_has_read_it_also_where_it_tells_the_old_number(office):
    item = guide(office, body=PLAIN)
    change(office, phone=NEW)
    publish_anew(office, item, f"{PLAIN}<p>自五月起改用{NEW}。</p>")
    assert rows(office.li_qiang) == []


def test_what_the_guide_does_not_say_is_no_row(office):
    guide(office, body=PLAIN)
    change(office, hours="周一至周五", email="new@yunxi.gov.cn", court="示范市中级人民法院")
    assert rows(office.li_qiang) == []


def test_a_number_that_is_again_what_it_was_is_no_row(office):
    guide(office, body=PLAIN)
    change(office, phone=NEW)
    change(office, phone=OLD)
    assert rows(office.li_qiang) == []
    assert verify().sound
    change(office, phone=NEW)
    change(office, phone="0991-1111111")
    ((_, about),) = rows(office.li_qiang)
    assert f"联系电话由“{OLD}”改为“0991-1111111”" in about


def test_a_guide_that_refers_to_a_contact_of_the_old_value_is_a_row_too(office):
    guide(office, body=BODY)
    change(office, phone=NEW)
    ((_, about),) = rows(office.li_qiang)
    assert SENTENCE in about


def test_both_changes_stand_in_one_row(office):
    guide(office, body=BODY)
    change(office, phone=NEW)
    keep(office, NEW, LATER)
    ((_, about),) = rows(office.li_qiang)
    assert SENTENCE in about
    assert f"公开电话由“{OLD}”改为“{NEW}”" in about


def test_another_text_than_the_guide_is_no_row(office):
    guide(office, body=PLAIN, column="", title="公开电话")
    change(office, phone=NEW)
    assert not queries.to_look_at_again(office.li_qiang, LATER).exists()


def test_two_fields_are_named_each_and_only_the_guide_is_a_row(office):
    finish(office, drafted(office, content={"body": PLAIN}), DAY)
    guide(office, body=PLAIN)
    change(office, phone=NEW, address="人民路2号")
    assert queries.to_look_at_again(office.li_qiang, LATER).count() == 1
    ((_, about),) = rows(office.li_qiang)
    assert "办公地址由“建设路1号”改为“人民路2号”" in about
    assert SENTENCE in about


def test_a_value_that_was_taken_away_is_said_as_that(office):
    guide(office, body=PLAIN)
    change(office, address="")
    ((_, about),) = rows(office.li_qiang)
    assert "办公地址“建设路1号”已删去" in about


def test_a_guide_that_somebody_is_writing_anew_is_a_row_of_that_one_until_it_is_handed_in(office, sign_in):  # noqa: F811
    item = guide(office, body=PLAIN)
    change(office, phone=NEW)
    edition = actions.begin(item=item, by=office.li_qiang, day=LATER)
    ((_, about),) = rows(office.li_qiang)
    assert f"李强 {LATER} 另起一稿，还没有送审" in about
    said = sign_in(office.li_qiang).get(reverse("items:item", args=[item.pk])).content.decode()
    assert "已另起一稿，送审时自动换成现在的" in said
    assert rows(office.zhao_min) == []
    actions.submit(edition=edition, by=office.li_qiang, day=LATER, looked="已核对")
    assert rows(office.li_qiang) == []


def test_a_draft_that_was_begun_before_the_change_is_not_handed_in_unseen(office):
    item = guide(office, body=PLAIN)
    edition = actions.begin(item=item, by=office.li_qiang, day=LATER)
    change(office, phone=NEW)
    said = [one.message for one in open_points(edition.content, office.district, LATER, updates=True)]
    assert f"{SENTENCE}，正文写的还是原来的；请改，或者说明。" in said


def test_a_change_noted_by_nobody_is_found_in_the_trail(office):
    change(office, phone=NEW)
    assert verify().sound
    FormerParticular.objects.all().delete()
    assert not verify().sound


@pytest.mark.slow
def test_the_page_of_the_guide_says_what_changed(office, sign_in, at):  # noqa: F811
    at(2026, 5, 6)
    item = guide(office, body=PLAIN)
    change(office, phone=NEW)
    page = sign_in(office.li_qiang).get(reverse("items:item", args=[item.pk])).content.decode()
    assert SENTENCE in " ".join(page.split())
