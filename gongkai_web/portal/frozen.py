"""Which part of the page of a report never changes again? What was filed: its period, its numbers, its prose.

Drawn once by each process and known by the digest of the filing; what may change – who corrects it, other
years, downloads – is drawn around it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from gongkai.document import from_json
from gongkai.report import Report
from gongkai_web.annual import presentation
from gongkai_web.annual.models import Filing
from gongkai_web.look.templatetags.look import day
from gongkai_web.public_pages.frozen import DRAWN


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """The parts of the page."""

    period: SafeString
    sections: SafeString


def frozen_report(filing: Filing) -> FrozenReport:
    """The parts of a filing, drawn now or before; its document is read only to draw them."""
    read = functools.cache(lambda: from_json(filing.document))
    return FrozenReport(
        period=DRAWN.once(("period", filing.digest), lambda: " 至 ".join(map(day, read().period or ()))),
        sections=DRAWN.once(("sections", filing.digest), lambda: _sections(read())),
    )


def _sections(found: Report) -> str:
    def address(cell: str) -> str:
        return f"cells/{cell}/"  # below this page: written out it would be a third of the page

    return render_to_string(
        "portal/report_sections.html",
        {
            "sections": found.sections,
            "figures": presentation.headline(found, address),
            "tables": dict(zip((2, 3, 4), presentation.tables(found, address), strict=True)),
            "groups": presentation.group_bars(found),
            "outcomes": presentation.outcome_bars(found, address),
        },
    )
