"""How does an applicant whose request came on paper get a code to follow it with?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai_web.agencies.permissions import What, require
from gongkai_web.apply import codes
from gongkai_web.apply.actions import issue_code
from gongkai_web.cases import queries
from gongkai_web.desk.scope import scope_of
from gongkai_web.look.parts import Link
from gongkai_web.office import once
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in


@signed_in
def code(request: OfficeRequest, pk: int) -> HttpResponse:
    """Asks first, because a new code ends an earlier one; then shows it this once, to be handed over."""
    scope = scope_of(request)
    case = get_object_or_404(queries.visible(scope.person, scope.today).select_related("agency"), pk=pk)
    require(scope.person, case.agency, What.HANDLE, scope.today)
    given = ""
    if request.method == "POST":
        given = codes.shown(issue_code(case=case, by=scope.person, day=scope.today))
        once.result_here(request)
    crumbs = (
        Link("申请件", reverse("desk:cases")),
        Link(case.registry_number, reverse("casework:case", args=[case.pk])),
        Link("查询码"),
    )
    answer = page(request, "desk/code.html", {"case": case, "agency": case.agency, "code": given}, *crumbs)
    answer["Cache-Control"] = "no-store"
    return answer
