"""Does a replayed year yield the report it was made from?"""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from gongkai.checking import ERROR, check, worst
from gongkai.form import form_of_year
from gongkai.reading import read
from gongkai.report import Report, completed
from gongkai_web.annual import tally
from gongkai_web.annual.models import Filing
from gongkai_web.annual.queries import published
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.cases import actions as cases
from gongkai_web.cases.figures import CARRIED_OVER_IN, NEW_RECEIVED
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import Asked
from gongkai_web.figures.counting import counts as counts_of
from gongkai_web.figures.period import Period, Scope
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.replay import sample_city
from gongkai_web.replay.plan import plan
from gongkai_web.replay.replay import Differs, compare, replay

LAYOUT = form_of_year(2024)


def report(counts: dict[str, int] | None = None, **changes) -> Report:
    """A report of 示范市云溪区 for 2024 whose totals follow from `counts` (short ids)."""
    given = {f"table{key}": value for key, value in (counts or {}).items()}
    two = {cell.id: given.get(cell.id, 0) for cell in LAYOUT.cells.values() if cell.table == 2}
    cells = {**dict.fromkeys(LAYOUT.cells), **two, **completed(LAYOUT, given)}
    return replace(Report(LAYOUT.key, cells, "示范市云溪区人民政府办公室", 2024, "示范年报"), **changes)


def played(town, made: Report):
    return replay(made, town.district, officer=town.li_qiang, head=town.sun_li, source="示范年报")


def kept() -> list[object]:
    """The cases with their events, and the documents, as they stand in the tables."""
    words = ("case__year", "case__number", "kind", "day", "data", "case__status", "case__due_on")
    events = Event.objects.order_by("case__year", "case__number", "position").values_list(*words)
    documents = NormativeDocument.objects.order_by("number").values_list("number", "title", "issued_on")
    return [*events, *documents]


def every_outcome_for_every_applicant() -> dict[str, int]:
    """One case of each outcome for each kind of applicant, some carried in and some carried over."""
    counts = {f"3.{row.key}.{kind.key}": 1 for row, kind in product(LAYOUT.result_rows, LAYOUT.kinds3)}
    for kind in LAYOUT.kinds3:
        counts |= {f"3.new_received.{kind.key}": 22, f"3.carried_over_in.{kind.key}": 3}
        counts |= {f"3.carried_over_out.{kind.key}": 4}
    for number, block in enumerate(LAYOUT.blocks4, start=1):
        for column in ("upheld", "corrected", "other_outcome", "pending"):
            counts[f"4.{block.key}.{column}"] = number
    return counts


@pytest.mark.slow
def test_all_outcomes_of_all_applicants_with_appeals_are_yielded(town):
    counts = every_outcome_for_every_applicant()
    made = report(
        counts | {"2.normative_documents.issued_count": 3, "2.normative_documents.effective_count": 3}
    )
    assert worst(check(made)) != ERROR
    replayed = played(town, made)
    assert replayed.equal
    assert replayed.compared == 200
    year = {
        name: Asked(figure, Period.of_year(2024))
        for name, figure in (("new", NEW_RECEIVED), ("old", CARRIED_OVER_IN))
    }
    # besides hosts of appeals answered the year before
    assert sum(counts_of(year, Scope.of(town.district)).values()) == 25 * 6
    assert [case.flags for case in Case.objects.exclude(flags=[])] == []


def test_a_replay_says_in_the_trail_that_it_is_one_and_from_which_report(town):
    played(town, report({"3.new_received.natural_person": 1, "3.granted.natural_person": 1}))
    line = AuditLine.objects.get(act="exchange.replay")
    assert (line.agency_id, line.detail["year"], line.detail["cases"]) == (town.district.pk, 2024, 1)
    assert line.reason == "按年报重演，2024 年度的记录都由程序登记（示范年报）"
    assert verify().sound


def test_a_lapse_has_its_notice_its_service_and_its_lapse(town):
    played(town, report({"3.new_received.natural_person": 1, "3.other_correction_overdue.natural_person": 1}))
    kinds = list(Event.objects.order_by("position").values_list("kind", flat=True))
    assert kinds == [
        *("submitted", "confirmed", "correction.asked", "correction.served"),
        *("replied", "dispatched", "served"),
    ]
    assert list(published(date(2025, 2, 1)).values_list("agency_id", flat=True)) == [town.district.pk]


