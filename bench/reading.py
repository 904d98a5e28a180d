"""How fast are reports read, and beside what? All in one run, warm, so that only the ratios count."""

from __future__ import annotations

import io
import multiprocessing
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas
import pdfplumber
from lxml import etree

from gongkai import corpus
from gongkai.checking import check
from gongkai.reading import read, read_bytes
from gongkai.reading.reader import blocks
from gongkai.reading.tables import find_tables
from gongkai.render import rendered
from gongkai.report import Report
from tests import samples
from tests.law.formats import builders, writers

_ROUNDS = 15
_FILES = 400
_TURNS = 3  # taken in turn, the best of each: other programs run too
_TURNS_HTML = 60
_LOOP = 6_000_000


def run() -> list[tuple[str, str]]:
    """(what, measured) for the bench's table."""
    report = builders.distinct()
    page = writers.as_html(report)
    return [
        *_html("网页（只有标签）", page),
        *_html("网页（带 Word 的样式）", _styled(page)),
        *_samples(),
        *_documents(report),
        *_two_workers(report),
        *_memory(report),
    ]


def _styled(page: bytes) -> bytes:
    """The page as agencies publish it: every cell with the style that Word gave it."""
    style = b'style="border:1px solid #000;padding:0 5px;width:52px" valign="middle"'
    inner = (
        b'<p style="text-align:center;line-height:20px"><span style="font-family:\xe5\xae\x8b\xe4\xbd\x93">'
    )
    page = page.replace(b"<td ", b"<td " + style + b" ").replace(
        b"<table>", b'<table cellspacing="0" border="1">'
    )
    return re.sub(rb"(<td [^>]*>)([^<]*)(</td>)", rb"\1" + inner + rb"\2</span></p>\3", page)


def _samples() -> list[tuple[str, str]]:
    """The five sample reports, written as pages in the statutory layout."""
    files = sorted(samples.folder().glob("*.txt"))
    if not files:
        return [("样本写成的网页", "没有样本文件夹，没有测")]
    return _html(f"{len(files)} 份样本写成的网页", *(rendered(read(file), ".html") for file in files))


def _html(what: str, *pages: bytes) -> list[tuple[str, str]]:
    """Stages of reading these pages, each against lxml's parse of the same bytes.

    The limit of 3 is for the tables themselves: bytes to grids of clean text, each cell at its place with
    the spans followed, as the next stage takes them. Finding the rows of the form in them comes behind it.
    """
    texts = [page.decode() for page in pages]
    parse, grids, tables, whole, theirs = _in_turn(
        lambda: [etree.fromstring(page, etree.HTMLParser(encoding="utf-8")) for page in pages],
        lambda: [blocks(page, "年报").grids for page in pages],
        lambda: [find_tables(blocks(page, "年报").grids) for page in pages],
        lambda: [check(read_bytes(page, "年报")) for page in pages],
        lambda: [pandas.read_html(io.StringIO(text)) for text in texts],
    )
    size = sum(map(len, pages)) // 1024
    return [
        (f"{what}：lxml 解析", f"{_ms(parse)}，{size} KB"),
        (f"{what}：读出表格", f"{_ms(grids)}，是 lxml 解析的 {grids / parse:.1f} 倍（要求 ≤ 3）"),
        (f"{what}：读出并认出表二、三、四的每一格", f"{_ms(tables)}，是 {tables / parse:.1f} 倍"),
        (f"{what}：读并核对", f"{_ms(whole)}，是 lxml 解析的 {whole / parse:.1f} 倍（要求 ≤ 12）"),
        (
            f"{what}：pandas.read_html",
            f"{_ms(theirs)}；读并核对是它的 {whole / theirs:.2f} 倍（要求 < 1），"
            f"读出表格是它的 {grids / theirs:.2f} 倍",
        ),
    ]


def _documents(report: builders.Written) -> list[tuple[str, str]]:
    word, sheet, ofd = (write(report) for write in (writers.as_docx, writers.as_xlsx, writers.as_ofd))
    found = [
        (f"{name}：读一份", _ms(_seconds(partial(read_bytes, data, "年报"))))
        for name, data in (("DOCX", word), ("XLSX", sheet), ("OFD", ofd))
    ]
    if not writers.cjk_fonts():
        return [*found, ("PDF", "没有中文字体，没有测")]
    pdf = writers.as_pdf(report, size=16, flipped=True)
    ours = _seconds(lambda: read_bytes(pdf, "年报"))
    theirs = _seconds(lambda: _plumbed(pdf), rounds=3)
    pages = _pages(pdf)
    told = f"{_ms(ours)}；pdfplumber 取同样的表 {_ms(theirs)}，是它的 1/{theirs / ours:.0f}"
    return [*found, (f"PDF：读一份（{pages} 页）", told)]


