"""Where are the sample reports, and what if they are not there?

One setting, GONGKAI_SAMPLES, names their folder (default `../shared/samples` beside the repository). A test
that needs them is skipped with the reason where it is absent; under CI=true it fails instead.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def folder() -> Path:
    """The folder of the samples, whether it exists or not."""
    return (ROOT / os.environ.get("GONGKAI_SAMPLES", "../shared/samples")).resolve()


def sample_files() -> list[Path]:
    """The five sample reports, by name."""
    found = sorted(folder().glob("*.txt"))
    if not found:
        missing(f"样本文件夹 {folder()} 里没有年报；用 GONGKAI_SAMPLES 指明它在哪里")
    return found


def libre_office() -> str:
    """The path of LibreOffice; without it as `missing` says."""
    program = shutil.which("soffice")
    if program is None:
        missing("没有 LibreOffice；请安装 Debian 软件包 libreoffice-writer")
    return str(program)


def missing(reason: str) -> None:
    """Skips the test with the reason; fails it where everything must be there (CI=true)."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI 里不允许跳过：{reason}")
    pytest.skip(reason)
