"""Which addresses does the reading side have? By GET, for anybody, and only what is published.

An answer is asked for again only where something was published since (ETag). A refusal is one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition
from ninja import NinjaAPI, Path, Query
from ninja.decorators import decorate_view
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from gongkai.document import schema
from gongkai_web.agencies.models import AgencyName
from gongkai_web.annual import published, queries, reported, sets
from gongkai_web.api.public import answered, answers, catalogue, drafts, package, shapes
from gongkai_web.api.public import published as items
from gongkai_web.office.days import today
from gongkai_web.office.paging import pages_of
from gongkai_web.office.places import page_of

_PAGE = 100
_SLUG = r"^[-a-zA-Z0-9_]{1,80}$"
_NOT_THERE, _WRONG = 404, 422


class _WithDrafts(NinjaAPI):
    """One description for the whole interface: the addresses that take drafts stand in it too."""

    def get_openapi_schema(self, **_: Any) -> OpenAPISchema:
        here = reverse("api:openapi-json").removesuffix("openapi.json")
        found = super().get_openapi_schema(path_prefix=here)
        found["paths"] = {**found["paths"], **drafts.PATHS}
        found.setdefault("components", {})["securitySchemes"] = drafts.SECURITY
        return found


api = _WithDrafts(
    title="公开：接口",
    version="1",
    description="公开的信息、答复和检索，公布的年度报告：清单、全文、逐格的数、数据集，只读，不用令牌；信息的草稿，凭令牌送来。",
    docs_url=None,  # the page of the tool fetches its scripts from elsewhere
    openapi_url="openapi.json",
    urls_namespace="api",
)

api.add_router("", items.router)
api.add_router("", answered.router)
api.add_router("", catalogue.router)

Year = Annotated[int | None, Query(ge=1949, le=9999, description="年度")]
Day = Annotated[date | None, Query(description="截至哪一天公布的；不写的是今天")]
Slug = Annotated[str | None, Query(pattern=_SLUG, description="机关标识")]
OneSlug = Annotated[str, Path(pattern=_SLUG, description="机关标识")]
OneYear = Annotated[int, Path(ge=1949, le=9999, description="年度")]
Number = Annotated[int, Query(ge=1, le=1_000_000, description="第几页")]
REFUSED = {_NOT_THERE: shapes.Problem, _WRONG: shapes.Problem}


def _found(*types: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    content = {kind: {"schema": dict(schema)} for kind in types}
    return {"responses": {200: {"description": "OK", "content": content}}}


DOCUMENT = _found(
    "application/json", schema={key: part for key, part in schema().items() if key != "$schema"}
)
DESCRIPTION = _found("application/json", schema={"type": "object"})
FILE = _found(*(kind.partition(";")[0] for kind in package.TYPES.values()), schema={})


def state(request: HttpRequest, **_: Any) -> str:
    """Changes with what is published, how agencies are called, the day, the release and the address."""
    names = AgencyName.objects.count()  # names are only ever added
    return answers.mark(request, "reports.state", published.current(today()), names)


unless_known = decorate_view(condition(etag_func=state))


@api.get(
    "/reports/",
    response={200: shapes.Reports, **REFUSED},
    url_name="reports",
    summary="年报清单",
    description="公布的年报，新的年度在前；可以只要一个机关、一个年度的。",
)
@unless_known
def reports(request: HttpRequest, agency: Slug = None, year: Year = None, page: Number = 1) -> answers.Answer:
    """Published reports, newest year first: of all, of one agency, of one year."""
    found = queries.listed(today())
    if agency:
        found = found.filter(agency__slug=agency)
    if year:
        found = found.filter(year=year)
    counts = published.counts_by_year(today())
    number = found.count() if agency else counts.get(year, 0) if year else sum(counts.values())
    pages = pages_of(found, _PAGE, number)
    if page > pages.num_pages:
        raise Http404(f"清单只有 {pages.num_pages} 页，没有第 {page} 页。")
    return {
        "count": pages.count,
        "page": page,
        "pages": pages.num_pages,
        "reports": [answers.report(request, filing) for filing in pages.page(page)],
    }


@api.get(
    "/reports/{agency}/{year}/",
    response=REFUSED,
    url_name="report",
    summary="一份年报",
    description="报告全文：正文、三张表、收费、各格的说明。",
    openapi_extra=DOCUMENT,
)
@unless_known
def report(request: HttpRequest, agency: OneSlug, year: OneYear) -> HttpResponse:
    """The report as the JSON document of the library."""
    found = queries.published(today()).defer("records", "warnings")
    filing = get_object_or_404(found, agency__slug=agency, year=year)
    answer = JsonResponse(filing.document, json_dumps_params={"ensure_ascii": False})
    answer.headers["Link"] = f'<{answers.address(request, page_of(filing))}>; rel="canonical"'
    return answer


@api.get(
    "/cells/",
    response={200: shapes.Indicators},
    url_name="indicators",
    summary="指标清单",
    description="格式里的每一格：名称、单位、怎么计、出处。",
)
@unless_known
def all_cells(request: HttpRequest) -> answers.Answer:
    """Every cell of every form, with what it means."""
    found = reported.indicators().values()
    return {"indicators": [answers.indicator(request, one) for one in found]}


@api.get(
    "/cells/{cell}/",
    response={200: shapes.Cells, **REFUSED},
    url_name="cells",
    summary="一个指标",
    description="各年度的合计，和一个年度各机关的数。人民政府的年报是汇总，不加进合计。",
)
@unless_known
def cells(request: HttpRequest, cell: str, year: Year = None) -> answers.Answer:
    """What the agencies report in this cell: the sums of all years, and each report of one year."""
    found = reported.indicators().get(cell)
    if found is None:
        raise Http404("没有这个指标；有哪些，见 /api/cells/。")
    sums = reported.sums(today(), cell)
    asked = year or (sums[-1].year if sums else None)
    among = reported.among(today(), cell, asked).order_by("agency__slug") if asked else ()
    return {
        "indicator": answers.indicator(request, found),
        "sums": [answers.year_sum(one) for one in sums],
        "year": asked,
        "values": [answers.value(request, said) for said in reported.said_by(among, cell)],
    }


@api.get(
    "/dataset/",
    response=REFUSED,
    url_name="data_set",
    summary="数据集的说明",
    description="Data Package：列、文件、版本、摘要和引用的写法。",
    openapi_extra=DESCRIPTION,
)
@unless_known
def data_set(request: HttpRequest, day: Day = None) -> HttpResponse:
    """Columns, files, version, digest and citation of the set of all published reports."""
    described = package.package(request, sets.data_set(_asked(day)), today())
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False})


@api.get(
    "/dataset/cells.{fmt}",
    response=REFUSED,
    url_name="data_file",
    summary="数据集",
    description="所有公布的年报，一格一行：csv、json、parquet。",
    openapi_extra=FILE,
)
@unless_known
def data_file(request: HttpRequest, fmt: str, day: Day = None) -> HttpResponseBase:
    """Every cell of every published report, as CSV, JSON or Parquet."""
    known = package.formats()
    if fmt not in known:
        raise Http404(f"没有这种格式；这里有：{'、'.join(known)}。")
    found = sets.data_set(_asked(day))
    answer = StreamingHttpResponse(package.pieces(request, found, fmt), content_type=known[fmt])
    named = content_disposition_header(as_attachment=True, filename=package.file_name(found, fmt))
    answer.headers["Content-Disposition"] = str(named)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, no_cache=True)
    return answer


def _asked(day: date | None) -> date:
    if day and day > today():
        raise Http404(f"{day} 还没有到；day 最晚写今天（{today()}）。")
    return day or today()


@api.exception_handler(Http404)
def not_there(_: HttpRequest, problem: Http404) -> HttpResponse:
    """What is not published is not there."""
    said = str(problem)
    return refused(said if said.endswith("。") else "没有公布这样的年报；请核对机关标识和年度。", _NOT_THERE)


@api.exception_handler(ValidationError)
def wrong(_: HttpRequest, problem: ValidationError) -> HttpResponse:
    """What was asked wrongly: which parameter, and what it may be."""
    names = "、".join(dict.fromkeys(str(one["loc"][-1]) for one in problem.errors))
    return refused(f"参数 {names} 不对：年度和页数是数，日期写成 2025-01-31；见 /api/openapi.json。", _WRONG)


def refused(sentence: str, status: int) -> HttpResponse:
    """One sentence."""
    return JsonResponse({"error": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
