"""What does the public see? Only what is released; never a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.document import from_json
from gongkai.outcomes import agency_kinds
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.annual import presentation, published, queries
from gongkai_web.annual.campaign.collecting.remarked import public_remarks
from gongkai_web.annual.explanation import explain
from gongkai_web.annual.figures import PUBLISHED
from gongkai_web.annual.files import DOWNLOADS, printed_file
from gongkai_web.annual.models import Filing
from gongkai_web.annual.revision import changes, former_released
from gongkai_web.apply.figures import ONLINE
from gongkai_web.apply.queries import agencies as open_to_requests
from gongkai_web.figures.counting import Asked, count, counts_at_once
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.interaction import queries as messages
from gongkai_web.interaction.figures import PUBLIC as ANSWERS
from gongkai_web.interaction.pages import rows as message_rows
from gongkai_web.look.parts import Element, Link, ListRow, PageMeta
from gongkai_web.office import days
from gongkai_web.office.paging import paged
from gongkai_web.office.successors import successor_link
from gongkai_web.opinions.figures import HELD as CALLS
from gongkai_web.portal import ways
from gongkai_web.portal.archive import former_page
from gongkai_web.portal.frozen import frozen_report
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.channels.models import State
from gongkai_web.publishing.channels.queries import standing as outlets_of
from gongkai_web.publishing.decisions.figures import LISTED as DECISIONS
from gongkai_web.publishing.figures import IN_FORCE, PUBLIC_AGENCIES
from gongkai_web.publishing.gazette.figures import COUNTED_ISSUES
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.figures import PUBLISHED as ITEMS
from gongkai_web.publishing.items.pages import document_rows
from gongkai_web.publishing.items.pages import rows as item_rows
from gongkai_web.publishing.marks import mark_of
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.publishing.queries import COUNTED
from gongkai_web.publishing.queries import visible as visible_documents

NEW = "table3.new_received.total"
_PAGE, _AGENCIES, _LATEST = 50, 200, 8
# What a line about a document reads, with the mark that says how it stands.
_OF_DOCUMENTS = (
    "title", "number", "issued_on", "effective_from", "expires_on", "extended_until", "amended_on",
    "amended_by", "ended_on", "ended_by", "ending",
)  # fmt: skip


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """The home page: the doors with one living number each, and the latest of what stands behind them."""
    today = days.today()
    return render(
        request,
        "portal/home.html",
        {
            "doors": _doors(today),
            "items": [
                item_rows.list_row(item, today)
                for item in items.listed_on(today).only(*item_rows.IN_LISTS)[:_LATEST]
            ],
            "answers": [
                message_rows.public_row(message)
                for message in messages.listed().only(*message_rows.IN_LISTS)[:_LATEST]
            ],
            "reports": [ways.report_row(filing) for filing in queries.listed(today)[:_LATEST]],
            "documents": [
                _document_row(document, today)
                for document in visible_documents(request.user, today)
                .filter(COUNTED)
                .select_related("agency")
                .only(*_OF_DOCUMENTS, "agency__name")[:_LATEST]
            ],
        },
    )


def _doors(today: date) -> list[tuple[str, str, str]]:
    """The doors with their numbers, counted in one query.

    To what has been published a door stands only where something stands behind it.
    """
    numbers = counts_at_once(_asked(today), EVERYWHERE)
    doors = [
        (reverse("portal:agencies"), "找机关", f"{numbers[PUBLIC_AGENCIES]} 个公开主体"),
        (reverse("apply:agencies"), "依申请公开", f"{numbers[ONLINE]} 个机关可以网上申请"),
        (reverse("portal:documents"), "查政策", f"{numbers[IN_FORCE]} 件规范性文件现行有效"),
        (reverse("portal:reports"), "看年报", f"{numbers[PUBLISHED]} 份年度报告"),
    ]
    published = [
        (reverse("items:public_items"), "查信息", f"{numbers[ITEMS]} 条主动公开的信息", ITEMS),
        (reverse("decisions:decisions"), "看决策", f"{numbers[DECISIONS]} 件重大行政决策", DECISIONS),
        (reverse("gazette:issues"), "读公报", f"{numbers[COUNTED_ISSUES]} 期政府公报", COUNTED_ISSUES),
        (reverse("interaction:answers"), "问与答", f"{numbers[ANSWERS]} 件公开的答复", ANSWERS),
        (reverse("opinions:calls"), "提意见", f"{numbers[CALLS]} 期意见征集", CALLS),
    ]
    return [*doors, *((href, label, said) for href, label, said, figure in published if numbers[figure])]


def _asked(today: date) -> dict[Figure, Asked]:
    """What there is today, and what was ever published."""
    now, ever = Period.of_day(today), Period(date.min, today)
    return {figure: Asked(figure, now) for figure in (PUBLIC_AGENCIES, ONLINE, IN_FORCE, PUBLISHED)} | {
        figure: Asked(figure, ever) for figure in (ITEMS, DECISIONS, COUNTED_ISSUES, ANSWERS, CALLS)
    }


@public_page("page")
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies, by kind."""
    today = days.today()
    found = visible_agencies(today).order_by("kind", "pk")
    page = paged(request, found, _AGENCIES)
    groups: dict[str, list[Agency]] = {}
    for one in page:
        groups.setdefault(agency_kinds()[one.kind].label, []).append(one)
    return render(
        request,
        "portal/agencies.html",
        {"groups": groups, "pages": page, "breadcrumbs": [ways.HOME, Link("政府信息公开")]},
    )


