"""Does 李强 read at his draft what 孙立 would be told when she signs?"""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from gongkai_web.cases import actions as cases
from gongkai_web.errors import Refused
from gongkai_web.letters import actions
from tests.web.letters.written import SEPTEMBER, drafted, furnish, submitted

LATE = date(2024, 12, 2)


def page(client, person, letter) -> str:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    tree = html.fromstring(client.get(f"/office/letters/{letter.pk}/").content.decode())
    return " ".join(tree.text_content().split())


@pytest.fixture
def on(monkeypatch):
    """Makes it that day."""
    return lambda day: monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: day)


def test_within_the_days_of_a_third_party_the_draft_says_so(office, case, client, on):
    on(SEPTEMBER)
    by = {"case": case, "by": office.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 9, 9), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 9, 9), ref="征1")
    letter = drafted(office, case, "L02")
    said = page(client, office.li_qiang, letter)
    assert "照此签发违反规定" in said
    assert "第三方" in said


def test_what_is_overdue_is_said_to_the_clerk_and_to_the_head(office, case, client, on):
    on(LATE)
    furnish(office, steps=["head"])
    letter = submitted(office, case, "L12", day=LATE)
    for person in (office.li_qiang, office.sun_li):
        assert "照此签发违反规定" in page(client, person, letter)


def test_a_draft_that_breaks_nothing_says_nothing_of_it(office, case, client, on):
    on(SEPTEMBER)
    assert "照此签发违反规定" not in page(client, office.li_qiang, drafted(office, case, "L12"))


def test_an_extension_after_the_last_day_has_no_date_to_tell(office, case, on):
    on(LATE)
    with pytest.raises(Refused, match="期限没有延长"):
        drafted(office, case, "P06", "extend", day=LATE)


def test_an_extension_left_lying_past_the_last_day_is_told_of_before_anybody_signs(office, case, client, on):
    on(SEPTEMBER)
    letter = drafted(office, case, "P06", "extend")
    assert "照此签发违反规定" not in page(client, office.li_qiang, letter)
    on(LATE)
    said = page(client, office.li_qiang, letter)
    assert "延期应在原期限 2024-09-30 届满前告知" in said
    assert "期限没有延长" in said


def test_a_correction_asked_after_the_seventh_day_says_so_at_the_draft(office, case, client, on):
    on(LATE)
    letter = drafted(office, case, "P04", "ask_correction", day=LATE)
    assert "照此签发违反规定" in page(client, office.li_qiang, letter)


def test_an_unusual_term_wants_its_reason_at_the_draft_and_not_yet_the_consent(office, case, client, on):
    on(SEPTEMBER)
    short = {"values": {"days": "3"}}
    without = drafted(office, case, "P04", "ask_correction", **short)
    assert "须写明理由" in page(client, office.li_qiang, without)
    actions.void(letter=without, by=office.li_qiang, day=SEPTEMBER, reason="重写")
    reasoned = drafted(office, case, "P04", "ask_correction", term_reason="申请人来电同意", **short)
    assert "照此签发违反规定" not in page(client, office.li_qiang, reasoned)


def test_a_fee_notice_after_the_last_day_says_so_at_the_draft(office, case, client, on):
    on(LATE)
    letter = drafted(office, case, "P14", "decide_fee", day=LATE)
    assert "照此签发违反规定" in page(client, office.li_qiang, letter)


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("P04", "ask_correction"),
        ("P05", "ask_reason"),
        ("P06", "extend"),
        ("P08", "ask_third_party"),
        ("P12", "ask_agency"),
        ("P13", "ask_agency"),
        ("P14", "decide_fee"),
    ],
)
def test_a_lawful_draft_of_any_act_is_told_nothing(office, case, client, on, code, act):
    on(SEPTEMBER)
    assert "照此签发违反规定" not in page(client, office.li_qiang, drafted(office, case, code, act))


def test_a_lawful_word_to_a_third_party_or_taking_back_of_a_reply_is_told_nothing(office, case, client, on):
    on(SEPTEMBER)
    by = {"case": case, "by": office.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 9, 3), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 9, 3), ref="征1")
    cases.answer_third_party(**by, day=date(2024, 9, 5), ref="征1", consent=False, reason="涉及商业秘密")
    told = drafted(office, case, "P11", "tell_third_party")
    assert "照此签发违反规定" not in page(client, office.li_qiang, told)
    actions.void(letter=told, by=office.li_qiang, day=SEPTEMBER, reason="重写")
    cases.reply(
        **by, day=date(2024, 9, 6), outcome="unavailable_not_held", reason="没有", article="第三十六条"
    )
    cases.dispatch(**by, day=date(2024, 9, 6), way="post", number="1")
    taken = drafted(
        office, case, "L24", "revoke_reply", values={"act_of_correction": "予以撤销，另行作出答复"}
    )
    assert "照此签发违反规定" not in page(client, office.li_qiang, taken)
