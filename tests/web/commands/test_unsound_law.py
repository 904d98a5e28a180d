"""Does the office refuse to start on a law folder with a slip, before a visitor meets it?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.lawbook import FOLDER_SETTING
from tests.lawfolder import LawFolder

pytestmark = pytest.mark.slow

PROGRAM = "import sys; from gongkai.cli import main; sys.exit(main(sys.argv[1:]))"
SENTENCE = (
    "法规数据 letters/denial.yaml 的「L04.values[0].adressee」：不认识这个键；是不是「addressee」写错了？"
)


@pytest.fixture
def law(tmp_path) -> LawFolder:
    made = LawFolder(tmp_path / "law")
    made.replace("letters/denial.yaml", "addressee:", "adressee:")
    return made


def said(law: LawFolder, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, FOLDER_SETTING: str(law.root), "GONGKAI_DATA": str(data)}
    environment.pop("GONGKAI_DATABASE_URL", None)
    call = [sys.executable, "-c", PROGRAM, *words]
    return subprocess.run(call, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("words", [("serve", "--no-worker"), ("demo", "--build-only")], ids=" ".join)
def test_the_site_does_not_start_and_says_why_in_one_sentence(law, tmp_path, words):
    done = said(law, tmp_path / "data", *words)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{SENTENCE}\n")


def test_several_slips_are_counted(law, tmp_path):
    law.replace("counting.yaml", "policy:", "polcy:")
    done = said(law, tmp_path / "data", "serve", "--no-worker")
    assert done.returncode == 1
    assert "（另有 1 处；gongkai law 列出全部）" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("word", [pytest.param("check", marks=pytest.mark.long), "migrate"])
def test_the_commands_that_look_at_the_site_say_it(law, tmp_path, word):
    done = said(law, tmp_path / "data", "manage", word)
    assert done.returncode == 1
    assert SENTENCE in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_said_of_a_sound_law(law, tmp_path):
    law.replace("letters/denial.yaml", "adressee:", "addressee:")
    done = said(law, tmp_path / "data", "manage", "check")
    assert (done.returncode, done.stderr) == (0, "")
