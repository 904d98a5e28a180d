"""Do pages still come while many sign in at once?

`gongkai serve` as it is started for a town, and its home page: alone, and while six people send their names
and passwords again and again, each time from a browser that knows nothing.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import urllib.error
from collections import Counter
from pathlib import Path
from time import perf_counter

from tests.serving import MIGRATE, PASSWORD, Browser, environment, served, told

PEOPLE = 6
PAGES = 60
_WORKERS = 2
_FORM = "/sign-in/"
_STAFF = f"""
from gongkai_web.agencies import actions
operator = actions.install_operator(username="operator", display_name="系统管理员", password=None)
for number in range({PEOPLE}):
    actions.add_person(by=operator, username=f"p{{number}}", display_name="人", password="{PASSWORD}")
"""


def run() -> list[tuple[str, str]]:
    """Rows of (what, measured)."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        town = environment(Path(folder) / "data")
        told(town, MIGRATE + _STAFF)
        with served(town, _WORKERS, Path(folder) / "log") as site:
            return _measure(site.url)


def _measure(site: str) -> list[tuple[str, str]]:
    alone = _pages(site)
    ended, came = threading.Event(), Counter[int]()
    people = [threading.Thread(target=_signs_in, args=(site, n, ended, came)) for n in range(PEOPLE)]
    for one in people:
        one.start()
    beside = _pages(site)
    ended.set()
    for one in people:
        one.join()
    median = statistics.median(beside) / statistics.median(alone)
    return [
        (f"首页，{PEOPLE} 人同时反复登录时（目标 3 倍以内）", f"中位数是空闲时的 {median:.1f} 倍"),
        ("其中最慢的一次", f"是空闲时最慢一次的 {max(beside) / max(alone):.1f} 倍"),
        ("这段时间里的登录", f"成功 {came[200]} 次，请过几秒再登录 {came[503]} 次"),
    ]


def _pages(site: str) -> list[float]:
    """Seconds of each of many home pages."""
    Browser(site).open("/")
    taken = []
    for _ in range(PAGES):
        start = perf_counter()
        Browser(site).open("/")
        taken.append(perf_counter() - start)
    return taken


def _signs_in(site: str, number: int, ended: threading.Event, came: Counter[int]) -> None:
    """The same person, again and again; what was answered is counted."""
    while not ended.is_set():
        browser = Browser(site)
        form = browser.form(_FORM)
        try:
            browser.send(_FORM, {**form, "username": f"p{number}", "password": PASSWORD, "next": "/tariff/"})
            came[200] += 1
        except urllib.error.HTTPError as refused:
            came[refused.code] += 1