@public_page()
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """An agency: what it is, its reports and its documents."""
    today = days.today()
    found = _agency(slug)
    names, successor = list(found.names.order_by("since")), successor_link(found)
    elements = [
        Element("机关类型", agency_kinds()[found.kind].label),
        Element("设立日期", str(found.founded_on)),
        *([Element("上级", found.parent.name, ways.to_agency(found.parent))] if found.parent else []),
        *([Element("曾用名", "、".join(name.name for name in names[:-1]))] if len(names) > 1 else []),
        *([Element("撤销日期", str(found.closed_on))] if found.closed_on else []),
        *([Element("工作由谁承担", successor.label, successor.href)] if successor else []),
    ]
    documents = visible_documents(request.user, today).filter(COUNTED, agency=found)
    return render(
        request,
        "portal/agency.html",
        {
            "agency": found,
            "elements": elements,
            "particulars": particulars_of(found),
            "accepts": open_to_requests(today).filter(pk=found.pk).exists(),
            "reports": [ways.report_row(filing) for filing in queries.listed(today).filter(agency=found)],
            "documents": [
                _document_row(document, today) for document in documents.select_related("agency")[:20]
            ],
            "outlets": outlets_of(found, today).filter(state=State.RUNNING),
            "in_force": count(IN_FORCE, Scope.of(found), Period.of_day(today)),
            "breadcrumbs": [ways.HOME, Link("政府信息公开", reverse("portal:agencies")), Link(found.name)],
        },
    )


@public_page("page", "show")
def documents(request: HttpRequest) -> HttpResponse:
    """Rules and normative documents of all agencies, newest first, with their validity."""
    today = days.today()
    found = visible_documents(request.user, today).filter(COUNTED).select_related("agency")
    if request.GET.get("show") == "in_force":
        found = IN_FORCE.among(found, Period.of_day(today))
    page = paged(request, found, _PAGE)
    return render(
        request,
        "portal/documents.html",
        {
            "rows": [_document_row(document, today) for document in page],
            "pages": page,
            "only_in_force": request.GET.get("show") == "in_force",
            "breadcrumbs": [ways.HOME, Link("规范性文件")],
        },
    )


