"""Opening strangers' files: whatever one of them does, it is one sentence, and the rest goes on."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from gongkai import confined, corpus
from gongkai.cli import main
from gongkai.corpus import Item
from gongkai.errors import LawError, NotAReport, ReadingError, UsageError
from gongkai.reading.formats import limits
from gongkai.reading.formats.refusals import ConversionFailed
from tests.law.formats import ole, works, writers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
WAYS = pytest.mark.parametrize("near", [True, False], ids=["copy", "server"])


@pytest.fixture(autouse=True)
def beside_a_thread_that_only_waits(monkeypatch):
    """pytest-xdist keeps one; it holds no lock that a copy of this process could wait for."""
    monkeypatch.setattr(confined, "_alone", lambda: True)


@pytest.fixture
def little_memory(monkeypatch):
    monkeypatch.setenv(confined.MEMORY, "1024")


def told(work, *given, seconds=30.0, near) -> str:
    with pytest.raises(ReadingError) as caught:
        confined.call(work, *given, name="登记簿.xls", seconds=seconds, near=near)
    said = str(caught.value)
    assert said.startswith("登记簿.xls：")
    assert said.endswith("。")
    assert "\n" not in said
    return said


# – one call


@WAYS
def test_what_is_made_of_a_file_comes_back(near):
    assert confined.call(works.doubled, "甲", name="a", near=near) == "甲甲"


@WAYS
def test_a_refusal_comes_back_as_it_is(near):
    with pytest.raises(NotAReport, match="不是年报"):
        confined.call(works.refuses, name="a", near=near)


def test_a_fault_of_the_law_folder_comes_back_with_its_place():
    fault = pickle.loads(pickle.dumps(LawError("form.yaml", "cells", "写错了")))
    assert (fault.file, fault.key, str(fault)) == ("form.yaml", "cells", str(fault))
    assert str(fault) == str(LawError("form.yaml", "cells", "写错了"))


@WAYS
@pytest.mark.parametrize("name", ["SIGABRT", "SIGSEGV", "SIGKILL"])
def test_a_crash_is_a_sentence_that_says_what_to_do(near, name):
    said = told(works.dies_of, getattr(signal, name), near=near)
    assert f"意外退出（{name}）" in said
    assert "另存" in said


@WAYS
def test_a_panic_that_is_no_exception_is_a_sentence(near):
    assert "程序出错（Panic: range end index 64）" in told(works.panics, near=near)


@WAYS
def test_a_file_that_never_ends_is_stopped(near):
    assert "0.5 秒没有读完，已停止" in told(works.sleeps, seconds=0.5, near=near)


@WAYS
def test_a_file_that_uses_up_its_processor_time_is_ended_by_the_system_even_if_nobody_waits_for_it(near):
    child = confined.Child(works.spins_for, 0.2, near=near)
    try:
        assert child.connection.poll(60)  # not with an answer: with its end
        assert child.why(0.2) == "0.2 秒没有读完，已停止；请核对文件是否过大或已损坏"
    finally:
        child.end()


@WAYS
def test_the_limits_stand_before_a_file_is_opened(near, three, little_memory):
    memory, seconds, core = confined.call(works.limits_here, name="a", seconds=100, near=near)
    assert (memory, core) == (1024, 0)
    assert 100 <= seconds <= 200
    (outcome,) = corpus.run(works.limits_at, [Item(three[0])], seconds=1000, near=near)
    memory, seconds, core = outcome.result
    assert (memory, core) == (1024, 0)
    assert 1000 <= seconds <= 1100


@WAYS
def test_memory_without_end_is_a_sentence(near, little_memory):
    assert "内存超过 1024 MB" in told(works.hoards, near=near)


@WAYS
def test_an_answer_without_end_is_a_sentence(near, monkeypatch):
    if near:  # the server was started with the limit as it is
        monkeypatch.setattr(confined, "LARGEST_ANSWER", 1000)
    size = confined.LARGEST_ANSWER + 1
    assert "读出的内容超过" in told(works.repeated, "x", size, near=near)


def test_the_limit_of_memory_is_checked(monkeypatch):
    for wrong in ("viel", "12", "-1", "１０２４"):
        monkeypatch.setenv(confined.MEMORY, wrong)
        with pytest.raises(UsageError, match=f"{confined.MEMORY}：「{wrong}」"):
            confined.call(works.doubled, "甲", name="a", near=True)


@WAYS
def test_what_it_had_started_ends_with_it_and_its_folder_is_gone(near, tmp_path):
    note = tmp_path / "note"
    told(works.leaves_a_converter_running, str(note), near=near)
    folder, number = note.read_text().split("\n")
    assert not Path(folder).parent.exists()
    assert _gone(int(number))


CALLER = """
import sys
from gongkai import confined
from tests.law.formats import works
if __name__ == "__main__":
    confined._alone = lambda: True
    note, near, work = sys.argv[1:]
    confined.call(getattr(works, work), note, name="a", seconds=3600, near=near == "True")
