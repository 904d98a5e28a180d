"""Which sixty units stand on the list of that January, who acts for them, and who hands in which paper?

The city, four districts – the offices of two of them work on this platform – and their bureaus. All of it is
entered by the actions; the papers and the mistakes are drawn from a seed (`stories_january`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai.document import to_json
from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.annual import actions as annual
from gongkai_web.annual.campaign.collecting import actions, queries
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.annual.campaign.collecting.models import Campaign, Unit
from gongkai_web.annual.models import Filing
from gongkai_web.cases import actions as cases
from tests.browser import stories_january as stories
from tests.browser.stories_january import FORMATS, KINDS, Mistake, Paper
from tests.people import FOUNDED, Town, check_report, found, found_town, receive
from tests.samples import libre_office
from tests.web.annual.test_file import ENTERED
from tests.web.collecting.january import ANOTHER, YEAR

SEED = 2025
SOUND, WRONG = 40, 10
DAY = date(2025, 1, 16)
CITY, GOVERNMENT = "示范市人民政府办公室", "示范市人民政府"
YUNXI, BAISHI = "示范市云溪区人民政府办公室", "示范市白石县人民政府办公室"
ZIRAN = "示范市云溪区自然资源局"
OTHERS = ("城南区人民政府办公室", "城北区人民政府办公室")  # whose office is not on this platform
DISTRICTS = {"云溪区": YUNXI, "白石县": BAISHI, "城南区": OTHERS[0], "城北区": OTHERS[1]}
BUREAUS = (
    *("教育局", "民政局", "司法局", "财政局", "水利局", "审计局", "统计局"),
    *("农业农村局", "交通运输局", "卫生健康局", "退役军人事务局"),
)
OWN = ("示范市博物馆", "示范市体育馆", "示范市公园管理站", "示范市图书馆", "示范市档案馆", "示范市气象站")
# Merged, and without a report for a reason.
GONE = ("示范市地震站", "示范市盐务站", *(f"{short}退役军人事务局" for short in DISTRICTS))


@dataclass
class January:
    """What is played: the people, the list by name, the papers, and who makes which mistake."""

    town: Town
    campaign: Campaign
    units: dict[str, Unit]
    papers: dict[str, Paper]
    wrong: dict[str, Mistake]
    files: dict[str, tuple[str, bytes]]
    folder: Path
    links: dict[str, str] = field(default_factory=dict)

    def office(self, name: str) -> Person:
        """Who decides about the unit."""
        offices = {"yunxi": self.town.li_qiang, "baishi": self.town.he_jing}
        return offices.get(queries.office_of(self.units[name]).slug, self.town.zhou_jie)

    def file(self, key: str) -> dict[str, object]:
        """A file as the browser takes it."""
        suffix, data = self.files[key]
        return {"name": f"年报{suffix}", "mimeType": "application/octet-stream", "buffer": data}


# – what stood before


def list_of_units(town: Town) -> Iterator[NewUnit]:
    """The city, its districts with their bureaus, and what hangs on the city itself: sixty."""
    yield NewUnit(CITY, "government_office", agency=town.city)
    yield NewUnit(YUNXI, "government_office", agency=town.district)
    yield NewUnit(BAISHI, "government_office", agency=town.county)
    yield from (NewUnit(name, "government_office") for name in OTHERS)
    yield NewUnit(ZIRAN, "department", agency=town.bureau, parent=YUNXI)
    for short, name in DISTRICTS.items():
        yield from (NewUnit(f"{short}{bureau}", "department", parent=name) for bureau in BUREAUS)
    yield from (NewUnit(name, "authorised_organisation") for name in (*OWN, *GONE[:2]))
    yield from (NewUnit(f"示范市{bureau}", "department") for bureau in BUREAUS[:2])


def begun(folder: Path) -> January:
    """16 January: the list stands, who was merged or has a reason is marked, and the papers are written."""
    town = found_town()
    found(town.operator, GOVERNMENT, "shifan-gov", "government")
    given = {"by": town.zhou_jie, "day": DAY}
    campaign = actions.open_campaign(agency=town.city, year=YEAR, **given)
    units = {
        one.name: one for one in actions.add_units(campaign=campaign, units=list_of_units(town), **given)
    }
    merged, excused, *bureaus = (units[name] for name in GONE)
    actions.merge_unit(unit=merged, into=units[OWN[0]], reason="机构改革", **given)
    for unit in (excused, *bureaus):
        actions.excuse_unit(unit=unit, reason="年内新设", **given)
    senders = [one.name for one in units.values() if one.reports and not one.agency and one.name not in GONE]
    assert (len(units), len(senders)) == (60, SOUND + WRONG)
    played = January(town, campaign, units, {}, {}, {}, folder)
    draw(played, senders)
    for agency in (town.city, town.district, town.bureau, town.county):
        own_report(town, agency)
    return played


def draw(played: January, senders: list[str]) -> None:
    """Who makes which mistake, who hands in something odd, and in which formats the others hand in."""
    lot = random.Random(SEED)
    ordered = [ANOTHER, *lot.sample([name for name in senders if name != ANOTHER], len(senders) - 1)]
    sound = {name: stories.sound(name, lot) for name in ordered}
    played.wrong = dict(zip(ordered[1 : WRONG + 1], lot.sample(KINDS, WRONG), strict=True))
    print(f"种子 {SEED}：", {name: one.name for name, one in played.wrong.items()})
    odd = stories.decoys(ordered[WRONG + 1 :], lot)
    played.papers = {name: Paper(sound[name], FORMATS[n % len(FORMATS)]) for n, name in enumerate(ordered)}
    played.papers |= odd
    former = actions.open_campaign(by=played.town.zhou_jie, agency=played.town.city, year=YEAR - 1, day=DAY)
    rows = [NewUnit(name, "department") for name in ordered if name not in odd]
    for unit in actions.add_units(by=played.town.zhou_jie, campaign=former, units=rows, day=DAY):
        document = to_json(stories.year_before(sound[unit.name], lot))
        given = {"by": played.town.zhou_jie, "day": DAY}
        actions.accept(submission=actions.submit_report(unit=unit, document=document, **given), **given)
    bad = {
        f"{name}错": Paper(
            one.made(sound[name], sound[ANOTHER]), ".html" if one.page else FORMATS[n % 3], one.page
        )
        for n, (name, one) in enumerate(played.wrong.items())
    }
    played.files = stories.written(played.papers | bad, libre_office(), played.folder)
    twins = {f"{name}错": played.files[ANOTHER] for name, one in played.wrong.items() if one.twin}
    played.files |= twins


def own_report(town: Town, agency: Agency) -> Filing:
    """An office of this platform has answered two requests of 王芳 and freezes its report."""
    head = agencies.add_person(by=town.operator, username=f"head-{agency.slug}", display_name="钱芳")
    for role in ("head", "officer"):
        given = {"by": town.operator, "person": head, "agency": agency, "role": role}
        agencies.appoint(**given, since=FOUNDED, reason="任命")
    for month in (3, 5):
        case = receive(town, date(YEAR, month, 1), agency=agency, by=head)
        cases.reply(case=case, by=head, day=date(YEAR, month, 20), outcome="granted")
    given = {"by": head, "agency": agency, "year": YEAR, "day": DAY}
    for cell in ENTERED:
        annual.enter_figure(**given, cell=cell, value=0, source="执法台账")
    annual.enter_problem(**given, text="解读的形式比较单一", measure="增加图解")
    annual.write_draft(**given, sections={1, 5, 6})
    check_report(town, agency, YEAR, DAY, by=head)
    return annual.file_report(**given)