@public_page()
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its number, its days, whether it is in force, and whose it is."""
    today = days.today()
    of_all = visible_documents(request.user, today).filter(COUNTED).select_related("agency")
    found = get_object_or_404(of_all, pk=pk)
    return render(
        request,
        "portal/document.html",
        {
            "agency": found.agency,
            "document": found,
            "elements": [
                *document_rows.elements(found, today),
                Element("制定机关", found.agency.name, ways.to_agency(found.agency)),
            ],
            "told": document_rows.told(found, today),
            "text": document_rows.text_of(found, today),
            "particulars": particulars_of(found.agency),
            "accepts": open_to_requests(today).filter(pk=found.agency_id).exists(),
            "breadcrumbs": [ways.HOME, Link("规范性文件", reverse("portal:documents")), Link(found.title)],
        },
    )


@public_page()
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A report: figures that matter, tables as printed, charts, prose, download."""
    filing = _whole(days.today()).filter(agency__slug=slug, year=year).first()
    if filing is None:
        return former_page(request, slug, year)
    drawn = frozen_report(filing)
    years = queries.listed(days.today()).filter(agency=filing.agency)
    return render(
        request,
        "portal/report.html",
        {
            "agency": filing.agency,
            "filing": filing,
            "period": drawn.period,
            "sections": drawn.sections,
            "correction": _correction(filing),
            "remarks": public_remarks(filing),
            "years": presentation.year_points(
                published.over_the_years(years, [NEW])[NEW], {one.year: ways.to_report(one) for one in years}
            ),
            "downloads": ways.downloads(filing),
            "page": PageMeta(
                column_name="政府信息公开年报",
                column_type="政府信息公开",
                article_title=filing.title,
                pub_date=filing.release.released_on,
                content_source=filing.agency.name,
            ),
            "breadcrumbs": [
                ways.HOME,
                ways.reports(),
                Link(filing.agency.name, ways.to_agency(filing.agency)),
                Link(f"{year} 年"),
            ],
        },
    )


@public_page(kept=False)
def report_json(_: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The report as the JSON document of the library."""
    return JsonResponse(_published(slug, year).document, json_dumps_params={"ensure_ascii": False})


@public_page(kept=False)
def report_file(_: HttpRequest, slug: str, year: int, kind: str) -> FileResponse:
    """The report in the statutory layout as DOCX, PDF or XLSX (《条例》第二十四条: 下载)."""
    filing = _published(slug, year)
    if kind not in DOWNLOADS:
        raise Http404
    name = f"{filing.title}.{kind}"
    return FileResponse(printed_file(filing, kind).open("rb"), as_attachment=True, filename=name)


@public_page()
def cell(request: HttpRequest, slug: str, year: int, cell: str) -> HttpResponse:
    """A number explained: its definition, its source, and its sum."""
    filing = _published(slug, year)
    found = from_json(filing.document)
    if cell not in found.layout.cells:
        raise Http404
    report_url = reverse("portal:report", args=[slug, year])
    return render(
        request,
        "portal/cell.html",
        {
            "agency": filing.agency,
            "report": found,
            "explanation": explain(found, year, cell, filing.basis),
            "cells_url": f"{report_url}cells/",
            "breadcrumbs": [
                ways.HOME,
                ways.reports(),
                Link(f"{filing.agency.name} {year} 年", report_url),
                Link("这个数怎么来的"),
            ],
        },
    )


def _agency(slug: str) -> Agency:
    return get_object_or_404(visible_agencies().select_related("parent"), slug=slug)


def _published(slug: str, year: int) -> Filing:
    return get_object_or_404(_whole(days.today()), agency__slug=slug, year=year)


def _whole(day: date) -> QuerySet[Filing]:
    """The published reports themselves, without the records behind them: those are for the office."""
    return queries.published(day).defer("records", "warnings")


def _correction(filing: Filing) -> dict[str, Any] | None:
    """What the filing puts right of the one that was public before it; None where it is the first."""
    former = former_released(filing) if filing.version > 1 else None
    if former is None:
        return None
    cells, passages = changes(former, filing)
    return {"former": former, "cells": cells, "passages": passages}


def _document_row(document: NormativeDocument, today: date) -> ListRow:
    return ListRow(
        document.title,
        reverse("portal:document", args=[document.pk]),
        document.issued_on,
        document.number,
        document.agency.name,
        mark_of(document, today),
    )
