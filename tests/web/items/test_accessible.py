"""Can anybody ask for an attachment in a form that they can use, and does the office hear of it?"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.prepared import read
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.work import lists, work
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_versions import attached, out, rewritten, sha_of
from tests.web.items.written import DAY, drafted, fresh

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _place(at, settings, tmp_path):  # noqa: F811
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"


@pytest.fixture
def item(office):
    """A public item with a file."""
    return out(office, attached(office, drafted(office)))


def wanted_of(person):
    return work(person, DAY, read(lists(person, DAY, timezone.now()))).wanted


def test_who_asks_leaves_no_word_and_the_office_finds_it_on_its_work_list(office, item, sign_in):  # noqa: F811
    address = reverse("items:ask_accessible", args=[item.pk, sha_of(item)])
    page = Client().get(reverse("items:public_item", args=[item.pk])).content.decode()
    assert address in page
    answer = Client().post(address, {"need": "braille"})
    assert (answer.status_code, "已登记" in answer.content.decode()) == (200, True)
    Client().post(address, {"need": "braille"})
    one = AccessibleRequest.objects.get()
    assert (one.need, one.times, one.asked_on) == ("braille", 2, DAY)
    assert AuditLine.objects.filter(act="items.ask_accessible").count() == 1
    page = Client().get(reverse("items:public_item", args=[item.pk])).content.decode()
    assert "有人索取盲文版：正在办理" in page
    desk = sign_in(office.li_qiang).get(reverse("desk:publication")).content.decode()
    act = reverse("items:answer_accessible", args=[one.pk])
    assert act in desk
    assert act not in sign_in(office.stranger).get(reverse("desk:publication")).content.decode()


def test_the_office_answers_once_and_everybody_reads_what_came_of_it(office, item, sign_in):  # noqa: F811
    one = actions.ask_accessible(item=item, day=DAY, sha256=sha_of(item), need="text")
    act = reverse("items:answer_accessible", args=[one.pk])
    client = sign_in(office.li_qiang)
    assert client.post(act, {"outcome": ""}).status_code == 422
    assert client.post(act, {"outcome": "placed"}).status_code == 302
    page = Client().get(reverse("items:public_item", args=[item.pk])).content.decode()
    assert "读屏软件能读的文字：已经放到这一页" in page
    with pytest.raises(Refused, match="已于 2026-03-02 处理"):
        actions.answer_accessible(request=one, by=office.li_qiang, day=DAY, outcome="handed")
    again = actions.ask_accessible(item=item, day=DAY, sha256=sha_of(item), need="text")
    assert (again.pk != one.pk, AccessibleRequest.objects.count()) == (True, 2)
    assert verify().sound


def test_nobody_else_answers(office, item):
    one = actions.ask_accessible(item=item, day=DAY, sha256=sha_of(item), need="text")
    for person in (office.stranger, office.zhou_jie):
        with pytest.raises(NotAllowed):
            actions.answer_accessible(request=one, by=person, day=DAY, outcome="placed")


def test_what_was_asked_goes_on_with_the_next_version_of_the_file(office, item):
    actions.ask_accessible(item=item, day=DAY, sha256=sha_of(item), need="large")
    item = rewritten(office, item, sha_of(item), b"second")
    page = html.fromstring(Client().get(reverse("items:public_item", args=[item.pk])).content.decode())
    assert "有人索取大字版" in page.text_content()


def test_of_what_is_not_public_nothing_can_be_asked(office, item):
    sha256 = sha_of(item)
    draft = attached(office, drafted(office), b"inside")
    inside = draft.content["attachments"][0]["sha256"]
    for pk, one in ((draft.item_id, inside), (item.pk, "0" * 64), (99999, sha256)):
        address = reverse("items:ask_accessible", args=[pk, one])
        assert Client().get(address).status_code == 404
        assert Client().post(address, {"need": "text"}).status_code == 404
    address = reverse("items:ask_accessible", args=[item.pk, sha256])
    assert Client().post(address, {"need": "姓名王芳"}).status_code == 422
    actions.end(item=fresh(item), by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    with pytest.raises(Refused, match="已经不在公开的信息里"):
        actions.ask_accessible(item=item, day=DAY, sha256=sha256, need="text")
    assert not AccessibleRequest.objects.exists()
    assert not wanted_of(office.li_qiang)
