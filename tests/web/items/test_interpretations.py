"""Is a document interpreted together with its publication, on both pages, and counted in one class alone?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.publication.counted import interpretation_classes
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import Asked, count, split
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.items import actions, checks
from gongkai_web.publishing.items.actions import interpreting
from gongkai_web.publishing.items.content import whole
from gongkai_web.publishing.items.figures import (
    INTERPRETATION_CLASS,
    INTERPRETATIONS,
    INTERPRETATIONS_DUE,
    INTERPRETED,
    PUBLISHED,
    UNINTERPRETED,
)
from gongkai_web.publishing.items.models import Item
from tests.web.items.test_documents import document
from tests.web.items.written import CONTENT, DAY, approved, drafted, fresh, published

READING = {
    "title": "《云溪区停车场管理办法》解读",
    "body": "<p>背景依据：停车矛盾突出。主要内容：首小时免费。</p>",
    "interpretation_author": "department",
    "interpretation_form": "text",
}
TOGETHER = {"interpretation_plan": "together", "interpretation_reason": ""}
YEAR = Period.of_year(2026)
LATER = "解读另行公开"


def reading(*documents, **changes):
    return {**READING, "interprets": [one.pk for one in documents], **changes}


def points(office, **changes):
    content = whole({**CONTENT, **reading(), **changes})
    return {one.code: one for one in checks.open_points(content, office.district, DAY)}


def test_both_pages_show_the_other_once_it_is_public(office):
    policy = published(office, content=document(office, **TOGETHER), looked=LATER)
    edition = approved(office, content=reading(policy))
    assert "<h2>解读</h2>" not in Client().get(f"/items/{policy.pk}/").content.decode()
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    page = Client().get(f"/items/{policy.pk}/").content.decode()
    assert f'href="/items/{edition.item_id}/"' in page
    assert "部门解读，文字" in page
    back = Client().get(f"/items/{edition.item_id}/").content.decode()
    assert "<h2>解读的文件</h2>" in back
    assert f'href="/items/{policy.pk}/"' in back
    assert not verify().faults


def test_a_document_whose_interpretation_is_drafted_is_asked_for_none(office):
    edition = drafted(office, content=document(office, **TOGETHER))
    given = {"agency": office.district, "day": DAY, "item": edition.item}
    assert [one.code for one in checks.open_points(edition.content, **given)] == ["interpretation.missing"]
    drafted(office, content=reading(edition.item))
    assert not checks.open_points(edition.content, **given)


def test_each_interpretation_counts_in_one_class_and_the_classes_are_all(office):
    policy = published(office, content=document(office))
    kinds = [
        ("department", "text"),
        ("department", "questions"),
        ("department", "chart"),
        ("media", "chart"),
        ("media", "text"),
        ("expert", "interview"),
        ("responsible_person", "text"),
    ]
    for author, form in kinds:
        given = {"interpretation_author": author, "interpretation_form": form}
        published(office, content=reading(policy, **given))
    groups = split({"n": Asked(INTERPRETATIONS, YEAR)}, EVERYWHERE, (INTERPRETATION_CLASS,))
    assert {key[0]: numbers["n"] for key, numbers in groups.items() if key[0]} == {
        "department": 3,
        "diverse": 2,
        "media": 2,
    }
    assert count(INTERPRETATIONS, EVERYWHERE, YEAR) == len(kinds)
    assert count(PUBLISHED, EVERYWHERE, YEAR) == len(kinds) + 1


def test_an_interpretation_counts_by_the_rule_of_the_day_on_which_it_went_out(office, monkeypatch):
    monkeypatch.setattr(interpreting, "interpretation_class", lambda author, form, day: day.isoformat())
    policy = published(office, content=document(office))
    found = published(office, day=date(2026, 3, 3), content=reading(policy))
    assert found.interpretation_class == "2026-03-03"
    long_ago = interpreting._class("department", "text", date(2010, 1, 1))
    assert long_ago == min(one.since for one in interpretation_classes().words.values()).isoformat()


def test_an_interpretation_within_three_working_days_is_in_step(office):
    policy = published(office, content=document(office, **TOGETHER), looked=LATER)
    assert fresh(policy).interpretation_due_on == date(2026, 3, 5)
    assert count(INTERPRETATIONS_DUE, EVERYWHERE, YEAR) == 1
    assert count(INTERPRETED, EVERYWHERE, YEAR) == 0
    edition = approved(office, content=reading(policy))
    actions.publish(edition=edition, by=office.li_qiang, day=date(2026, 3, 5))
    assert count(INTERPRETED, EVERYWHERE, YEAR) == 1
    assert count(UNINTERPRETED, EVERYWHERE, YEAR) == 0


def test_a_late_interpretation_is_not_in_step_and_was_missing_until_then(office):
    policy = published(office, content=document(office, **TOGETHER), looked=LATER)
    edition = approved(office, content=reading(policy))
    actions.publish(edition=edition, by=office.li_qiang, day=date(2026, 3, 10))
    assert count(INTERPRETED, EVERYWHERE, YEAR) == 0
    days = (date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10))
    missing = [count(UNINTERPRETED, EVERYWHERE, Period(DAY, day)) for day in days]
    assert missing == [0, 1, 1, 0]


def test_without_its_interpretation_a_document_is_no_longer_in_step(office):
    policy = published(office, content=document(office, **TOGETHER), looked=LATER)
    made = published(office, content=reading(policy))
    actions.end(item=made, by=office.li_qiang, day=DAY, kind="withdrawn", reason="引用有误")
    assert fresh(policy).interpreted_on is None
    assert count(INTERPRETED, EVERYWHERE, YEAR) == 0
    assert count(UNINTERPRETED, EVERYWHERE, YEAR) == 1
    assert "<h2>解读</h2>" not in Client().get(f"/items/{policy.pk}/").content.decode()


def test_what_an_interpretation_lacks_is_told(office):
    found = checks.open_points(whole({**CONTENT, **reading()}), office.district, DAY)
    assert [(one.code, one.field, one.level) for one in found] == [("missing_element", "document", "block")]
    assert points(office, interpretation_form="song")["unknown.interpretation_form"].level == "block"
    assert points(office, interprets=[99])["interprets"].level == "block"


def test_a_document_that_is_no_interpretation_has_no_class(office):
    policy = published(office, content=document(office))
    assert (policy.interpretation_class, Item.objects.exclude(interpretation_class="").count()) == ("", 0)


def test_the_secrecy_office_is_told_what_is_still_public_beside_what_was_sealed(office, client):
    """The interpretation names the document in its title; nobody takes it down by itself."""
    policy = published(office, content=document(office, **TOGETHER), looked=LATER)
    spoken = published(office, content=reading(policy))
    actions.end(item=policy, by=office.sun_li, day=DAY, kind="secret", reason="发现含有不应公开的内容")
    client.force_login(office.chen_jing)
    address = f"/office/items/sealed/{policy.pk}/"
    assert f'href="/items/{spoken.pk}/"' in client.get(address).content.decode()
    actions.end(item=fresh(spoken), by=office.sun_li, day=DAY, kind="secret", reason="写到封存的内容")
    assert "还公开着的" not in client.get(address).content.decode()


def test_an_interpretation_does_not_go_out_before_its_document(office):
    policy = approved(office, content=document(office))
    edition = approved(office, content=reading(policy.item))
    with pytest.raises(Refused, match="《云溪区停车场管理办法》还没有公开"):
        actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert Client().get(f"/items/{edition.item_id}/").status_code == 404
    actions.publish(edition=policy, by=office.li_qiang, day=DAY)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)


def test_both_go_out_at_the_same_time_whichever_is_asked_first(office):
    policy = approved(office, content=document(office))
    edition = approved(office, content=reading(policy.item))
    now = timezone.now()
    for one, minutes in ((edition, 1), (policy, 2)):
        at = now + timedelta(minutes=minutes)
        actions.schedule(edition=one, by=office.li_qiang, day=DAY, at=at, now=now)
    assert len(actions.publish_due(now + timedelta(minutes=3))) == 2
