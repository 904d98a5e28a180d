"""Work that goes wrong, for processes of their own: they import it by its name."""

from __future__ import annotations

import os
import time
from pathlib import PurePath

from gongkai.report import Report


def title_of(name: str, report: Report) -> str | None:
    """Nothing wrong."""
    return report.title


def dies_at_crash(name: str, report: Report) -> str | None:
    """Ends the whole process where a library would have crashed."""
    if "crash" in PurePath(name).name:
        os._exit(139)
    return report.title


def hangs_at_slow(name: str, report: Report) -> str | None:
    """Never comes back from a file called slow."""
    while "slow" in PurePath(name).name:
        time.sleep(60)
    return report.title


def stumbles_at_bug(name: str, report: Report) -> str | None:
    """A fault of the program itself."""
    if "bug" in PurePath(name).name:
        raise ZeroDivisionError("a fault")
    return report.title
