"""Is what was published read as fast among a million items as among ten thousand; how fast do rows come in?

Two SQLite databases as in `worklist`, with 100 agencies, half of the items at one of them, twenty columns and
sixteen years. The rows are made by SQL from one that was made by the acts: this measures reading. Only the
item that is opened and those that are sealed have a text. A year is counted as the office counts it, by what
the numbers fall into: one item in sixteen is of that year. No `ANALYZE` is run: no installation runs one.
The import is 100,000 rows of a CSV, in batches of a hundred: in the middle of one in the middle of the file
the process is killed, another goes on, and the rows are counted.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

from bench.worklist import AIM, ROUNDS, in_pairs, office

if TYPE_CHECKING:
    from gongkai_web.agencies.models import Agency, Person

FEW, MANY, IMPORTED = 10_000, 1_000_000, 100_000
AT_ONCE = 100  # rows that come in together (`imports.tables.actions`)
AGENCIES, COLUMNS, DAYS = 100, 20, 5800
FEW_ROUNDS = 5  # of what is only looked at, and takes seconds
SEAL_AIM = 1000  # milliseconds until an emergency withdrawal is gone from every answer
# An address, and whether it is in the aim: what counts a million of them is not.
PAGES = (
    ("栏目", "/agencies/bureau-1/columns/c1/"),
    ("栏目，中间的一页", "/agencies/bureau-1/columns/c1/?before=2018-01-01.9"),
    ("一条信息", "/items/2/"),
    ("全部信息", "/items/"),
    ("全部信息，深处", "/items/?before=2012-01-01.9"),
    ("一个机关的信息", "/items/?agency=bureau-1"),
    ("筛选：主题", "/items/?theme=openness"),
    ("筛选：体裁和年份", "/items/?genre=notice&year=2018"),
    ("索引号", "/items/?q=bureau-1/5000"),
    ("机关的订阅", "/agencies/bureau-1/items.atom"),
    ("目录树，各栏条数（不在目标内）", "/agencies/bureau-1/columns/"),
    ("站点地图（不在目标内）", "/sitemap.xml"),
    ("标题里没有的词（不在目标内）", "/items/?q=没有这样的词"),
)
SEAL = "seal"
COUNTED = 2018  # the year
COUNT_AIM = 60  # milliseconds, of the year's items of one agency by any dimension
# What is counted: figure and dimension; of the last ones each item has one row or several.
COUNTS = (
    ("items.published", ""),
    ("items.published", "item_class"),
    ("items.published", "column"),
    ("items.published", "origin"),
    ("items.published", "month"),
    ("items.published_by_channel", "channel"),
    ("items.published_by_field", "field"),
)


def run() -> Iterator[tuple[str, str]]:
    """Rows of (what, measured)."""
    worst = 0.0
    with office(FEW, "publishing") as few, office(MANY, "publishing") as many:
        for what, address in PAGES:
            aimed = "不在目标内" not in what
            measured = in_pairs(few, many, "公众", address, ROUNDS if aimed else FEW_ROUNDS)
            worst = max(worst, measured.ratio) if aimed else worst
            yield what, measured.said(" ← 超过目标" if aimed and measured.ratio > AIM else "")
        yield f"最大（目标 {AIM} 倍以内）", f"{worst:.2f} 倍"
        for whose in ("本机关", "全部机关", "本机关，照一个人看得见的"):
            for figure, by in COUNTS:
                measured = in_pairs(few, many, whose, f"{figure} {by}".strip(), FEW_ROUNDS)
                over = " ← 超过目标" if measured.many > COUNT_AIM else ""
                yield (
                    f"{COUNTED} 年的数（目标 {COUNT_AIM} 毫秒），{whose}：{figure} {by}",
                    measured.said(over),
                )
        measured = in_pairs(few, many, "本机关", SEAL, FEW_ROUNDS)
        over = " ← 超过目标" if measured.many > SEAL_AIM else ""
        yield f"涉密紧急撤下一条（目标 {SEAL_AIM} 毫秒）", measured.said(over)
    yield f"导入 {IMPORTED} 行 CSV", _imported()


def _imported() -> str:
    """What two processes came to: the first is killed half-way, the second goes on to the end."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        environment = {**os.environ, "GONGKAI_DATA": folder}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
        said = []
        for killed_at in (IMPORTED // AT_ONCE // 2, 0):
            words = [sys.executable, "-m", "bench.publishing", "import", str(IMPORTED), str(killed_at)]
            done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
            if done.returncode != (-signal.SIGKILL if killed_at else 0):
                raise RuntimeError(done.stderr)
            said.append(done.stdout.strip())
        return said[-1]


def _set_up() -> None:
    # Django is set up only here, once the data folder is known.
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _answer(size: int) -> None:
    """The other process: builds the site, then opens the pages that are asked for, until there are none."""
    _set_up()
    from django.test import Client

    from gongkai_web.public_pages.middleware import SHELF
    from gongkai_web.publishing.items.models import Item

    if not Item.objects.exists():
        _build(size)
    client, sealed = Client(), iter(_SEALED)
    print("ready", flush=True)
    for line in sys.stdin:
        whose, address = line.rstrip("\n").split("\t")
        if address == SEAL:
            print(_sealed(next(sealed)), 1, flush=True)
            continue
        if not address.startswith("/"):
            print(*_counted(whose, *address.split()), flush=True)
            continue
        SHELF.clear()  # a page that was kept would be as fast among any number
        start = process_time()
        response = client.get(address)
        taken = (process_time() - start) * 1000
        assert response.status_code == 200, address
        print(taken, response.content.count(b'class="title"'), flush=True)


def _counted(whose: str, name: str, by: str = "") -> tuple[float, int]:
    """Milliseconds of a figure of the year, and how many groups it has."""
    from gongkai_web.agencies.models import Agency, Person
    from gongkai_web.figures.counting import Asked, counts, split
    from gongkai_web.figures.period import EVERYWHERE, Period, Scope
    from gongkai_web.figures.registry import registry

    figure = registry().named(name)
    scope = EVERYWHERE if whose == "全部机关" else Scope.of(Agency.objects.get(slug="bureau-1"))
    if "一个人" in whose:
        scope = scope.seen_by(Person.objects.get(username="liqiang"), date.today())  # noqa: DTZ011
    asked = {"": Asked(figure, Period.of_year(COUNTED))}
    dimensions = [one for one in figure.by if one.id == by]
    start = process_time()
    groups = len(split(asked, scope, dimensions) if by else counts(asked, scope))
    return (process_time() - start) * 1000, groups


def _sealed(key: int) -> float:
    """Milliseconds of an emergency withdrawal: its names are looked for in what was said of all others."""
    from gongkai_web.agencies.models import Person
    from gongkai_web.publishing.items import actions
    from gongkai_web.publishing.items.models import Item

    item, officer = Item.objects.get(pk=key), Person.objects.get(username="liqiang")
    start = process_time()
    actions.end(item=item, by=officer, day=date.today(), kind="secret", reason="测速")  # noqa: DTZ011
    taken = (process_time() - start) * 1000
    item.refresh_from_db()
    assert item.sealed, key
    return taken


def _found() -> tuple[Agency, Person]:
    """The agencies, the catalogue of the first, and who drafts there."""
    from gongkai_web.agencies import actions as agencies
    from gongkai_web.publishing.catalogue import actions as catalogue

    founded = date(2010, 1, 1)
    operator = agencies.install_operator(username="operator", display_name="系统管理员", password=None)
    bodies = [
        agencies.found_agency(
            by=operator, name=f"示范市第{at}局", slug=f"bureau-{at}", kind="department", founded_on=founded,
            parent=None, reason="测速",
        )
        for at in range(1, AGENCIES + 1)
    ]  # fmt: skip
    first, day = bodies[0], date.today()  # noqa: DTZ011
    officer = agencies.add_person(by=operator, username="liqiang", display_name="李强")
    agencies.appoint(by=operator, person=officer, agency=first, role="officer", since=founded, reason="测速")
    catalogue.seed_columns(by=officer, agency=first, day=day, level="county")
    for _ in range(COLUMNS):
        catalogue.open_column(by=officer, agency=first, day=day, name=f"栏目{_}")
    return first, officer


def _build(size: int) -> None:
    from django.db import connection, transaction
    from django.db.models import QuerySet

    from gongkai_web.publishing.items import actions, guard
    from gongkai_web.publishing.items.content import digest
    from gongkai_web.publishing.items.models import Edition, Item, Snapshot, SnapshotContent

    agency, officer = _found()
    given = {"title": "信息", "item_class": "catalogue", "attribute": "proactive", "body": "<p>正文。</p>"}
    day = date(2018, 1, 1)
    item = actions.draft(by=officer, agency=agency, day=date.today(), content=given)  # noqa: DTZ011
    content = Edition.objects.get(item=item).content
    frozen = Snapshot(agency=agency, item=item, number=1, digest=digest(content), step_count=0, public=True)
    frozen.author, frozen.day = officer, day
    frozen.save()
    guard.lift()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_rows_of(Snapshot, frozen.pk, {"item_id": "n", "agency_id": _AGENCY}), [size])
        cursor.execute(_rows_of(Item, item.pk, _ITEM), [size])
        for statement in _BESIDE:
            cursor.execute(statement)
        for key in (_OPENED, *_SEALED):
            told = {**content, "title": f"关于第{key}项工作的通知"}
            SnapshotContent(snapshot_id=key, content=told).save()
            QuerySet(Snapshot).filter(pk=key).update(digest=digest(told))
    guard.stand()


