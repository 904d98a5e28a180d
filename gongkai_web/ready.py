"""What can be made ready before the first request, so that nobody waits for it?

The master of `gongkai serve` does it once; its workers come from it with all that was read and written. No
record is read: what is prepared are pages and questions, never an answer.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from gongkai.letters import letter_kinds
from gongkai.prose.vocabulary import vocabulary
from gongkai_web.annual.queries import prepare_ends
from gongkai_web.annual.remarks import prepare_remarks
from gongkai_web.annual.tally import prepare_year
from gongkai_web.desk.statistics import prepare_page
from gongkai_web.desk.views.home import prepare_home

_OURS = Path(__file__).resolve().parent


def make_ready(today: date) -> None:
    """Reads our templates and the law that pages ask; writes the questions of statistics and reports."""
    for name in templates():
        get_template(name)
    letter_kinds()
    vocabulary()
    prepare_page(today)
    prepare_home(today)
    prepare_ends()
    for year in (today.year - 1, today.year):
        prepare_year(year)
        prepare_remarks(year)
    # What is loaded now stays: no worker's collector goes through it again and again.
    gc.collect()
    gc.freeze()


def templates() -> Iterator[str]:
    """The names of our own templates."""
    folders = [_OURS / "templates", *get_app_template_dirs("templates")]
    for folder in map(Path, folders):
        if folder.is_relative_to(_OURS):
            yield from (str(file.relative_to(folder)) for file in sorted(folder.rglob("*.html")))