"""


@pytest.fixture
def caller(tmp_path, monkeypatch, near):
    """Starts another process that has a file read, and waits until it is at it: the two, and the folder."""
    shared = tempfile.mkdtemp()  # a short name: sockets lie in it
    monkeypatch.setattr("tempfile.tempdir", shared)
    started = []

    def start(name, work="stays"):
        note = tmp_path / name
        words = [sys.executable, "-c", CALLER, str(note), str(near), work]
        environment = {**os.environ, "TMPDIR": shared, "PYTHONPATH": str(ROOT)}
        started.append(subprocess.Popen(words, env=environment))
        assert _soon(note.exists)
        folder, number = note.read_text().split("\n")
        return started[-1], int(number), Path(folder).parent

    yield start
    for one in started:
        one.kill()
        one.wait()
    shutil.rmtree(shared)


@WAYS
def test_a_reader_ends_with_its_killed_caller_and_the_next_one_removes_the_folder(near, caller):
    killed, reader, left = caller("killed")
    _, _, held = caller("alive")
    killed.kill()
    killed.wait()
    assert _gone(reader)
    assert left.exists()
    assert held.exists()
    confined.call(works.doubled, "甲", name="a", near=True)
    assert not left.exists()
    assert held.exists()


@WAYS
def test_a_conversion_ends_with_its_killed_caller(near, caller):
    killed, converter, left = caller("killed", "converts_for_ever")
    killed.kill()
    killed.wait()
    assert _gone(converter)
    confined.call(works.doubled, "甲", name="a", near=True)
    assert not left.exists()


@WAYS
def test_a_conversion_that_takes_too_long_leaves_no_process_and_no_file(near, tmp_path):
    note = tmp_path / "note"
    told(works.converts_for_ever, str(note), seconds=3.0, near=near)
    folder, number = note.read_text().split("\n")
    assert _gone(int(number))
    assert not Path(folder).parent.exists()


def test_a_conversion_beyond_its_own_time_leaves_no_process(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "CONVERSION_SECONDS", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ConversionFailed, match="超过 1 秒，已停止"):
        works.converts_for_ever(str(tmp_path / "note"))
    assert _gone(int((tmp_path / "note").read_text().split("\n")[1]))


def _soon(true) -> bool:
    for _ in range(2400):
        if true():
            return True
        time.sleep(0.05)
    return False


def _gone(number: int) -> bool:
    """Whether the process is no more; one that was ended may still be waiting to be counted."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_caller_with_a_thread_is_never_copied(monkeypatch):
    monkeypatch.undo()
    before = os.getpid()
    with works.another_thread():
        assert confined.call(works.parent_of_the_reader, name="a", near=True) != before


def test_the_office_has_threads_and_connections_and_never_copies_itself():
    told = [path for path in ROOT.glob("gongkai_web/**/*.py") if "near=" in path.read_text(encoding="utf-8")]
    assert told == []


def test_nothing_of_a_crash_is_written_on_the_terminal(capfd):
    told(works.shouts_and_dies, near=True)
    assert capfd.readouterr() == ("", "")


# – the command line


@pytest.fixture
def three(tmp_path, made_up) -> list[str]:
    """A good report, one whose reading goes wrong, and another good one."""
    for name in ("1.html", "2.html", "3.html"):
        (tmp_path / name).write_bytes(writers.as_html(made_up))
    return [str(tmp_path / name) for name in ("1.html", "2.html", "3.html")]


@pytest.fixture(params=["abort", "panic", "memory"])
def trouble(request, monkeypatch, little_memory):
    """The reader stumbles over 2.html as a library would."""
    plant = {"abort": works.abort, "panic": works.panics, "memory": works.hoards}[request.param]
    monkeypatch.setattr(corpus, "read_bytes", works.instead_at("2.html", plant, corpus.read_bytes))


@pytest.mark.parametrize("command", ["read", "check"])
def test_a_file_that_kills_its_reader_is_told_and_the_others_are_done(three, trouble, command, capsys):
    assert main([command, *three]) == 2
    said = capsys.readouterr()
    assert three[0] in said.out
    assert three[2] in said.out
    assert three[1] not in said.out
    (line,) = said.err.splitlines()
    assert line.startswith(f"{three[1]}：")


def test_a_single_file_that_kills_its_reader_is_one_sentence(three, trouble, tmp_path, capsys):
    good, bad, _ = three
    out = str(tmp_path / "out.docx")
    for words in (
        ["check", bad],
        ["check", good, "--previous", bad],
        ["compare", good, bad],
        ["write", bad, "--out", out],
    ):
        assert main(words) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"{bad}：")


def test_combine_leaves_out_the_file_that_kills_its_reader_and_says_so(three, trouble, tmp_path, capsys):
    out = tmp_path / "out.json"
    words = ["combine", *three[:2], "--agency", "示范市", "--year", "2024", "--out", str(out)]
    assert main(words) == 2
    said = capsys.readouterr()
    assert "已汇总 1 份" in said.out
    assert said.err.splitlines()[0].startswith(f"{three[1]}：")


def test_damaged_workbooks_are_told_and_the_others_are_done(three, tmp_path, capfd):
    huge, torn = tmp_path / "huge.xls", tmp_path / "torn.xls"
    huge.write_bytes(ole.one_far_cell(60_000, 16_000))  # laid out, it is as large as 30 GB
    torn.write_bytes(ole.cut_off())  # the library panics
    assert main(["check", str(huge), str(torn), three[0]]) == 2
    said = capfd.readouterr()
    assert said.out.startswith(three[0])
    first, second = said.err.splitlines()
    assert "4096 MB" in first
    assert first.startswith(f"{huge}：")
    assert second == f"{torn}：XLS 文件已损坏或不完整；请重新下载或重新导出后再读。"


def test_a_copy_with_comments_is_made_by_a_process_of_its_own(three, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("gongkai.cli.reports.annotate", works.abort)
    assert main(["check", three[0], "--annotate", str(tmp_path / "out.docx")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{three[0]}：")
    assert "SIGABRT" in line


def test_reports_are_read_one_by_one_out_of_the_way_of_the_caller(three):
    outcomes = corpus.run(works.reader, [Item(path) for path in three], near=True)
    assert os.getpid() not in {outcome.result for outcome in outcomes}
