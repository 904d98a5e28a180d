"""Where does each thing of the public site stand? The links that several of its pages share."""

from __future__ import annotations

from django.urls import reverse

from gongkai_web.addresses import address_of
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.files import DOWNLOADS
from gongkai_web.annual.models import Filing
from gongkai_web.look.parts import Link, ListRow

HOME = Link("首页", "/")


def to_agency(agency: Agency) -> str:
    """The public page of an agency."""
    return address_of("portal:agency", agency.slug)


def to_report(filing: Filing) -> str:
    """The published report as a page."""
    return address_of("portal:report", filing.agency.slug, filing.year)


def reports() -> Link:
    """The archive of all reports."""
    return Link("政府信息公开年报", reverse("portal:reports"))


def report_row(filing: Filing) -> ListRow:
    """A report in a list."""
    return ListRow(filing.title, to_report(filing), filing.release.released_on, agency=filing.agency.name)


def downloads(filing: Filing) -> list[tuple[str, str]]:
    """The report in each form in which it can be taken away."""
    of = (filing.agency.slug, filing.year)
    files = [(label, address_of("portal:report_file", *of, kind)) for kind, label in DOWNLOADS.items()]
    return [*files, ("JSON 数据", address_of("portal:report_json", *of))]