def test_a_denial_has_its_reason_and_its_article(town):
    played(town, report({"3.new_received.natural_person": 1, "3.denied_state_secret.natural_person": 1}))
    reply = Event.objects.get(kind="replied")
    assert reply.data["article"] == "《条例》第十四条"
    assert reply.data["reason"]


def test_one_reply_moved_into_january_changes_exactly_its_cells(town):
    made = report({"3.new_received.natural_person": 5, "3.granted.natural_person": 5})
    played(town, made)
    case = Case.objects.order_by("pk").last()
    wanted = [Event.objects.get(case=case, kind=kind) for kind in ("replied", "dispatched", "served")]
    cases.replace_events(
        case=case,
        by=town.li_qiang,
        day=date(2025, 3, 3),
        changes=[cases.Replacement(event, day=date(2025, 1, 6)) for event in wanted],
        reason="落款日期录错",
        on_paper=True,
    )
    changed = {difference.cell: difference.counted for difference in compare(made, town.district).differences}
    assert changed == {
        f"table3.{row}.{column}": value
        for row, value in (("granted", 4), ("results_total", 4), ("carried_over_out", 1))
        for column in ("natural_person", "total")
    }
    assert tally.cells(town.district, 2025)["table3.granted.natural_person"] == 1


def test_a_report_that_breaks_a_balance_is_refused_with_the_sentence(town):
    sound = report({"3.new_received.natural_person": 2, "3.granted.natural_person": 2})
    broken = replace(sound, cells={**sound.cells, "table3.new_received.natural_person": 3})
    with pytest.raises(Refused, match=r"没有任何记录能得出这份报告.*相差1"):
        played(town, broken)
    assert not Case.objects.exists()


def test_documents_that_no_register_can_yield_are_refused(town):
    with pytest.raises(Refused, match="少于本年制发5减去本年废止1"):
        played(
            town, report({"2.normative_documents.issued_count": 5, "2.normative_documents.repealed_count": 1})
        )


@pytest.mark.parametrize("lost", [{"year": None}, {"form": "2019"}])
def test_a_report_without_year_or_of_the_trial_form_is_refused(lost):
    with pytest.raises(Refused):
        plan(report(**lost))


def test_a_second_replay_on_the_same_agency_is_refused(town):
    made = report({"3.new_received.natural_person": 1, "3.granted.natural_person": 1})
    played(town, made)
    with pytest.raises(Refused, match="已有记录"):
        played(town, made)


def test_where_a_cell_differs_it_is_named_nothing_is_published_and_the_next_run_only_compares(
    town, monkeypatch
):
    made = report({"3.new_received.natural_person": 1, "3.granted.natural_person": 1})
    honest = tally.cells

    def one_too_many(agency, year, reading=None):
        cells = honest(agency, year, reading)
        return {**cells, "table3.granted.natural_person": 2}

    with monkeypatch.context() as planted:
        planted.setattr(tally, "cells", one_too_many)
        with pytest.raises(Differs) as problem:
            played(town, made)
    assert "（一）予以公开·自然人」：文件为 1，由记录数出 2" in str(problem.value)
    assert "没有定稿，没有公布" in str(problem.value)
    assert not Filing.objects.exists()
    before = kept()
    assert played(town, made).equal
    assert kept() == before
    assert Filing.objects.filter(agency=town.district, year=2024).exists()


def test_the_plan_is_the_same_every_time():
    made = report(every_outcome_for_every_applicant())
    assert plan(made) == plan(made)


def test_the_reports_of_the_sample_city_carry_invented_names_and_say_whose_figures_they_are():
    for sample in sample_city.agencies():
        made = read(sample.report)
        assert made.agency.startswith("示范市")
        assert made.agency not in sample.figures_of
        assert sample.figures_of in sample.notice
        assert [finding.message for finding in check(made) if finding.severity == "error"] == []


def test_who_replies_in_its_own_name_is_sued_before_the_court_of_the_district():
    """《行政诉讼法》第十四、十五条: the middle court is for the governments themselves."""
    courts = {sample.slug: sample.particulars["court"] for sample in sample_city.agencies()}
    assert len(courts) == 5
    assert [slug for slug, court in courts.items() if "中级" in court or "人民法院" not in court] == []
