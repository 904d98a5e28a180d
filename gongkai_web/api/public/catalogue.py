"""Which open data are here, for a program that gathers catalogues: DCAT, as JSON-LD.

One data set for all annual reports, one for what the cells mean, one for the public answers, and one for what
each agency published, each with its files at addresses that stay. The words are those of W3C DCAT 3; the
context stands in the answer, so that nothing is fetched from elsewhere. What nobody stated – terms, region –
is left out.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import condition
from ninja import Router
from ninja.decorators import decorate_view

from gongkai_web.agencies.models import AgencyName
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.annual import published, sets
from gongkai_web.api.public import answers, package, shapes
from gongkai_web.audit.queries import public_number
from gongkai_web.interaction import queries as messages
from gongkai_web.look.site import site
from gongkai_web.office.days import today
from gongkai_web.office.places import page_at, page_of
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.pages.open_data import TYPES

router = Router()
MEDIA_TYPE = "application/ld+json"
_JSON = "application/json"
Node = dict[str, Any]

_CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@type": "@id"} for name in ("dcat:downloadURL", "dcat:accessURL", "dcat:landingPage")},
    **{name: {"@type": "xsd:date"} for name in ("dcterms:issued", "dcterms:modified")},
    **{name: {"@type": "xsd:gYear"} for name in ("dcat:startDate", "dcat:endDate")},
}


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a data set: where, of which media type, in which words."""

    path: str
    media_type: str
    label: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A data set. `key`: its name for ever; `page`: where people read it; `years`: of which it speaks."""

    key: str
    title: str
    about: str
    page: str
    files: tuple[_File, ...]
    publisher: Node
    issued: date | None = None
    modified: date | None = None
    years: tuple[int, int] | None = None
    version: str = ""


def _state(request: HttpRequest, **_: Any) -> str:
    moved = (published.current(today()), public_number(), AgencyName.objects.count(), site())
    return answers.mark(request, "catalogue.state", *moved)


@router.get(
    "/catalogue/",
    response={429: shapes.Problem},
    url_name="catalogue",
    summary="开放数据的目录",
    description="DCAT（JSON-LD）：本站的数据集，各有发布者、使用条件、文件、日期。",
    openapi_extra={
        "responses": {200: {"description": "OK", "content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}}
    },
)
@decorate_view(condition(etag_func=_state))
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of today."""
    told = _catalogue(request)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, content_type=MEDIA_TYPE)


def _catalogue(request: HttpRequest) -> Node:
    here = answers.address(request, reverse("api:catalogue"))
    whole = _publisher(request)
    found = (_reports(whole), _cells(whole), _answered(whole), *_items(request))
    return {
        "@context": dict(_CONTEXT),
        "@id": here,
        "@type": "dcat:Catalog",
        "dcterms:title": f"{site().name}开放数据目录",
        "dcterms:language": "zh-Hans",
        "dcterms:publisher": whole,
        "foaf:homepage": {"@id": answers.address(request, "/")},
        **_terms(),
        "dcat:service": {
            "@id": f"{here}#service",
            "@type": "dcat:DataService",
            "dcterms:title": f"{site().name}接口",
            "dcat:endpointURL": {"@id": answers.address(request, here.removesuffix("catalogue/"))},
            "dcat:endpointDescription": {"@id": answers.address(request, reverse("api:openapi-json"))},
        },
        "dcat:dataset": [_set(request, here, one) for one in found if one],
    }


def _set(request: HttpRequest, here: str, one: _Set) -> Node:
    days = {"dcterms:issued": one.issued, "dcterms:modified": one.modified}
    page = answers.address(request, one.page)
    told: Node = {
        "@id": f"{here}#{one.key}",
        "@type": "dcat:Dataset",
        "dcterms:identifier": one.key,
        "dcterms:title": one.title,
        "dcterms:description": one.about,
        "dcterms:publisher": one.publisher,
        "dcterms:language": "zh-Hans",
        "dcat:landingPage": page,
        **{name: str(day) for name, day in days.items() if day},
        **({"dcat:version": one.version} if one.version else {}),
        **_terms(),
        "dcat:distribution": [_distribution(request, here, one, file) for file in one.files],
    }
    if one.years:
        first, last = map(str, one.years)
        told["dcterms:temporal"] = {
            "@type": "dcterms:PeriodOfTime",
            "dcat:startDate": first,
            "dcat:endDate": last,
        }
    if site().region:
        told["dcterms:spatial"] = {"@type": "dcterms:Location", "rdfs:label": site().region}
    return told


