"""Do the dates of a letter that was made here go forwards, and is what went otherwise on paper admitted?"""

from datetime import date

import pytest

from gongkai_web.audit.models import AuditLine
from gongkai_web.cases.stored import current
from gongkai_web.errors import OnPaperOnly, Refused
from gongkai_web.letters import actions
from gongkai_web.letters.models import Letter, Series
from tests.people import receive
from tests.web.letters.written import SEPTEMBER, furnish, issued, posted, sealed, submitted

BEFORE, NEXT, LATER = date(2024, 9, 5), date(2024, 9, 11), date(2024, 9, 12)


def issue(office, letter, day, **more):
    return actions.issue(letter=letter, by=office.sun_li, day=day, today=LATER, **more)


def test_a_letter_is_not_dated_before_it_was_drafted(office, case):
    letter = submitted(office, case, "L12")
    with pytest.raises(OnPaperOnly, match="早于本站登记的起草日期 2024-09-10") as refused:
        issue(office, letter, BEFORE)
    assert [flag.code for flag in refused.value.flags] == ["letter-backdated"]
    assert (current(case).concluded_on, Series.objects.count()) == (None, 0)


def test_nor_before_its_last_approval(office, case):
    furnish(office, steps=["head"])
    letter = submitted(office, case, "L12")
    actions.decide(letter=letter, by=office.sun_li, day=NEXT, approve=True, seen=letter.content_hash)
    with pytest.raises(OnPaperOnly, match="审签同意日期 2024-09-11"):
        issue(office, letter, SEPTEMBER)
    assert issue(office, letter, NEXT).issued_on == NEXT


def test_what_went_so_on_paper_is_admitted_and_stays_with_the_letter(office, case, client):
    letter = issue(office, submitted(office, case, "L12"), BEFORE, on_paper=True)
    assert current(case).concluded_on == BEFORE
    assert [one["code"] for one in letter.admitted] == ["letter-backdated"]
    line = AuditLine.objects.filter(act="letters.issue").last()
    assert line.detail["admitted"] == ["letter-backdated"]
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    assert "早于本站登记的起草日期" in client.get(f"/office/letters/{letter.pk}/").content.decode()


def test_numbers_go_up_in_the_order_of_their_days(office, case):
    other = receive(office, date(2024, 9, 3), title="供水规划")
    issued(office, case, "L12", day=NEXT)
    letter = submitted(office, other, "L12", day=SEPTEMBER)
    with pytest.raises(OnPaperOnly, match="云公开〔2024〕1号 的成文日期是 2024-09-11"):
        issue(office, letter, SEPTEMBER)
    assert Series.objects.get().last == 1
    assert issue(office, letter, NEXT).number == "云公开〔2024〕2号"


def test_each_year_has_an_order_of_its_own(office, case):
    issued(office, case, "L12", day=NEXT)
    other = receive(office, date(2024, 12, 30))
    assert issued(office, other, "L12", day=date(2025, 1, 6)).admitted == []


def test_a_letter_does_not_leave_before_its_seal(office, case):
    letter = sealed(office, issued(office, case, "L12"), LATER)
    with pytest.raises(OnPaperOnly, match="早于本站收存盖章件的日期 2024-09-12"):
        posted(office, letter, NEXT, today=LATER)
    assert current(case).dispatched_on is None
    letter = posted(office, letter, NEXT, today=LATER, on_paper=True)
    assert (letter.dispatched_on, letter.admitted[0]["code"]) == (NEXT, "sent-before-seal")


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