def _plumbed(pdf: bytes) -> list[object]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [(page.extract_tables(), page.extract_text()) for page in document.pages]


def _pages(pdf: bytes) -> int:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


# – two workers, and memory


def _two_workers(report: builders.Written) -> list[tuple[str, str]]:
    """What a second process gains for reading, and for a loop that only counts, in the same minute."""
    with tempfile.TemporaryDirectory() as folder:
        page, word = writers.as_html(report), writers.as_docx(report)
        for number in range(_FILES):
            data, suffix = (word, "docx") if number % 2 else (page, "html")
            (Path(folder) / f"{number:05}.{suffix}").write_bytes(data)
        rounds = [
            (*(_read_all(Path(folder), jobs) for jobs in (1, 2)), *(_count_all(jobs) for jobs in (1, 2)))
            for _ in range(_TURNS)
        ]
    reading_1, reading_2, counting_1, counting_2 = (min(times) for times in zip(*rounds, strict=True))
    gained, possible = reading_1 / reading_2, counting_1 / counting_2
    return [
        (
            f"{_FILES} 份：两个进程对一个",
            f"快 {gained:.2f} 倍；两个空循环快 {possible:.2f} 倍，比为 {gained / possible:.2f}（要求 ≥ 0.9）",
        ),
        (f"{_FILES} 份：每秒", f"一个进程 {_FILES / reading_1:.0f} 份，两个 {_FILES / reading_2:.0f} 份"),
    ]


def _memory(report: builders.Written) -> list[tuple[str, str]]:
    """The highest memory of `gongkai check` with two workers, for some files and for four times as many."""
    if not Path("/proc/self/status").exists():
        return [("内存最高", "这个系统没有 /proc，没有测")]
    page = writers.as_html(report)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for many in (_FILES // 2, _FILES * 2):
            for number in range(many):
                (Path(folder) / f"{number:05}.html").write_bytes(page)
            found.append((many, _highest(Path(folder))))
    told = "；".join(f"{many} 份 {peak} MB" for many, peak in found)
    return [("三个进程的内存最高之和", f"{told}（要求 < 500 MB，不随份数增长）")]


def _highest(folder: Path) -> int:
    """Megabytes: the sum of the peaks of the command and of each process that it starts."""
    command = [
        sys.executable,
        "-c",
        "from gongkai.cli import main; main()",
        "check",
        str(folder),
        "--jobs",
        "2",
    ]
    peaks: dict[int, int] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for number in [process.pid, *_below(process.pid)]:
                peaks[number] = max(peaks.get(number, 0), _peak(number))
            time.sleep(0.05)
    return sum(peaks.values()) // 1024


def _below(number: int) -> list[int]:
    """Its children and theirs: workers come from a server of processes."""
    try:
        found = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    except OSError:
        return []
    return [one for word in found for one in (int(word), *_below(int(word)))]


def _peak(number: int) -> int:
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) if found else 0


def _read_all(folder: Path, jobs: int) -> float:
    """Seconds for all files from the first result on: starting processes is no part of reading."""
    outcomes = corpus.run(findings_in, corpus.items([folder]), jobs=jobs)
    next(outcomes)
    started = time.perf_counter()
    for _ in outcomes:
        pass
    return time.perf_counter() - started


def findings_in(_name: str, report: Report) -> int:
    """The work: reading and checking, of which little travels back."""
    return len(check(report))


def _count_all(jobs: int) -> float:
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs) as pool:
        pool.map(count, [1] * jobs)  # all are awake
        started = time.perf_counter()
        pool.map(count, [_LOOP // 4] * 4, chunksize=1)
        return time.perf_counter() - started


def count(number: int) -> int:
    """A loop that keeps one processor busy and needs no memory."""
    total = 0
    for value in range(number):
        total += value & 3
    return total


def _in_turn(*works: Callable[[], object]) -> list[float]:
    """The best time of each, taken in turn many times: other programs run too, and only ratios count."""
    times = [[_warm(work) for work in works] for _ in range(_TURNS_HTML)]
    return [min(own) for own in zip(*times, strict=True)]


def _warm(work: Callable[[], object]) -> float:
    """Seconds of a second run at once after a first: what ran in between has left nothing in the caches."""
    work()
    return _once(work)


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The median of several runs after a first one that warms up."""
    work()
    return statistics.median(_once(work) for _ in range(rounds))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} 毫秒"