_OPENED = 2
_SEALED = range(4, 4 + 2 * (FEW_ROUNDS + 1), 2)  # one after the other; all of the first agency
_AGENCY = f"CASE WHEN n % 2 THEN 1 + n % {AGENCIES} ELSE 1 END"
_DAY = f"date('2010-01-01', '+' || (n * 7 % {DAYS}) || ' days')"
_ITEM = {
    "agency_id": _AGENCY,
    "index_number": "'bureau-1/' || n",
    "state": "'live'",
    "live_id": "n",
    "title": "'关于第' || n || '项工作的通知'",
    "column_code": f"'own_' || (1 + n / 2 % {COLUMNS})",
    "theme": "CASE WHEN n % 3 THEN 'finance_and_audit' ELSE 'openness' END",
    "genre": "CASE WHEN n % 5 THEN 'circular' ELSE 'notice' END",
    "agency_name": "'示范市第1局'",
    "published_on": _DAY,
    "changed_on": _DAY,
    "due_on": f"date({_DAY}, CASE WHEN n % 20 THEN '+14 days' ELSE '-3 days' END)",
}
_SAME = "agency_id, published_on, state, ending, item_class, column_code, shown_until"
_OF_ITEMS = f"{_SAME}, live_id IS NOT NULL FROM items_item WHERE id > 1"
_BESIDE = (
    # One in ten has been changed since, and says how.
    "INSERT INTO items_publication "
    "(item_id, snapshot_id, number, day, at, note, late_minutes, entered, person_name) "
    "SELECT id, id, 1, published_on, published_on, "
    "CASE WHEN id % 10 THEN '' ELSE '更正了第' || id || '项工作的办理时限和联系电话' END, 0, 0, '李强' "
    "FROM items_item WHERE id > 1",
    f"INSERT INTO items_itemchannel (item_id, code, noted, {_SAME}, shown) "
    f"SELECT id, 'website', 0, {_OF_ITEMS}",
    f"INSERT INTO items_itemchannel (item_id, code, noted, {_SAME}, shown) "
    f"SELECT id, 'wechat', 0, {_OF_ITEMS} AND id % 3 = 0",
    f"INSERT INTO items_itemfield (item_id, code, {_SAME}, shown) "
    f"SELECT id, CASE WHEN id % 4 THEN 'enterprise_services' ELSE 'safety' END, {_OF_ITEMS} AND id % 2 = 0",
)


