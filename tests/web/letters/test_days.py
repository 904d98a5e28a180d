"""Do the dates of a letter that was made here go forwards, whatever is ticked?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.errors import OnPaperOnly, Refused
from gongkai_web.letters import actions
from gongkai_web.letters.models import Letter, Series
from tests.people import receive
from tests.web.letters.written import SEPTEMBER, furnish, issued, posted, sealed, submitted

BEFORE, NEXT, LATER, LATE = date(2024, 9, 5), date(2024, 9, 11), date(2024, 9, 12), date(2024, 12, 2)


def issue(office, letter, day, **more):
    return actions.issue(letter=letter, by=office.sun_li, day=day, today=LATER, **more)


def test_a_letter_is_not_dated_before_it_was_drafted(office, case):
    letter = submitted(office, case, "L12")
    with pytest.raises(Refused, match=r"早于本站登记的起草日期 2024-09-10.*直接登记") as refused:
        issue(office, letter, BEFORE)
    assert not isinstance(refused.value, OnPaperOnly)
    assert (current(case).concluded_on, Series.objects.count()) == (None, 0)


def test_nor_before_its_last_approval(office, case):
    furnish(office, steps=["head"])
    letter = submitted(office, case, "L12")
    actions.decide(letter=letter, by=office.sun_li, day=NEXT, approve=True, seen=letter.content_hash)
    with pytest.raises(Refused, match="审签同意日期 2024-09-11"):
        issue(office, letter, SEPTEMBER)
    assert issue(office, letter, NEXT).issued_on == NEXT


def test_one_tick_does_not_make_an_overdue_reply_one_in_time(office, case):
    letter = submitted(office, case, "L12", day=LATE)
    with pytest.raises(Refused, match=r"早于本站登记的起草日期 2024-12-02.*日期不能补登") as refused:
        actions.issue(letter=letter, by=office.sun_li, day=NEXT, today=LATE, on_paper=True)
    assert not isinstance(refused.value, OnPaperOnly)
    letter = actions.issue(letter=letter, by=office.sun_li, day=LATE, today=LATE, on_paper=True)
    letter = sealed(office, letter, LATE)
    with pytest.raises(Refused, match="早于"):
        posted(office, letter, NEXT, today=LATE, on_paper=True)
    posted(office, letter, LATE, today=LATE, on_paper=True)
    assert {"reply-late", "dispatch-late"} & {flag.code for flag in current(case).flags}


def test_the_page_offers_no_tick_for_a_date_that_goes_backwards(office, case, client):
    letter = submitted(office, case, "L12")
    client.force_login(office.sun_li, backend="django.contrib.auth.backends.ModelBackend")
    given = {"day": BEFORE.isoformat(), "seen": letter.content_hash}
    page = client.post(f"/office/letters/{letter.pk}/issue/", given).content.decode()
    assert "早于本站登记的起草日期" in page
    assert 'name="on_paper"' not in page


def test_what_version_0_1_admitted_stays_with_the_letter_and_its_case(office, case, client):
    letter = issued(office, case, "L12")
    said = "成文日期 2024-09-05 早于本站登记的起草日期 2024-09-10，不能倒填日期。"
    Letter.objects.filter(pk=letter.pk).update(
        admitted=[{"code": "letter-backdated", "message": said}], late=True
    )
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    assert said in client.get(f"/office/letters/{letter.pk}/").content.decode()
    assert "不能倒填日期" in client.get(f"/office/cases/{case.pk}/").content.decode()


def test_numbers_go_up_in_the_order_of_their_days(office, case):
    other = receive(office, date(2024, 9, 3), title="供水规划")
    issued(office, case, "L12", day=NEXT)
    letter = submitted(office, other, "L12", day=SEPTEMBER)
    with pytest.raises(Refused, match="云公开〔2024〕1号 的成文日期是 2024-09-11"):
        issue(office, letter, SEPTEMBER)
    assert Series.objects.get().last == 1
    assert issue(office, letter, NEXT).number == "云公开〔2024〕2号"


def test_the_day_before_it_is_that_of_the_last_number_whoever_was_drafted_first(office, case):
    first = submitted(office, case, "L12", day=SEPTEMBER)
    other, third = (receive(office, date(2024, 9, 3), title=title) for title in ("供水规划", "供气规划"))
    issued(office, other, "L12", day=SEPTEMBER)
    assert issue(office, first, LATER).number == "云公开〔2024〕2号"
    letter = submitted(office, third, "L12", day=SEPTEMBER)
    with pytest.raises(Refused, match="云公开〔2024〕2号 的成文日期是 2024-09-12"):
        issue(office, letter, NEXT)


def test_each_year_has_an_order_of_its_own(office, case):
    issued(office, case, "L12", day=NEXT)
    other = receive(office, date(2024, 12, 30))
    assert issued(office, other, "L12", day=date(2025, 1, 6)).number == "云公开〔2025〕1号"


def test_a_letter_does_not_leave_before_its_seal(office, case):
    letter = sealed(office, issued(office, case, "L12"), LATER)
    with pytest.raises(Refused, match="早于本站收存盖章件的日期 2024-09-12"):
        posted(office, letter, NEXT, today=LATER, on_paper=True)
    assert current(case).dispatched_on is None
    assert posted(office, letter, LATER, today=LATER).dispatched_on == LATER


def test_a_letter_does_not_leave_before_its_own_date(office, case):
    letter = sealed(office, issued(office, case, "L12", day=NEXT), NEXT)
    with pytest.raises(Refused, match="早于成文日期 2024-09-11"):
        posted(office, letter, SEPTEMBER, today=LATER, on_paper=True)


def test_the_head_approves_and_issues_in_one(office, case, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)
    furnish(office, steps=["head"])
    letter = submitted(office, case, "L12")
    client.force_login(office.sun_li, backend="django.contrib.auth.backends.ModelBackend")
    assert "同意并签发" in client.get(f"/office/letters/{letter.pk}/").content.decode()
    given = {"approve": "issue", "seen": letter.content_hash, "note": ""}
    client.post(f"/office/letters/{letter.pk}/decide/", given)
    letter.refresh_from_db()
    assert (letter.status, letter.issued_by, letter.issued_on) == ("issued", office.sun_li, SEPTEMBER)
    assert letter.decisions.get().approved


def test_where_it_cannot_be_issued_it_is_not_approved_either(office, case):
    furnish(office, steps=["head"])
    letter = submitted(office, case, "L12")
    late = date(2024, 12, 2)
    with pytest.raises(OnPaperOnly, match="已经逾期"):
        actions.approve_and_issue(letter=letter, by=office.sun_li, day=late, seen=letter.content_hash)
    assert (Letter.objects.get().status, letter.decisions.count()) == ("in_review", 0)


def test_a_reply_within_the_term_that_was_ordered_leaves_the_house_without_a_word(office):
    """Nobody answered 王芳 in time; the organ ordered it, and its day still runs."""
    case = receive(office, date(2024, 8, 5))
    given = {"case": case, "by": office.li_qiang, "ref": "复1"}
    cases.file_appeal(**given, day=date(2024, 9, 3), kind="reconsideration")
    cases.conclude_appeal(**given, day=date(2024, 9, 9), result="corrected", reply_until=NEXT)
    letter = posted(office, sealed(office, issued(office, case, "L12")))
    assert (letter.late, current(case).flags) == (False, ())
    assert current(case).due_on < SEPTEMBER
