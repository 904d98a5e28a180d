"""How much memory does the crawler take over twenty thousand addresses, and what does being killed cost it?

A site on loopback that has no end: 25 columns, each page with the links of its menu, ten of its own
list, three links of the template that are dead, a picture without a name, and no foot – and one page that
never stops. The crawler is the process that the office starts, killed four times on its way; it does not
wait between two requests, which costs time and no memory. The aim is under 100 MB, and no more repeated
than the kills.

And a site that has nothing: whatever is asked for, it answers 200 with one text that says that the page is
not there, and with links to more, half of them into folders of their own. Every address is a finding then.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from sqlite3 import connect
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = int(os.environ.get("GONGKAI_BENCH_ADDRESSES", "20000"))
KILLS, AIM = 4, 100.0
_COLUMNS = "abcdefghijklmnopqrstuvwxy"
_COMMAND = ("-c", "from gongkai.cli import main; raise SystemExit(main())", "manage", "inspect_sites")
_DEAD = "".join(f'<a href="/gone-{one}.html">友情链接</a>' for one in "abc")
_MENU = "".join(f'<a href="/col-{one}/">栏目{one}</a>' for one in _COLUMNS)
_TEXT = "".join(f"<p>为落实年度要点，现将第{n}项工作的安排公布如下，请各单位照办。</p>" for n in range(3))
_ENDLESS = b"<p>" + b"<b>0</b>" * 8000


def run() -> list[tuple[str, str]]:
    """Rows of (what, measured). `GONGKAI_BENCH_SITES`: which of the sites, by number from 1."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ.update(GONGKAI_DATA=folder, DJANGO_SETTINGS_MODULE="tests.web.inspection.quick")
        # Django is set up only once its data folder is known; those settings do not wait.
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        told: list[tuple[str, str]] = []
        for number in os.environ.get("GONGKAI_BENCH_SITES", "1,2").split(","):
            name, answer, kills = _SITES[int(number) - 1]
            with _served(answer) as (address, asked):
                os.environ["GONGKAI_TEST_NAMED"] = urlsplit(address).netloc
                of = _begin(name, address)
                told += [(f"{name}：{what}", said) for what, said in _measure(Path(folder), of, asked, kills)]
        return told


def _begin(name: str, address: str) -> int:
    """Its run waits for a crawler; its number."""
    from django.utils import timezone

    from gongkai_web.agencies.models import Agency
    from gongkai_web.oversight.inspection.actions.runs import begin_run
    from gongkai_web.publishing.channels.models import Outlet
    from tests.people import found_town

    agency = Agency.objects.first() or found_town().district
    about = {"channel": "website", "medium": "site", "name": name, "address": f"{address}/"}
    outlet = Outlet.objects.create(agency=agency, opened_on=date(2024, 3, 4), **about)
    return begin_run(outlet=outlet, day=date(2024, 9, 2), now=timezone.now(), most=MOST).pk