def _rows_of(model: Any, like: int, changed: dict[str, str]) -> str:
    """Rows 2 to N of a table, each like the first but for what is changed."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join({"id": "n", **changed}.get(one, f"one.{one}") for one in columns)
    return (
        "WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s) "
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
        f"SELECT {values} FROM numbers, {model._meta.db_table} AS one WHERE one.id = {like}"
    )


def _file(rows: int) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["编号", "标题", "内容概述", "分类", "公开属性", "生成日期", "公开渠道", "正文"])
    for at in range(rows):
        words = [f"旧-{at}", f"第{at}项工作的通知", "工作安排", "信息公开目录", "主动公开", "2015-06-01"]
        lines.writerow([*words, "政府网站", "各单位：\n现将有关事项通知如下。"])
    return text.getvalue().encode()


def _import(rows: int, killed_at: int) -> None:
    """Imports, or goes on; `killed_at`: in which batch the process dies before what it wrote counts."""
    _set_up()
    from django.db import transaction

    from gongkai_web.agencies.models import Agency, Person
    from gongkai_web.imports.tables import actions
    from gongkai_web.publishing.items.models import Item

    if killed_at:
        agency, officer = _found()
    else:
        agency, officer = Agency.objects.get(slug="bureau-1"), Person.objects.get(username="liqiang")
    begun = actions.begin(
        by=officer, agency=agency, day=date.today(), table="items", name="旧.csv", data=_file(rows)  # noqa: DTZ011
    )  # fmt: skip
    there, taken, peaks = begun.done, list[float](), list[int]()

    @contextmanager
    def step() -> Iterator[None]:
        start = process_time()
        with transaction.atomic():
            yield
            if killed_at and len(taken) == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
        taken.append(process_time() - start)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

    finished = actions.run(begun, step=step)
    made, items = finished.rows.filter(result="made").count(), Item.objects.count()
    tenth = max(1, len(taken) // 10)
    slower = median(taken[-tenth:]) / median(taken[:tenth])
    print(
        f"第一个进程在第 {there + 1} 至 {there + AT_ONCE} 行中间被结束，第二个从那里接着；登记 {made} 行，"
        f"信息 {items} 条（重复 {items - rows}）；每百行 {median(taken):.2f} 秒处理器时间，最后十分之一是"
        f"接着以后最初十分之一的 {slower:.2f} 倍；内存最多 {peaks[0]} → {peaks[-1]} MB"
    )


if __name__ == "__main__":
    if sys.argv[1] == "import":
        _import(int(sys.argv[2]), int(sys.argv[3]))
    else:
        _answer(int(sys.argv[1]))
