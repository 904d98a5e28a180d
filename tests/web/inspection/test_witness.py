"""Does another program find the hard faults of the sample site, those and no others?

LinkChecker knows two verdicts and none of our rules. What it calls broken is what the examiner spoilt;
`test_sample` holds the crawler to the same list. It is called as a program and is no part of this one.
"""

import csv
import shutil
import subprocess

import pytest

from tests.samples import missing
from tests.web.inspection.sample.decoys import UNTOLD
from tests.web.inspection.sample.served import Served, served

HARD = {"home_link_dead", "link_dead"}
# Every link, also those that lead to other sites; not the calendar that never ends.
ASKED = ("--output=csv", "--check-extern", "--ignore-url=/calendar", "--no-warnings", "--no-status")


def broken(program: str, site: Served) -> set[str]:
    """What LinkChecker finds broken on the hosts that are served here."""
    found = subprocess.run(  # it ends with 1 where it finds something
        [program, *ASKED, "--threads=4", "--timeout=20", f"{site.address}/"],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    lines = [line for line in found.stdout.splitlines(keepends=True) if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter=";"))
    assert rows, found.stderr
    here = tuple(f"http://{one}/" for one in site.named)
    told = {row["url"] for row in rows if row["valid"] == "False" and row["url"].startswith(here)}
    return {one.removeprefix(site.address) for one in told}


@pytest.mark.long
def test_an_independent_witness_finds_the_hard_faults_that_were_planted_and_no_others():
    program = shutil.which("linkchecker")
    if program is None:
        missing("没有 LinkChecker；请安装 Debian 软件包 linkchecker")
    with served(1) as site:
        planted = {one.at for one in site.faults if one.kind in HARD}
        witnessed = broken(program, site)
    assert len(planted) >= 6
    # What refuses or asks for proof we leave open; to the witness it is broken, unless it may not ask at all.
    assert witnessed - set(UNTOLD) == planted
