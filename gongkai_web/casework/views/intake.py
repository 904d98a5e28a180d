"""收件: how does the clerk register what came over the counter, by post, fax or mail?"""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, required_somewhere
from gongkai_web.cases.models import Case
from gongkai_web.casework.intake import JOINT_MOST, Intake
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.office.acting import done
from gongkai_web.office.frame import UNPROCESSABLE, page
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.places import list_of
from gongkai_web.office.request import OfficeRequest, number_in

# What is said beside the box that it is about, not on top of the form.
_AT_ITS_BOX = "unconfirmed"
_ALIKE = ("published", "duplicate", "others")


@keeps_typed
def intake(request: OfficeRequest) -> HttpResponse:
    """The form; 核对 shows what is worth knowing, 登记 registers. Warnings never block."""
    today = days.today()
    agencies = required_somewhere(request.user, What.HANDLE, today, doing="登记申请")
    data = sent(request)
    if data is not None and "more" in data:
        data = _one_more(data)
    like = _like(request, agencies)
    sent_files = request.FILES if data is not None and "more" not in data else None
    form = Intake(
        data, sent_files, agencies=agencies, today=today, like=like, together="together" in request.GET
    )
    hints, checked, status = [], False, 200
    if data is not None and "more" not in data:
        valid = form.is_valid()
        status = 200 if valid or request.method == "GET" else UNPROCESSABLE
        if valid and request.method == "POST" and "check" not in request.POST:
            case = _register(request, form)
            if case:
                return _onwards(request, case)
            status = UNPROCESSABLE
        elif valid:
            hints, checked = form.warnings(), True
    quiet = request.method == "GET" or "more" in request.POST
    context = {"intake": form, "quiet": quiet, "checked": checked, "joint_most": JOINT_MOST}
    context["like"] = like
    context["shown"] = [one for one in hints if one.code != _AT_ITS_BOX]
    context["alike"] = any(one.code in _ALIKE for one in hints)
    context["unconfirmed"] = next((one for one in hints if one.code == _AT_ITS_BOX), None)
    return page(request, "casework/intake.html", context, list_of(Case), Link("登记申请"), status=status)


def _like(request: OfficeRequest, agencies: QuerySet[Agency]) -> Case | None:
    """The request whose applicant asks once more; only of an agency for which the person handles requests."""
    key = number_in(request.GET, "again")
    return Case.objects.filter(pk=key, agency__in=agencies).first() if key else None


def _onwards(request: OfficeRequest, case: Case) -> HttpResponse:
    """To the new case, or to the next request of the same applicant."""
    if "another" in request.POST:
        return redirect(f"{reverse('casework:intake')}?again={case.pk}&together=1")
    return redirect("casework:case", case.pk)


def _register(request: OfficeRequest, form: Intake) -> Case | None:
    """The new case, or None with the answer in the form."""
    case = done(form.request, lambda: form.register(request.user))
    if case is None:
        return None
    said = f"，收到申请之日 {form.received_on}" if form.received_on else "；收到之日还要确认"
    messages.success(request, f"已登记为 {case.registry_number}{said}。")
    return case


def _one_more(data: QueryDict) -> QueryDict:
    """The form with one more joint applicant; nothing is checked yet."""
    more = data.copy()
    total = data.get("joint-TOTAL_FORMS", "0")
    more["joint-TOTAL_FORMS"] = str(min(int(total) + 1, JOINT_MOST) if total.isdecimal() else 1)
    return more
