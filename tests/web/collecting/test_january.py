"""A January: units in three levels hand in by their links; 周洁 and 李强 collect for city and district.

Forty sound reports – in the long run, else fourteen – in all formats, among them oddities that are no
mistakes; ten with mistakes drawn at random; the rest was merged or has a reason. What was drawn is printed
with its seed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai.checking import ERROR, check
from gongkai.document import from_json
from gongkai.drafting.blocks import TO_FILL_IN
from gongkai.reading import read_bytes
from gongkai.render.readback import differences
from gongkai.report import Report
from gongkai_web.annual import naming
from gongkai_web.annual.aggregation import prose
from gongkai_web.annual.aggregation import queries as sums
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.collecting import actions, findings, queries
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.annual.campaign.collecting.models import Campaign, Unit
from gongkai_web.annual.campaign.collecting.telling import told_at_once
from gongkai_web.annual.campaign.collecting.words import LevelState, State
from gongkai_web.annual.prose import living
from tests.law.indicators.test_sheet import GROUPS
from tests.long_run import long_run
from tests.web.campaign.reports import signed_in, tree_of
from tests.web.collecting import january
from tests.web.collecting.january import ANOTHER, DECOYS, FORMATS, LAYOUT, MISTAKES, YEAR, Mistake
from tests.web.collecting.test_pages import TODAY, at, said, sent_by_link
from tests.web.look.trees import find, text

SEED = 2025
SOUND = (14, *long_run(40))
WRONG, EXCUSED = 10, 3
FIXED = 11  # units that every list has: five districts, a bureau, and five that report
DISTRICTS = ("云溪区", "城南区", "城北区", "河东区", "河西区")
OFFICE = "示范市人民政府办公室"
BUREAU = "云溪区教育局"  # adds up schools below it: the third level


NOT_TAKEN = {"last_year", "another_unit"}


@dataclass(frozen=True, slots=True)
class January:
    """What is played: who collects, and by unit its link, its sound report and its mistake."""

    campaign: Campaign
    units: dict[str, Unit]
    city: Client
    district: Client
    codes: dict[str, str]
    sound: dict[str, Report]
    wrong: dict[str, Mistake]
    folder: Path
    number: int

    def office(self, name: str) -> Client:
        """Who decides about the unit."""
        return self.district if queries.office_of(self.units[name]).slug == "yunxi" else self.city


def list_of_units(town, others: int) -> Iterator[NewUnit]:
    """Five districts, a bureau with schools below it, a library, the office itself, and so many others."""
    yield NewUnit("云溪区", "government_office", agency=town.district, reports=False)
    yield from (NewUnit(name, "government", reports=False) for name in DISTRICTS[1:])
    yield NewUnit(BUREAU, "department", parent="云溪区", reports=False)
    yield from (NewUnit(f"云溪区第{n}学校", "authorised_organisation", parent=BUREAU) for n in "一二三")
    yield NewUnit(ANOTHER, "authorised_organisation")
    yield NewUnit(OFFICE, "government_office", agency=town.city)
    for number in range(others):
        name = DISTRICTS[number % 5]
        yield NewUnit(f"{name}示范{number + 1:02}局", "department", parent=name)


@pytest.fixture(params=SOUND)
def played(request, town, tmp_path) -> January:
    """The list is made, one unit is merged, three are excused, and the rest have their links."""
    number = request.param + WRONG
    leaves_wanted = number + EXCUSED + 1
    given = {"by": town.zhou_jie, "day": TODAY}
    campaign = actions.open_campaign(agency=town.city, year=YEAR, **given)
    made = actions.add_units(campaign=campaign, units=list_of_units(town, leaves_wanted - 5), **given)
    leaves = [unit for unit in made if unit.reports]
    assert (len(made), len(leaves)) == (leaves_wanted + FIXED - 5, leaves_wanted)
    senders, (merged, *excused) = leaves[:number], leaves[number:]
    actions.merge_unit(unit=merged, into=senders[0], reason="机构改革", **given)
    for unit in excused:
        actions.excuse_unit(unit=unit, reason="年内新设", **given)
    sound, wrong = drawn([unit.name for unit in senders])
    by = {town.city: town.zhou_jie, town.district: town.li_qiang}
    codes = {
        unit.name: actions.give_key(by=by[queries.office_of(unit)], unit=unit, until=TODAY, day=TODAY)[1]
        for unit in senders
    }
    people = signed_in(town.zhou_jie), signed_in(town.li_qiang)
    return January(
        campaign, {unit.name: unit for unit in made}, *people, codes, sound, wrong, tmp_path, number
    )


def drawn(names: list[str]) -> tuple[dict[str, Report], dict[str, Mistake]]:
    """A sound report for each, the first decoys among them, and who makes which mistake first."""
    lot = random.Random(SEED)
    chosen = lot.sample([name for name in names if name != ANOTHER], WRONG)
    wrong = dict(zip(chosen, lot.sample(MISTAKES, WRONG), strict=True))
    print(f"种子 {SEED}：", {name: one.name for name, one in wrong.items()})
    odd = iter(DECOYS)
    plain = {*wrong, ANOTHER}
    return {
        name: (january.sound if name in plain else next(odd, january.sound))(name, lot) for name in names
    }, wrong


def upload(played: January, name: str, report: Report, suffix: str):
    """The page that shows what was found in the file, before anything is confirmed."""
    data = january.as_file(report, suffix, played.folder)
    file = SimpleUploadedFile(f"{name}年报{suffix}", data)
    return tree_of(sent_by_link(played.codes[name], "upload", file=file))


def confirm(played: January, name: str, page) -> None:
    seen = find(page, "input[name=seen]")[0].get("value")
    Client().post(at("outside", played.codes[name]), {"what": "confirm", "seen": seen})


def said_against(page) -> list[str]:
    return [text(one) for one in find(page, ".finding.error, .finding.warning, ul.said li")]


def hand_in_sound_ones(played: January) -> None:
    """Nothing is said against a sound report, however odd; in whichever format it comes."""
    for number, name in enumerate(sorted(set(played.sound) - set(played.wrong))):
        suffix = FORMATS[number % len(FORMATS)]
        page = upload(played, name, played.sound[name], suffix)
        assert said_against(page) == [], (name, suffix)
        confirm(played, name, page)


def hand_in_wrong_ones(played: January) -> None:
    """Something is said against each before it is confirmed; what is not taken offers no confirming."""
    for number, (name, mistake) in enumerate(played.wrong.items()):
        page = upload(played, name, mistake.made(played.sound[name]), FORMATS[number % 3])
        assert said_against(page), (name, mistake.name)
        if mistake.found_by in NOT_TAKEN:
            assert not find(page, "input[name=seen]"), mistake.name
        else:
            confirm(played, name, page)


def found_in(unit: Unit) -> set[str]:
    """The rules that find what it handed in wrong, or the points for which it was not taken at all."""
    last = queries.last_submission(unit)
    if last is not None:
        return {one.rule for one in findings.of(last) if one.severity != "note"}
    waits = queries.incoming_of(unit)
    return {one.code for one in told_at_once(unit, from_json(waits.document), waits.sha256) if one.blocks}


def correct(played: January) -> None:
    """The office returns what came in, with a reason; each unit hands in its sound report."""
    for name, mistake in played.wrong.items():
        last = queries.last_submission(played.units[name])
        if last is not None:
            given = {"reason": f"请改正：{mistake.name}"}
            played.office(name).post(at("decide", last.pk, "return"), given)
        page = upload(played, name, played.sound[name], ".json")
        assert said_against(page) == [], name
        confirm(played, name, page)


def accept_and_publish(played: January) -> None:
    """From below: the reports, the bureau, the districts, and the city accepts these."""
    for name in played.sound:
        last = queries.last_submission(played.units[name])
        given = {"published_on": TODAY.isoformat(), "url": f"https://{last.pk}.example/2024/"}
        answer = played.office(name).post(at("accept", last.pk), follow=True)
        assert said(answer)[-1] == "已通过。", name
        played.office(name).post(at("decide", last.pk, "publish"), given)
    for name in (BUREAU, *DISTRICTS):
        own = played.district if name in {BUREAU, "云溪区"} else played.city
        own.post(at("act", played.units[name].pk, "approve"))
        played.office(name).post(at("act", played.units[name].pk, "accept-level"))


def count(played: January, word: str) -> str:
    page = tree_of(played.city.get(reverse("collecting:board", args=[played.campaign.pk])))
    figures = {text(find(one, "dt")[0]): text(find(one, "dd")[0]) for one in find(page, ".figures div")}
    return figures.get(word, "0")


def added_up(played: January) -> Sum:
    """The sum of the city, looked at and frozen on its pages."""
    whole = [played.campaign.pk, 0]
    seen = text(tree_of(played.city.get(reverse("aggregation:sum", args=whole))))
    assert f"{played.number} 个单位相加，{EXCUSED} 个没有报告，0 个不计入" in seen
    write_prose(played, whole)
    frozen = played.city.post(reverse("aggregation:freeze", args=whole))
    made = Sum.objects.get()
    assert frozen.url == reverse("aggregation:frozen", args=[made.pk])
    return made


def write_prose(played: January, whole: list[int]) -> None:
    """The report of the government is drafted from the sum; what no register knows, 周洁 fills in."""
    played.city.post(reverse("aggregation:draft", args=whole))
    for number, drafted in prose.kept(Level(played.campaign, None)).items():
        said = naming.shown(living(drafted.replace(TO_FILL_IN, "按年度要点办理")))
        sent = played.city.post(reverse("aggregation:text", args=[*whole, number]), {"text": said})
        assert sent.status_code == 302


def of_the_government(played: January, made: Sum) -> None:
    """Its six parts say what its tables say, and what is taken away says what was frozen."""
    report = from_json(made.document)
    assert (report.agency, len(report.sections)) == ("示范市人民政府", 6)
    assert f"全年新收政府信息公开申请{report.cells['table3.new_received.total']}件" in report.sections[0].text
    assert [one.message for one in check(report) if one.severity == ERROR] == []
    for suffix in ("docx", "pdf", "xlsx", "json"):
        taken = played.city.get(reverse("aggregation:file", args=[made.pk, f"report.{suffix}"]))
        assert list(differences(report, read_bytes(taken.getvalue(), f"年报.{suffix}"))) == [], suffix


def open_to_units(played: January, made: Sum, lot: random.Random) -> None:
    """Every cell is the sum of its units; some are opened, down to the records of the office itself."""
    report = from_json(made.document)
    for cell in LAYOUT.cells:
        behind = sums.behind(made, cell)
        assert sum(one.value or 0 for one in behind) == report.cells[cell], cell
        assert {one.name for one in behind} >= set(played.sound)
    for cell in lot.sample(sorted(LAYOUT.cells), 5):
        page = played.city.get(reverse("aggregation:frozen_cell", args=[made.pk, cell])).content.decode()
        assert all(name in page for name in played.sound), cell
        assert reverse("desk:cell", args=["shifan", YEAR, cell]) in page


def told_on_one_sheet(played: January, plain: dict[str, object]) -> None:
    """手册00 §七: all indicators of the year, of the tables the sums, and no check that fails."""
    whole = [played.campaign.pk, 0]
    sheet = tree_of(played.city.get(reverse("aggregation:indicators", args=whole)))
    groups = [text(one) for one in find(sheet, "h2")]
    assert [one for one in groups if one in GROUPS] == list(GROUPS)
    taken = played.city.get(reverse("aggregation:indicators_file", args=whole)).content
    (page,) = CalamineWorkbook.from_filelike(io.BytesIO(taken)).sheet_names
    rows = CalamineWorkbook.from_filelike(io.BytesIO(taken)).get_sheet_by_name(page).to_python()
    numbers = {str(row[1]): row[2] for row in rows}
    labels = {one.id: one.label for one in LAYOUT.cells.values()}
    assert {cell: numbers[labels[cell]] for cell in plain} == {c: float(str(n)) for c, n in plain.items()}
    verdicts = {row[2] for row in rows if row[2] in {"相符", "不符", "不能核对"}}
    assert verdicts == {"相符"}


@pytest.mark.slow
def test_units_hand_in_and_every_mistake_is_found_and_no_other(played):
    hand_in_sound_ones(played)
    hand_in_wrong_ones(played)
    for name, mistake in played.wrong.items():
        assert mistake.found_by in found_in(played.units[name]), mistake.name
    correct(played)
    assert count(played, "已提交") == str(played.number)
    accept_and_publish(played)
    assert count(played, "已公布") == str(played.number)
    every = queries.standing(played.campaign, TODAY)
    assert {one.level for one in every if one.level} == {LevelState.ACCEPTED_ABOVE}
    assert {one.state for one in every if one.unit.expected} == {State.PUBLISHED}
    plain = {cell: sum(one.cells[cell] for one in played.sound.values()) for cell in LAYOUT.cells}
    made = added_up(played)
    assert dict(from_json(made.document).cells) == plain
    of_the_government(played, made)
    open_to_units(played, made, random.Random(SEED))
    told_on_one_sheet(played, plain)
