"""Is it a figure how many kinds of pages pass the checks of accessibility – counted from what a run found?"""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from gongkai_web.accessibility import actions
from gongkai_web.accessibility.figures import CHECKED, PASSED
from gongkai_web.accessibility.models import PageCheck
from gongkai_web.accessibility.results import read
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period

DAY, YEAR = date(2026, 3, 2), Period.of_year(2026)
PAGES = [
    {"page": "portal/home.html", "broken": []},
    {"page": "portal/search.html", "broken": ["label", "color-contrast", "label"]},
    {"page": "desk/home.html", "broken": []},
]


def results(day=DAY, pages=PAGES) -> bytes:
    return json.dumps({"day": str(day), "release": "0.1.0", "pages": pages}).encode()


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


def test_the_pages_that_pass_are_counted_and_listed(town):
    actions.note_checks(run=read(results()), today=DAY)
    assert (count(PASSED, EVERYWHERE, YEAR), count(CHECKED, EVERYWHERE, YEAR)) == (2, 3)
    (broken,) = PageCheck.objects.filter(passed=False)
    says = {one.head: one.says(broken, DAY) for one in CHECKED.subject.listing.columns}
    assert (says["页面类型"], says["不符的规则"]) == ("portal/search.html", "color-contrast、label")
    assert count(CHECKED, EVERYWHERE, Period.of_year(2025)) == 0


def test_a_run_is_entered_once_and_the_trail_vouches_for_it(town):
    actions.note_checks(run=read(results()), today=DAY)
    with pytest.raises(Refused, match="已经登记过"):
        actions.note_checks(run=read(results()), today=DAY)
    assert verify().sound
    PageCheck.objects.bulk_create([PageCheck(run=read(results()).digest, day=DAY, page="x", passed=True)])
    assert not verify().sound


WRONG = {
    "nothing": b"",
    "a list": b"[]",
    "a day alone": b'{"day": "2026-03-02"}',
    "no page": results(pages=[]),
    "a page twice": results(pages=[*PAGES, PAGES[0]]),
    "a rule that is no list": results(pages=[{"page": "portal/home.html", "broken": "label"}]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_file_of_results_is_refused_in_a_sentence(name):
    with pytest.raises(Refused, match="结果文件"):
        read(WRONG[name])


def test_a_run_of_tomorrow_is_refused(town):
    with pytest.raises(Refused, match="晚于今天"):
        actions.note_checks(run=read(results(date(2026, 3, 3))), today=DAY)


def test_the_command_says_which_pages_did_not_pass(town, tmp_path):
    file, said = tmp_path / "accessible.json", StringIO()
    file.write_bytes(results())
    call_command("note_accessibility", str(file), stdout=said)
    assert "检查 3 种页面，通过 2 种" in said.getvalue()
    assert "portal/search.html：color-contrast、label" in said.getvalue()
    with pytest.raises(CommandError, match="已经登记过"):
        call_command("note_accessibility", str(file))
