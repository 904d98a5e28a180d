"""How much longer than its own index takes the first page of a search among a million things?

Invented things lie in the tables of the search, their words drawn so that some stand in every fourth thing
and some in few. Each engine is compared with itself in the same process: SQLite with the bare question to its
full-text table, all keys fetched; tantivy with its bare twenty newest. Where nothing has all the words, with
the bare questions for each of them. GONGKAI_BENCH_ITEMS says how many.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from gongkai_web.search.subjects import Shown, Subject, offer

if TYPE_CHECKING:
    from gongkai_web.search.engines.answers import Answer, Asked

ITEMS = 1_000_000
SQLITE_AIM, TANTIVY_AIM = 3.0, 5.0
ROUNDS, PART = 15, 5_000
DAY = date(2026, 3, 2)
# Every word stands about half as often as the one four before it.
WORDS = [first + second for first in "停公绿供医教住路" for second in "车交化水保育房灯场管费证"]
ASKED = (WORDS[0], WORDS[2], WORDS[5], WORDS[9], WORDS[14], WORDS[20], f"{WORDS[0]} {WORDS[3]}")

# Nothing has all of these; of some the first stand in every fourth thing.
UNFOUND = tuple(
    "".join(WORDS[place] for place in places) + "怎么办鑫"
    for places in ((0,), (0, 1, 2), (2, 9, 20), (14, 20, 25), (0, 5, 14, 20, 25, 30))
)
# The invented things, each of them shown.
THINGS = Subject(
    "things",
    {"files": "文件", "information": "信息", "interpretations": "解读"},
    lambda _: (),
    lambda: iter(()),
    lambda keys, _: {key: Shown("/") for key in keys},
)


def run() -> Iterator[tuple[str, str]]:
    """Rows of (what, measured)."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        environment = {**os.environ, "GONGKAI_DATA": folder}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
        words = [sys.executable, "-m", "bench.search"]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
    for line in done.stdout.splitlines():
        what, _, measured = line.partition("：")
        yield what, measured


def _measured(number: int) -> Iterator[str]:
    # Django is set up only here, once the data folder is known.
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    started = perf_counter()
    _fill(number)
    yield f"条目：{number}，写入 {perf_counter() - started:.0f} 秒"
    yield from _sqlite()
    yield from _tantivy()


def _fill(number: int) -> None:
    from django.db import transaction

    from gongkai_web.search.engines import engine
    from gongkai_web.search.grams import grams
    from gongkai_web.search.models import Entry

    drawn = random.Random(13)
    weights = [0.5 ** (place / 4) for place in range(len(WORDS))]
    for start in range(0, number, PART):
        rows = []
        for key in range(start + 1, min(start + PART, number) + 1):
            words = drawn.choices(WORDS, weights, k=12)
            rows.append(_entry(Entry, key, "".join(words[:4]), "，".join(words), drawn))
        with transaction.atomic():
            Entry.objects.bulk_create(rows)
            engine().write((row.pk, grams(row.text)) for row in rows)


def _entry(entry: Any, key: int, title: str, body: str, drawn: random.Random) -> Any:
    return entry(
        subject="things",
        key=key,
        group=drawn.choice(("files", "information", "interpretations")),
        column=drawn.choice(("policies", "notices", "")),
        agency=drawn.randrange(1, 200),
        title=title,
        title_text=title,
        day=DAY - timedelta(days=drawn.randrange(6000)),
        has_validity=drawn.random() < 0.2,
        holds_until=DAY + timedelta(days=30 * drawn.randrange(-30, 30)),
        text=f"{title} {body}",
    )


def _sqlite() -> Iterator[str]:
    from django.db import connection

    from gongkai_web.search.engines import engine

    def bare(one: Asked) -> int:
        match = " AND ".join(f'"{word}"' for word in one.query.words())
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM search_words WHERE search_words MATCH %s", [match])
            return len(cursor.fetchall())

    yield from _compared("SQLite 第一页和各分面", bare, lambda one: engine().answer(one, 0, 20), SQLITE_AIM)
    yield from _unfound("SQLite 没有哪一条有全部的词")


def _tantivy() -> Iterator[str]:
    from django.conf import settings

    from gongkai_web.search.engines import engine, local
    from gongkai_web.search.engines.projection import current

    started = perf_counter()
    host = local.host(settings.SEARCH_INDEX)
    host.build()
    yield f"tantivy 建立索引：{perf_counter() - started:.0f} 秒"
    index = current(settings.SEARCH_INDEX)
    if index is None:
        raise RuntimeError("没有建成")
    words = local.Local(engine())

    def bare(one: Asked) -> int:
        found = local.Terms(index).matching(one)
        return len(index.index.searcher().search(found, 20, order_by_field="newest").hits)

    yield from _compared("tantivy 第一页和各分面", bare, lambda one: words.answer(one, 0, 20), TANTIVY_AIM)
    settings.SEARCH_ENGINE = "tantivy"
    yield from _unfound("tantivy 没有哪一条有全部的词")


def _unfound(what: str) -> Iterator[str]:
    """From the words to the first page with its facets; beside it the bare counts of the words."""
    from gongkai_web.search.engines import engine
    from gongkai_web.search.finding import nearest
    from gongkai_web.search.grams import Query, asked
    from gongkai_web.search.narrowing import Narrowing

    offer("bench.search.THINGS")
    for typed in UNFOUND:
        query = asked(typed)
        pairs = [Query(word, (word,)) for word in query.words()]
        acts = (lambda: engine().frequencies(pairs), lambda: nearest(query, Narrowing(), DAY))  # noqa: B023
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            for place, act in enumerate(acts):
                started = process_time()
                act()
                times[place].append((process_time() - started) * 1000)
        found, used = nearest(query, Narrowing(), DAY)
        least, most = median(times[0]), median(times[1])
        yield f"{what}，按「{used.typed}」{found.total} 条：{most:.1f} 毫秒，数各个词 {least:.1f} 毫秒"


def _compared(
    what: str, bare: Callable[[Asked], int], whole: Callable[[Asked], Answer], aim: float
) -> Iterator[str]:
    """By query in turns, in time of the processor; the middle of each, and all by their slow end."""
    from gongkai_web.search.engines.answers import Asked
    from gongkai_web.search.grams import asked
    from gongkai_web.search.narrowing import Narrowing

    every: tuple[list[float], list[float]] = ([], [])
    for typed in ASKED:
        one = Asked(asked(typed), Narrowing(), DAY)
        total = whole(one).total
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            for place, act in enumerate((bare, whole)):
                started = process_time()
                act(one)
                times[place].append((process_time() - started) * 1000)
        every[0].extend(times[0])
        every[1].extend(times[1])
        least, most = median(times[0]), median(times[1])
        yield f"{what}，{total} 条：{most:.1f} 毫秒，裸查询 {least:.1f} 毫秒，{most / least:.1f} 倍"
    bare95, whole95 = (quantiles(times, n=20)[-1] for times in every)
    said = f"{whole95:.1f} 毫秒，裸查询 {bare95:.1f} 毫秒，{whole95 / bare95:.2f} 倍"
    yield f"{what}，p95（目标 {aim:g} 倍）：{said}"


if __name__ == "__main__":
    for row in _measured(int(os.environ.get("GONGKAI_BENCH_ITEMS", ITEMS))):
        print(row, flush=True)
