"""回执: the registry number and, once, the query code; as a page and as a PDF to keep."""

from __future__ import annotations

import hmac
from urllib.parse import urlencode

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.deadlines import workdays_of
from gongkai.errors import WritingError
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.apply import codes, queries
from gongkai_web.apply.printed import as_receipt
from gongkai_web.apply.rows import contact_elements, request_elements
from gongkai_web.cases import stored
from gongkai_web.cases.models import Case
from gongkai_web.look.parts import Element, Link
from gongkai_web.office import days
from gongkai_web.visitors.cookies import give, given, private

COOKIE = "receipt"
_FRESH, _SEEN = "new", "seen"
# As long as the page that shows the code usually lies open; its link is in no cookie.
_HALF_AN_HOUR = 30 * 60
_SALT = "gongkai.apply.receipt_pdf"


def to_receipt(case: Case) -> HttpResponse:
    """The way to the receipt of a case that was just submitted."""
    response = redirect("apply:receipt")
    give(response, COOKIE, f"{case.submission_key} {_FRESH}", reverse("apply:receipt"))
    return response


@private
@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt. The code, and how she is reached, stand on it the first time only: a device has others."""
    key, fresh = (*given(request, COOKIE), "", "")[:2]
    case = queries.submitted(key) if key else None
    if case is None:
        return render(request, "apply/no_receipt.html", {}, status=404)
    today, first_time = days.today(), fresh == _FRESH
    context = {
        "case": case,
        "agency": case.agency,
        "particulars": particulars_of(case.agency),
        "code": _code(case) if first_time else "",
        "fresh": urlencode({"fresh": signing.dumps(key, salt=_SALT)}) if first_time else "",
        "rows": _rows(case, first_time=first_time),
        "confirm_days": workdays_of("online_confirmation", today),
        "reply_days": workdays_of("reply", today),
        "breadcrumbs": [
            Link("首页", "/"),
            Link("依申请公开", reverse("apply:agencies")),
            Link("回执"),
        ],
    }
    response = render(request, "apply/receipt.html", context)
    if first_time:
        give(response, COOKIE, f"{key} {_SEEN}", reverse("apply:receipt"))
    return response


@private
@require_GET
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """The receipt to keep; with the code only by the link of the page that shows it."""
    key = (*given(request, COOKIE), "")[0]
    case = queries.submitted(key) if key else None
    if case is None:
        return render(request, "apply/no_receipt.html", {}, status=404)
    first_time = _signed(request.GET.get("fresh", "")) == key
    try:
        return as_receipt(case, _code(case) if first_time else "", _rows(case, first_time=first_time))
    except WritingError as problem:
        raise Http404(str(problem)) from problem


def _signed(link: str) -> str:
    """The key of the form for which that link was made; empty where it is too old, or none."""
    try:
        return str(signing.loads(link, salt=_SALT, max_age=_HALF_AN_HOUR))
    except signing.BadSignature:
        return ""


def _rows(case: Case, *, first_time: bool) -> list[Element]:
    return [
        *request_elements(case, stored.current(case)),
        *(contact_elements(case) if first_time else ()),
    ]


def _code(case: Case) -> str:
    """The code of the case, unless the office has issued another one since."""
    for code in codes.codes_of(case.submission_key or ""):
        if any(hmac.compare_digest(known, case.access.code_digest) for known in codes.digests(code)):
            return codes.shown(code)
    return ""
