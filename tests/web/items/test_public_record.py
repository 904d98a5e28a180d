"""更新记录: does everybody read what changed and when, and was a minor change reviewed all the same?"""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.errors import Refused
from gongkai_web.publishing.items import actions
from tests.web.items.written import DAY, again, decide, keep_secrets, published


def change(office, item, note, words):
    """李强 changes the summary, says what changed or nothing, and all three approve."""
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    given = {"edition": edition, "by": office.li_qiang, "day": DAY}
    values = {"summary": words, "change_note": note}
    actions.edit(**given, group="heading", values=values, seen=1)
    with pytest.raises(Refused):
        actions.publish(**given)
    actions.submit(**given)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    with pytest.raises(Refused):
        actions.publish(**{**given, "edition": again(edition)})
    decide(office.sun_li, edition)
    actions.publish(**{**given, "edition": again(edition)})


def record(item) -> list[str]:
    answer = Client().get(reverse("items:public_item", args=[item.pk]))
    tree = html.fromstring(answer.content.decode())
    (section,) = tree.xpath('//section[h2="更新记录"]')
    return [" ".join(one.text_content().split()) for one in section.xpath(".//li")]


def test_a_change_is_read_by_everybody_and_a_minor_one_by_nobody_but_its_reviewers(office):
    item = published(office)
    change(office, item, "增加减免对象", "路内停车位的收费标准、减免的对象")
    change(office, item, "", "路内停车位的收费标准和减免的对象")
    shown = record(item)
    assert len(shown) == 2
    assert sum("增加减免对象" in one for one in shown) == 1
    assert item.publications.count() == 3
