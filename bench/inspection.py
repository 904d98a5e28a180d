"""How much memory does the crawler take over twenty thousand addresses, and what does being killed cost it?

A site on loopback that has no end: 25 columns, each page with the links of its menu, ten of its own
list, three links of the template that are dead, a picture without a name, and no foot – and one page that
never stops. The crawler is the process that the office starts, killed four times on its way; it does not
wait between two requests, which costs time and no memory. The aim is under 100 MB, and no more repeated
than the kills.
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
    """Rows of (what, measured)."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder, _served() as (address, asked):
        os.environ.update(GONGKAI_DATA=folder, GONGKAI_TEST_NAMED=urlsplit(address).netloc)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.inspection.quick"  # it does not wait
        # Django is set up only once its data folder is known.
        import django

        django.setup()
        _begin(address)
        return _measure(Path(folder), asked)


def _begin(address: str) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from gongkai_web.oversight.inspection.actions.runs import begin_run
    from gongkai_web.publishing.channels.models import Outlet
    from tests.people import found_town

    call_command("migrate", verbosity=0)
    about = {"channel": "website", "medium": "site", "name": "没有尽头的网站", "address": f"{address}/"}
    outlet = Outlet.objects.create(agency=found_town().district, opened_on=date(2024, 3, 4), **about)
    begin_run(outlet=outlet, day=date(2024, 9, 2), now=timezone.now(), most=MOST)


def _measure(folder: Path, asked: Counter[str]) -> list[tuple[str, str]]:
    began, peaks, killed = time.monotonic(), list[float](), 0
    first = 0.0
    for part in range(1, KILLS + 2):
        goal = MOST * part // (KILLS + 1) if part <= KILLS else None
        process = subprocess.Popen([sys.executable, *_COMMAND], stdout=subprocess.DEVNULL)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _megabytes(process.pid))
            first = first or (peak if _one(folder, _DONE) > 0 else 0.0)
            if goal is not None and _one(folder, _DONE) >= goal:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
                break
            time.sleep(0.5)
        process.wait()
        peaks.append(peak)
    done, pages = _one(folder, _DONE), _one(folder, f"{_DONE} AND purpose = 'page' AND outcome = 'fine'")
    places = _one(folder, "SELECT max(n) FROM (SELECT count(*) n FROM inspection_place GROUP BY finding_id)")
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
            f"{places:,} 页，查出的问题 {_one(folder, 'SELECT count(*) FROM inspection_finding')} 个",
        ),
        (
            "检查",
            "完成"
            if _one(folder, "SELECT count(*) FROM inspection_run WHERE state = 'done'")
            else "没有完成",
        ),
    ]


_DONE = "SELECT count(*) FROM inspection_visit WHERE state = 'done'"


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
def _served() -> Iterator[tuple[str, Counter[str]]]:
    """The site, and how often each of its addresses was asked for."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked[self.path] += 1
            if self.path == "/col-a/endless.html":
                self._endless()
                return
            status, body = _answer(self.path)
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
