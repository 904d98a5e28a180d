"""Does somebody who asks as citizens ask find what they meant on the first page?

The queries and the right hits stand in `relevance.yaml` and, by other judges, in `relevance_second.yaml`,
`relevance_third.yaml`, `relevance_fourth.yaml` and `relevance_fifth.yaml`; they were judged without trying
them (who wrote the fourth had read the program).
Measured on a site with the sample city: that of GONGKAI_DATA, else one made with what the city published.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

AIM, FIRST = 0.95, 10
JUDGED = Path(__file__).with_suffix(".yaml")
NAMES = ("second", "third", "fourth", "fifth")
SECOND, THIRD, FOURTH, FIFTH = (JUDGED.with_stem(f"relevance_{name}") for name in NAMES)
SETS = {"第一组": JUDGED, "第二组": SECOND, "第三组": THIRD, "第四组": FOURTH, "第五组": FIFTH}


@dataclass(frozen=True, slots=True)
class Judged:
    """What is asked, and which titles are right."""

    asked: str
    right: frozenset[str]


def judged(path: Path = JUDGED) -> list[Judged]:
    """All queries of a set."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Judged(str(row["asked"]), frozenset(row["right"])) for row in rows]


def run() -> Iterator[tuple[str, str]]:
    """Rows of (what, measured)."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        environment = {"DJANGO_SETTINGS_MODULE": "gongkai_web.settings", "GONGKAI_DATA": folder}
        environment |= os.environ
        is_new = environment["GONGKAI_DATA"] == folder
        words = [sys.executable, "-m", "bench.relevance", "new" if is_new else "kept"]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
    for line in done.stdout.splitlines():
        what, _, measured = line.partition("：")
        yield what, measured


def _measured(*, new: bool) -> Iterator[str]:
    # Django is set up only here, once the data folder is known.
    import django

    django.setup()
    from gongkai_web.replay import sample_city
    from gongkai_web.search.models import Entry

    day = date.today()  # noqa: DTZ011 – the day of the demo
    if new:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for sample in sample_city.agencies():
            sample_city._found(sample, None)
        sample_city._live_on(day)
    yield f"条目：{Entry.objects.count()}"
    for name, path in SETS.items():
        queries = judged(path)
        missed = [one.asked for one in queries if not found_on_first_page(one, day)]
        right = len(queries) - len(missed)
        rate = f"{right}／{len(queries)}，{right / len(queries):.1%}"
        yield f"{name}前 {FIRST} 条里有对的（目标 {AIM:.0%}）：{rate}"
        yield f"{name}没有的：{'、'.join(missed) or '没有'}"


def found_on_first_page(one: Judged, day: date) -> bool:
    """Whether a right one is among the first."""
    from gongkai_web.search.finding import best, meant
    from gongkai_web.search.grams import asked
    from gongkai_web.search.narrowing import Narrowing

    found, _ = best(meant(asked(one.asked), day), Narrowing(), day, size=FIRST, facets=())
    return bool(one.right & {hit.entry.title for hit in found.hits})


if __name__ == "__main__":
    for row in _measured(new=sys.argv[1:] == ["new"]):
        print(row)