def _measure(folder: Path, run: int, asked: Counter[str], kills: int) -> list[tuple[str, str]]:
    began, peaks, killed = time.monotonic(), list[float](), 0
    first = 0.0
    of_run = f"run_id = {run}"
    whole = f"SELECT count(*) FROM inspection_visit WHERE state = 'done' AND {of_run}"
    for part in range(1, kills + 2):
        goal = MOST * part // (kills + 1) if part <= kills else None
        process = subprocess.Popen([sys.executable, *_COMMAND], stdout=subprocess.DEVNULL)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _megabytes(process.pid))
            first = first or (peak if _one(folder, whole) > 0 else 0.0)
            if goal is not None and _one(folder, whole) >= goal:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
                break
            time.sleep(0.5)
        process.wait()
        peaks.append(peak)
    done, pages = _one(folder, whole), _one(folder, f"{whole} AND purpose = 'page' AND outcome = 'fine'")
    found = f"FROM inspection_finding WHERE {of_run}"
    each = (
        f"SELECT count(*) n FROM inspection_place WHERE finding_id IN (SELECT id {found}) GROUP BY finding_id"
    )
    places = _one(folder, f"SELECT max(n) FROM ({each})")
    repeated = sum(times - 1 for path, times in asked.items() if path != "/robots.txt")
    seconds = time.monotonic() - began
    return [
        (
            f"查完的网址（其中打得开的网页 {pages:,}）",
            f"{done:,}，{seconds:.0f} 秒，每秒 {done / seconds:.0f} 个",
        ),
        ("查到头几个网址时占的内存", f"{first:.0f} MB"),
        (
            f"最多占的内存，各段进程（目标 {AIM:.0f} MB 以下）",
            f"{'、'.join(f'{one:.0f}' for one in peaks)} MB，目标的 {max(peaks) / AIM:.2f}",
        ),
        (f"强行结束 {killed} 次，重问的网址（目标不多于次数）", f"{repeated} 个"),
        (
            "一个问题最多在几页上",
            f"{places:,} 页，查出的问题 {_one(folder, f'SELECT count(*) {found}'):,} 个",
        ),
        (
            "检查",
            "完成"
            if _one(folder, f"SELECT count(*) FROM inspection_run WHERE state = 'done' AND id = {run}")
            else "没有完成",
        ),
    ]


def _one(folder: Path, sql: str) -> int:
    """A number of the database, asked past Django."""
    with closing(connect(folder / "gongkai.sqlite3", timeout=60)) as asked:
        return int(asked.execute(sql).fetchone()[0] or 0)


def _megabytes(pid: int) -> float:
    """The most that a process has taken so far."""
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        return int(told.partition("VmHWM:")[2].split()[0]) / 1024
    return 0.0


@contextmanager
def _served(answer: Callable[[str], tuple[int, bytes]]) -> Iterator[tuple[str, Counter[str]]]:
    """The site, and how often each of its addresses was asked for."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked[self.path] += 1
            if self.path == "/col-a/endless.html":
                self._endless()
                return
            status, body = answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def _endless(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(_ENDLESS)

        def log_message(self, *_: object) -> None:
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def _answer(path: str) -> tuple[int, bytes]:
    """Pages are where a column and a number say so; the home page and the columns begin their trees."""
    column, _, name = path.removeprefix("/col-").partition("/")
    number = name.removesuffix(".html")
    if path != "/" and (column not in _COLUMNS or not (number.isdigit() or not number)):
        return 404, b"<title>404</title><p>404</p>"
    first = int(number or 0) * 10
    named = column if path != "/" else "a"
    rows = "".join(
        f'<li><a href="/col-{named}/{n}.html">第{n}号公告</a><span>2024-08-30</span></li>'
        for n in range(first + 1, first + 11)
    )
    endless = '<a href="/col-a/endless.html">没有尽头</a>' if path == "/" else ""
    html = (
        f'<html lang="zh-CN"><head><title>{path}</title></head><body><nav>{_MENU}{_DEAD}{endless}</nav>'
        f'<h1>关于{path}</h1><img src="/logo.png">{_TEXT}<ul>{rows}</ul></body></html>'
    )
    return 200, html.encode()


def _nothing(path: str) -> tuple[int, bytes]:
    """Nothing is there, and all of it is said to be: five more of the same folder, five of new ones."""
    folder, _, name = path.strip("/").partition("/")
    number = int(name.removesuffix(".html")) if name.removesuffix(".html").isdigit() else 0
    more = [f"/{folder or 'a'}/{number * 10 + n}.html" for n in range(1, 6)]
    more += [f"/{folder or 'a'}{_COLUMNS[(number + n) % len(_COLUMNS)]}/{n}.html" for n in range(6, 11)]
    links = "".join(f'<li><a href="{one}">更多</a></li>' for one in more)
    return 200, f"<title>页面不存在</title><p>您访问的页面不存在或者已经删除。</p><ul>{links}</ul>".encode()


# Each site: what it is called, what it answers, how often its crawler is killed.
_SITES = (("没有尽头的网站", _answer, KILLS), ("什么都答“页面不存在”的网站", _nothing, 0))
