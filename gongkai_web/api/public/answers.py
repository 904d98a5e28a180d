"""How is an answer made of what is published? The facts of the reports in the shapes of the interface."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

import gongkai
from gongkai.outcomes import agency_kinds
from gongkai.report import CellValue
from gongkai_web.annual.models import Filing
from gongkai_web.annual.reported import Indicator, Said, YearSum
from gongkai_web.office.days import today
from gongkai_web.office.places import page_of

Answer = dict[str, Any]


def mark(request: HttpRequest, what: str, *moved: object) -> str:
    """The ETag of an answer: another with the address, the day, the release, and all that may have moved."""
    told = (request.build_absolute_uri(), today(), *moved, gongkai.__version__)
    return f'"{salted_hmac(what, " ".join(map(str, told))).hexdigest()}"'


def report(request: HttpRequest, filing: Filing) -> Answer:
    """A report in a list."""
    key = filing.agency.slug
    return {
        **_whose(filing),
        "title": filing.title,
        "page": address(request, page_of(filing)),
        "document": address(request, reverse("api:report", args=[key, filing.year])),
    }


def indicator(request: HttpRequest, found: Indicator) -> Answer:
    """A cell with what it means."""
    return {
        "cell": found.cell.id,
        "label": found.cell.label,
        "unit": found.cell.unit,
        "years": found.years,
        "question": found.rule.question,
        "definition": found.rule.sentence,
        "source": str(found.rule.source),
        "values": address(request, reverse("api:cells", args=[found.cell.id])),
    }


def year_sum(found: YearSum) -> Answer:
    """A year of an indicator."""
    total = number(found.total)
    return {"year": found.year, "reports": found.reports, "stated": found.stated, "total": total}


def value(request: HttpRequest, said: Said) -> Answer:
    """What one report says."""
    return {
        **_whose(said.filing),
        "value": number(said.value),
        "state": said.state,
        "stated": said.stated,
        "source": address(request, page_of(said.filing)),
    }


def number(found: CellValue) -> int | str | None:
    """Pieces as integers, money as the text of a decimal."""
    return format(found, "f") if isinstance(found, Decimal) else found


def address(request: HttpRequest, path: str) -> str:
    """The whole address."""
    return request.build_absolute_uri(path)


def _whose(filing: Filing) -> Answer:
    return {
        "agency_key": filing.agency.slug,
        "agency": filing.agency.name,
        "agency_kind": agency_kinds()[filing.agency.kind].label,
        "year": filing.year,
        "version": filing.version,
        "published_on": filing.release.released_on,
        "digest": filing.digest,
    }
