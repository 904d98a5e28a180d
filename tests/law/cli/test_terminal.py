"""Terminals that cannot show everything: no command ends in the middle of its answer for that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOUND = Path(__file__).parents[3] / "gongkai_web" / "replay" / "city" / "yunxi-office-2024.json"
CALL = "from gongkai.cli import main; raise SystemExit(main())"


def said(*words: str | Path, encoding: str) -> subprocess.CompletedProcess[bytes]:
    """What the command writes into a terminal of that encoding."""
    surroundings = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    call = [sys.executable, "-c", CALL, *map(str, words)]
    return subprocess.run(call, capture_output=True, check=False, env=surroundings)


@pytest.fixture
def report(tmp_path) -> Path:
    """A sound report."""
    path = tmp_path / "report.json"
    path.write_bytes(SOUND.read_bytes())
    return path


@pytest.mark.parametrize(("encoding", "mark"), [("gbk", "√"), ("gb18030", "✓"), ("utf-8", "✓")])
def test_a_sound_report_is_told_in_the_encoding_of_the_terminal(report, encoding, mark):
    found = said("check", report, encoding=encoding)
    assert (found.returncode, found.stderr) == (0, b"")
    assert f"：{mark} " in found.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_terminal_without_chinese_gets_question_marks(report, encoding):
    found = said("check", report, encoding=encoding)
    assert (found.returncode, found.stderr) == (0, b"")
    assert "? 2024 ?" in found.stdout.decode(encoding)


def test_a_name_that_is_no_text_is_told_as_far_as_it_is(report):
    path = report.with_name(os.fsdecode(b"\xff.json"))
    path.write_bytes(report.read_bytes())
    found = said("check", path, encoding="utf-8")
    assert (found.returncode, found.stderr) == (0, b"")
    assert "?.json：✓ " in found.stdout.decode()
