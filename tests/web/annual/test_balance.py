"""Do the tables of every year balance, whatever the outcome and by whichever way of counting?

The days are those around each year's end and around each day on which the law changes.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from gongkai.counting import counting_book, counting_days
from gongkai.form import form_of_year, forms
from gongkai.letters import letter_kinds
from gongkai.outcomes import Outcome, applicant_kinds, outcomes
from gongkai_web.annual import tally
from gongkai_web.cases.models import Case
from tests.lawfolder import LawFolder
from tests.people import Town

pytestmark = pytest.mark.slow

FIRST = min(form.since for form in forms().values()).year
# A year in which nothing changes, and each in which the law does; the first on file has no year before it.
TURNS = sorted({2025, *(day.year for day in (*outcomes().days, *counting_days()) if day.year > FIRST)})
Years = dict[int, dict[str, Any]]
FLOWS = ("new_received", "carried_over_in", "results_total", "carried_over_out")


def _ways() -> list[dict[str, tuple[str, str]]]:
    """Every combination of the allowed policies, kept through the turn or changed into the others."""
    allowed = {key: dated.values[-1].value.allowed for key, dated in counting_book().items()}
    several = {key: policies for key, policies in allowed.items() if len(policies) > 1}
    ways = []
    for before in product(*several.values()):
        turned = [several[key][one == several[key][0]] for key, one in zip(several, before, strict=True)]
        ways += [
            dict(zip(several, zip(before, after, strict=True), strict=True)) for after in (before, turned)
        ]
    return ways


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
    Case.objects.bulk_create(rows)


def _one_of(known: dict[str, Outcome], number: int) -> str:
    return list(known)[number % len(known)] if known else ""


@pytest.mark.parametrize("turn", TURNS)
def test_every_year_balances_and_carries_over_what_the_next_takes_over(town, tmp_path: Path, turn):
    _everything(town, turn)
    assert len(_ways()) == 16
    for number, way in enumerate(_ways()):
        law = LawFolder(tmp_path / f"law{number}")
        _by(law, way, turn)
        with law.installed():
            found = {year: tally.cells(town.district, year) for year in (turn - 1, turn, turn + 1)}
            _balances(found, way)
            _is_done_once(found, way)


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