def _distribution(request: HttpRequest, here: str, one: _Set, file: _File) -> Node:
    address = answers.address(request, file.path)
    return {
        "@id": f"{here}#{one.key}-{file.label.lower()}",
        "@type": "dcat:Distribution",
        "dcterms:title": f"{one.title}（{file.label}）",
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": file.media_type,
        **_terms(),
    }


def _terms() -> Node:
    """What the operator states of use: the words, and where a licence stands."""
    facts = site()
    words = {"@type": "dcterms:RightsStatement", "rdfs:label": facts.data_terms}
    return {
        **({"dcterms:rights": words} if facts.data_terms else {}),
        **({"dcterms:license": {"@id": facts.data_licence_href}} if facts.data_licence_href else {}),
    }


def _publisher(request: HttpRequest) -> Node:
    return _agent(answers.address(request, "/"), site().organiser or site().name)


def _agent(address: str, name: str) -> Node:
    return {"@id": address, "@type": "foaf:Organization", "foaf:name": name}


def _reports(publisher: Node) -> _Set | None:
    found, years = sets.data_set(today()), published.counts_of_archive(today())
    if not found.count:
        return None
    files = [
        _File(reverse("api:data_file", args=[fmt]), kind.partition(";")[0], fmt.upper())
        for fmt, kind in package.formats().items()
    ]
    return _Set(
        key="annual-reports",
        title=package.NAME,
        about="公布的每一份政府信息公开工作年度报告，一格一行：数、情形、出处、版本。",
        page=page_at("api.DataSet"),
        files=(*files, _File(reverse("api:data_set"), _JSON, "datapackage")),
        publisher=publisher,
        modified=found.latest,
        years=(min(years), max(years)) if years else None,
        version=found.version,
    )


def _cells(publisher: Node) -> _Set:
    return _Set(
        key="annual-report-cells",
        title="政府信息公开工作年度报告各指标",
        about="年报格式里的每一格：名称、单位、怎么计、出处，和取各年度合计、各机关的数的网址。",
        page=page_at("api.Cells"),
        files=(_File(reverse("api:indicators"), _JSON, "JSON"),),
        publisher=publisher,
    )


def _answered(publisher: Node) -> _Set | None:
    days = messages.public().aggregate(first=Min("answered_on"), last=Max("answered_on"))
    if not messages.public().exists():
        return None
    return _Set(
        key="answers",
        title="公开的留言答复",
        about="经审核公开的咨询、意见建议、网站找错的问题和答复。",
        page=reverse("interaction:answers"),
        files=(_File(reverse("api:messages"), _JSON, "JSON"),),
        publisher=publisher,
        issued=days["first"],
        modified=days["last"],
    )


def _items(request: HttpRequest) -> list[_Set]:
    """What each agency published, where anything of it can be read."""
    known = visible_agencies().in_bulk()
    return [
        _Set(
            key=f"items-{agency.slug}",
            title=f"{agency.name}主动公开的信息",
            about="公开的每一条信息的要素和网址：索引号、标题、文号、栏目、日期、有效性。",
            page=f"{reverse('items:public_items')}?agency={agency.slug}",
            files=tuple(
                _File(
                    reverse("items:agency_data", args=[agency.slug, fmt]), kind.partition(";")[0], fmt.upper()
                )
                for fmt, kind in TYPES.items()
            ),
            publisher=_agent(answers.address(request, page_of(agency)), agency.name),
            issued=first,
            modified=last,
        )
        for key, first, last in _days_of_items(public_number(), today())
        if (agency := known.get(key))
    ]


@functools.lru_cache(maxsize=2)
def _days_of_items(_moved: object, day: date) -> tuple[tuple[int, date | None, date | None], ...]:
    """The agencies with the day on which their first item went out, and the last on which one moved."""
    rows = items.listed_on(day).order_by("agency__slug").values_list("agency")
    return tuple(rows.annotate(first=Min("published_on"), last=Max("changed_on")))
