"""Do the tables of every year balance, whatever the outcome and by whichever way of counting?

The days are those around each year's end and around each day on which the law changes.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest

from gongkai.counting import counting_book, counting_days
from gongkai.form import form_of_year, forms
from gongkai.letters import letter_kinds
from gongkai.outcomes import Outcome, applicant_kinds, outcomes
from gongkai.procedure.facts import AppealKind, AppealResult
from gongkai_web.annual import tally
from gongkai_web.cases.models import Appeal, Case
from gongkai_web.publishing.models import DocumentKind, Ending, NormativeDocument
from tests.lawfolder import LawFolder
from tests.long_run import long_run
from tests.people import Town

pytestmark = pytest.mark.slow

FIRST = min(form.since for form in forms().values()).year
# A year in which nothing changes, and each in which the law does; the first on file has no year before it.
TURNS = sorted({2025, *(day.year for day in (*outcomes().days, *counting_days()) if day.year > FIRST)})
Years = dict[int, dict[str, Any]]
DOCUMENTS = [f"table2.rules.{column}_count" for column in ("issued", "repealed", "effective")]
FLOWS = ("new_received", "carried_over_in", "results_total", "carried_over_out")


def _ways() -> list[dict[str, tuple[str, str]]]:
    """Every combination of the allowed policies before the turn, with every one from it on."""
    allowed = {key: dated.values[-1].value.allowed for key, dated in counting_book().items()}
    several = {key: policies for key, policies in allowed.items() if len(policies) > 1}
    kept_or_changed = (product(policies, repeat=2) for policies in several.values())
    return [dict(zip(several, way, strict=True)) for way in product(*kept_or_changed)]


def _by(law: LawFolder, way: dict[str, tuple[str, str]], turn: int) -> None:
    for key, (before, after) in way.items():
        rule = counting_book()[key].values[-1].value
        first = law.root / "counting.yaml"
        head, rest = first.read_text(encoding="utf-8").split(f"\n{key}:\n", 1)
        rest = rest.replace(f"policy: {rule.policy}", f"policy: {before}", 1)
        first.write_text(f"{head}\n{key}:\n{rest}", encoding="utf-8")
        source = "source: {instrument: form_2021, article: 表三}"
        law.add_value("counting.yaml", key, f"    - {{from: {turn}-01-01, policy: {after}, {source}}}")


def _days(turn: int) -> list[date]:
    """Around the ends of three years and around every day of the law in that time."""
    ends = [date(year, 12, 31) for year in range(turn - 2, turn + 2)]
    changes = {*outcomes().days, *letter_kinds().days, *counting_days(), *applicant_kinds().days}
    turning = [*ends, *(day for day in changes if turn - 1 <= day.year <= turn + 1)]
    return sorted({day + timedelta(days=n) for day in turning for n in (-1, 0, 1)})


def _everything(town: Town, turn: int) -> None:
    """A case for each outcome and for each way in which its days can lie around a turn."""
    days, kinds = _days(turn), list(applicant_kinds())
    rows: list[Case] = []
    trips = [
        (received, replied, sent)
        for received in days
        for replied in (None, *(day for day in days if day >= received))
        for sent in ((None,) if replied is None else (None, *(day for day in days if day >= replied)))
    ]
    for number, (received, replied, sent) in enumerate(trips, 1):
        # In turn, so that every outcome has cases on every turn and the whole stays small.
        rows.append(
            Case(
                agency=town.district,
                year=received.year,
                number=number,
                applicant_kind=kinds[number % len(kinds)],
                channel="web",
                submitted_on=received,
                received_on=received,
                outcome=_one_of(outcomes().on(replied), number) if replied else "",
                concluded_on=replied,
                dispatched_on=sent,
                status="replied" if replied else "received",
            )
        )
    assert {row.outcome for row in rows if row.concluded_on} >= set(outcomes().on(date(turn, 12, 31)))
    case, *_ = Case.objects.bulk_create(rows)
    _appeals_and_documents(case, days)


def _appeals_and_documents(case: Case, days: list[date]) -> None:
    """An appeal and a document for each way in which a beginning and an end can lie around a turn."""
    trips = [(first, last) for first in days for last in (None, *(day for day in days if day >= first))]
    results = cycle(product(AppealKind.values, AppealResult.values))
    rows = list(zip(trips, results, cycle(Ending.values), strict=False))
    Appeal.objects.bulk_create(
        Appeal(
            case=case,
            ref=str(number),
            kind=kind,
            filed_on=first,
            concluded_on=last,
            result=result * bool(last),
        )
        for number, ((first, last), (kind, result), _) in enumerate(rows)
    )
    NormativeDocument.objects.bulk_create(
        NormativeDocument(
            agency=case.agency,
            kind=DocumentKind.RULES,
            issued_on=first,
            effective_from=first,
            ended_on=last,
            ending=ending if last else "",
        )
        for (first, last), _, ending in rows
    )


def _one_of(known: dict[str, Outcome], number: int) -> str:
    return list(known)[number % len(known)] if known else ""


@pytest.mark.parametrize("turn", [*TURNS[:-1], *long_run(TURNS[-1])])
def test_every_year_balances_and_carries_over_what_the_next_takes_over(town, tmp_path: Path, turn):
    _everything(town, turn)
    assert len(_ways()) == 64
    for number, way in enumerate(_ways()):
        law = LawFolder(tmp_path / f"law{number}")
        _by(law, way, turn)
        with law.installed():
            found = {year: tally.cells(town.district, year) for year in (turn - 1, turn, turn + 1)}
            _balances(found, way)
            _is_done_once(found, way)
            for year, cells in found.items():
                chosen = {key: after if year >= turn else before for key, (before, after) in way.items()}
                if DOCUMENTS[0] in cells:  # the form of 2019 asks other things of documents
                    assert [cells[cell] for cell in DOCUMENTS] == _documents_by_hand(year, chosen), (
                        way,
                        year,
                    )
                assert _appeals(cells) == _appeals_by_hand(year, chosen), (way, year)


def _documents_by_hand(year: int, chosen: dict[str, str]) -> list[int]:
    """Issued in the year, ended in it by whatever counts as 废止, in force on its last day."""
    documents = NormativeDocument.objects.all()
    ended = [document for document in documents if document.ended_on and document.ended_on.year == year]
    if chosen["documents_repealed"] == "repealed_only":
        ended = [document for document in ended if document.ending == Ending.REPEALED]
    issued = [document for document in documents if document.issued_on.year == year]
    in_force = [
        document
        for document in documents
        if document.issued_on.year <= year and (document.ended_on is None or document.ended_on.year > year)
    ]
    return [len(issued), len(ended), len(in_force)]


def _appeals(cells: dict[str, Any]) -> dict[str, list[int]]:
    columns = (*AppealResult.values, "pending", "total")
    return {kind: [cells[f"table4.{kind}.{column}"] for column in columns] for kind in AppealKind.values}


def _appeals_by_hand(year: int, chosen: dict[str, str]) -> dict[str, list[int]]:
    """By result those concluded, then those pending on the last day; or both only of what was filed in it."""
    found = {}
    for kind in AppealKind.values:
        filed = [one for one in Appeal.objects.filter(kind=kind) if one.filed_on.year <= year]
        if chosen["appeals"] == "filed":
            filed = [one for one in filed if one.filed_on.year == year]
        pending = [one for one in filed if one.concluded_on is None or one.concluded_on.year > year]
        done = [one.result for one in filed if one.concluded_on and one.concluded_on.year == year]
        by_result = [done.count(result) for result in AppealResult.values]
        found[kind] = [*by_result, len(pending), len(done) + len(pending)]
    return found


def _balances(found: Years, way: object) -> None:
    for year, cells in found.items():
        layout = form_of_year(year)
        for kind in layout.columns3:
            new, taken_in, done, left = (cells[f"table3.{flow}.{kind.key}"] for flow in FLOWS)
            assert new + taken_in == done + left, (way, year, kind.key)
            results = sum(cells[f"table3.{row.key}.{kind.key}"] for row in layout.result_rows)
            assert results == done, (way, year, kind.key)
            if year + 1 in found:
                assert left == found[year + 1][f"table3.carried_over_in.{kind.key}"], (way, year, kind.key)


def _is_done_once(found: Years, way: object) -> None:
    last = found[max(found)]["table3.carried_over_out.total"]
    before = found[min(found)]["table3.carried_over_in.total"]
    new = sum(cells["table3.new_received.total"] for cells in found.values())
    done = sum(cells["table3.results_total.total"] for cells in found.values())
    assert done == before + new - last, way
    assert all(cells["table3.results_total.total"] for cells in found.values())
