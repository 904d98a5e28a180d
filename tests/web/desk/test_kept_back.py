"""Is a reply that nobody sent in time late everywhere, and a judgment under appeal decided nowhere?"""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from gongkai_web.cases import actions, queries, stored
from gongkai_web.cases.models import Case
from tests.people import answer, receive
from tests.web.desk.conftest import DAY, titles
from tests.web.desk.test_statistics import numbers
from tests.web.letters.written import furnish, issued

LEFT = date(2024, 11, 27)  # after the last day of what came on 28 October


@pytest.fixture
def kept(town) -> Case:
    """李强 answers in time, and the letter lies in his drawer."""
    return answer(town, receive(town, date(2024, 10, 28), title="写好没有寄出的答复"), date(2024, 11, 20))


def counted(see, person, label: str) -> str:
    return numbers(see(person, "/office/statistics/?year=2024"))[label][0]


def in_time(sign_in, person) -> dict[str, str]:
    """The column 是否按期 of the register, by title."""
    response = sign_in(person).post("/office/register.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    head, *rows = book.get_sheet_by_name("登记表").to_python()
    return {row[head.index("所需信息")]: row[head.index("是否按期")] for row in rows}


def test_a_reply_that_is_kept_back_past_its_day_is_late_in_figure_filter_and_register(
    town, kept, see, sign_in
):
    who = town.li_qiang
    assert list(Case.objects.filter(queries.overdue(DAY))) == [kept]
    assert counted(see, who, "按期答复") == "0"
    assert counted(see, who, "逾期答复") == "1"
    assert counted(see, who, "按期率") == "0.0%"
    assert titles(see(who, "/office/cases/?flag=late")) == [kept.title]
    assert titles(see(who, "/office/cases/?flag=on_time")) == []
    assert titles(see(who, "/office/cases/?figure=cases.late&year=2024")) == [kept.title]
    assert in_time(sign_in, who) == {kept.title: "否"}


def test_on_its_last_day_it_may_still_leave_in_time(town, kept, see, sign_in, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: kept.due_on)
    who = town.li_qiang
    assert not Case.objects.filter(queries.overdue(kept.due_on)).exists()
    assert (counted(see, who, "按期答复"), counted(see, who, "逾期答复")) == ("1", "0")
    assert titles(see(who, "/office/cases/?flag=on_time")) == [kept.title]
    assert in_time(sign_in, who) == {kept.title: "是"}


def test_a_reply_of_last_year_that_never_left_is_late_in_last_years_numbers(town, see):
    kept = answer(town, receive(town, date(2023, 12, 18), title="去年写好的答复"), date(2023, 12, 29))
    assert kept.due_on.year == 2024
    said = numbers(see(town.li_qiang, "/office/statistics/?year=2023"))
    assert (said["按期答复"][0], said["逾期答复"][0]) == ("0", "1")


def test_once_it_has_left_late_it_stays_late_and_nothing_is_kept_back(town, kept):
    actions.dispatch(case=kept, by=town.li_qiang, day=LEFT, way="post", on_paper=True)
    kept.refresh_from_db()
    assert (kept.late, kept.unsent) == (True, False)
    assert not Case.objects.filter(queries.overdue(DAY)).exists()
    assert Case.objects.filter(queries.late(DAY)).exists()


@pytest.mark.slow
def test_a_letter_that_was_signed_here_and_not_sent_is_overdue_like_one_on_paper(town):
    """Its next act is to seal it, and it has left as little."""
    furnish(town)
    case = receive(town, date(2024, 10, 28))
    issued(town, case, "L01", day=date(2024, 11, 20))
    case.refresh_from_db()
    assert (case.next_act, case.unsent) == ("letter_unsealed", True)
    day = case.due_on + timedelta(days=1)
    assert stored.current(case).overdue(day)
    assert list(Case.objects.filter(queries.overdue(day))) == [case]
    assert list(Case.objects.filter(queries.late(day))) == [case]


def test_what_an_organ_ordered_when_the_term_was_over_is_late_and_breaks_no_rule_of_its_own(town):
    by = {"by": town.li_qiang}
    case = receive(town, date(2024, 10, 8))
    actions.file_appeal(case=case, day=date(2024, 11, 11), ref="复1", kind="reconsideration", **by)
    actions.conclude_appeal(
        case=case, day=date(2024, 11, 25), ref="复1", result="corrected", redo=True,
        reply_until=date(2024, 12, 6), **by,
    )  # fmt: skip
    answer(town, case, date(2024, 12, 5))
    case.refresh_from_db()
    assert (case.flags, case.late) == ([], True)


# – judgments


@pytest.fixture
def judged(office) -> Case:
    """The court ruled against the office a week ago: until 24 December it can appeal."""
    by = {"by": office.town.li_qiang, "case": office.granted}
    actions.file_appeal(day=date(2024, 5, 6), ref="诉1", kind="litigation_direct", **by)
    actions.conclude_appeal(
        day=date(2024, 12, 2), ref="诉1", result="corrected", effective_on=date(2024, 12, 24), **by
    )
    return office.granted


@pytest.mark.parametrize(
    ("today", "decided"), [(date(2024, 12, 23), False), (date(2024, 12, 24), True)], ids=["期内", "期满"]
)
def test_a_judgment_inside_the_term_of_appeal_is_pending(judged, office, see, monkeypatch, today, decided):
    monkeypatch.setattr(timezone, "localdate", lambda *_: today)
    who = office.town.li_qiang
    said = numbers(see(who, "/office/statistics/?year=2024"))
    assert said["其中已有审结的件"][0] == said["结果纠正"][0] == str(int(decided))
    for query, wanted in (("concluded", decided), ("corrected", decided), ("pending", not decided)):
        listed = titles(see(who, f"/office/cases/?appeal={query}"))
        assert (judged.title in listed) is wanted, query
    standing = see(who, "/office/statistics/?year=2024").xpath('string(//dl[@class="figures"])')
    assert f"复议、诉讼尚未审结 {1 if decided else 2}" in " ".join(standing.split())


def sections_of(tree, title: str) -> list[str]:
    """The headings of the home page under which that case stands."""
    rows = tree.xpath("//main//tbody/tr[th/a]")
    return [
        " ".join((row.xpath("./ancestor::table[1]/caption|./preceding::h2[1]")[-1]).text_content().split())
        for row in rows
        if title in row.text_content()
    ]


@pytest.mark.parametrize(
    ("today", "where"), [(date(2024, 12, 23), "等待他人"), (date(2024, 12, 26), "待结案")]
)
def test_until_a_judgment_has_effect_nobody_closes_and_then_nobody_is_late(
    office, see, monkeypatch, today, where
):
    case = office.granted
    by = {"by": office.town.li_qiang, "case": case}
    actions.serve(day=date(2024, 3, 22), **by)
    actions.file_appeal(day=date(2024, 5, 6), ref="诉1", kind="litigation_direct", **by)
    actions.answer_appeal(day=date(2024, 5, 10), ref="诉1", **by)
    actions.conclude_appeal(
        day=date(2024, 12, 2), ref="诉1", result="upheld", effective_on=date(2024, 12, 24), **by
    )
    monkeypatch.setattr(timezone, "localdate", lambda *_: today)
    who = office.town.li_qiang
    assert sections_of(see(who, "/office/"), case.title) == [where]
    listed = titles(see(who, "/office/cases/?act=close"))
    assert (case.title in listed) is (where == "待结案")
    for section in ("late", "soon", "mine", "undated"):
        assert case.title not in titles(see(who, f"/office/cases/?show={section}")), section
    assert "逾期" not in see(who, f"/office/cases/{case.pk}/").xpath('string(//section[@class="next"])')


def test_the_list_behind_a_number_says_how_each_stood_on_its_day(judged, office, see, monkeypatch):
    """The list and the number do not contradict each other: inside the term of appeal nothing is decided."""

    def told(today: date) -> str:
        monkeypatch.setattr(timezone, "localdate", lambda *_: today)
        rows = see(office.town.li_qiang, "/office/figures/appeals.total/?year=2024").xpath("//tbody/tr")
        return next(" ".join(row.text_content().split()) for row in rows if "诉1" in row.text_content())

    assert told(date(2024, 12, 23)).endswith("尚未审结 结果纠正（2024-12-24 起）")
    assert told(date(2024, 12, 24)).endswith("2024-12-24 结果纠正")
