"""How is an agency set up: what its letters say, who decides on them, and who works for it?"""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from gongkai.unsettled import unsettled
from gongkai_web.agencies import actions
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.agencies.queries import founded_below, particulars_of, set_up_by, staff_of
from gongkai_web.errors import Refused
from gongkai_web.look.parts import Element, Link
from gongkai_web.office import days
from gongkai_web.office.acting import done
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, typed
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.catalogue.actions import keep_particulars
from gongkai_web.publishing.items.reviewers import left_waiting
from gongkai_web.staffing.forms import EndForm, FoundForm, ParticularsForm, PersonForm

AgencyForm = ParticularsForm | PersonForm | EndForm
# Which of the forms of the page was sent; each has a button of its own.
PARTICULARS, APPOINT, END = "particulars", "appoint", "end"
AGENCIES = Section("机关设置", "staffing:agencies")


@signed_in
@require_safe
def agencies(request: OfficeRequest) -> HttpResponse:
    """The agencies of the person's scope, and those for which they run the system."""
    today = days.today()
    found = set_up_by(request.user, today)
    may_found = request.user.is_superuser or founded_below(request.user, today).exists()
    reviews = may(request.user, None, What.REVIEW_LAW, today)
    context = {"found": found, "may_found": may_found, "reviews_law": reviews}
    return AGENCIES.page(request, "staffing/agencies.html", context)


@signed_in
@require_safe
def law_notes(request: OfficeRequest) -> HttpResponse:
    """What of the law on file is not checked against its text or is our convention: for operators only."""
    if not may(request.user, None, What.REVIEW_LAW, days.today()):
        raise PermissionDenied("只有系统管理员查看法规数据的核对情况。")
    return AGENCIES.page(
        request, "staffing/law_notes.html", {"notes": list(unsettled())}, Link("法规数据的核对情况")
    )


@keeps_typed
def found(request: OfficeRequest) -> HttpResponse:
    """A new agency, for whoever runs the system of the one above it."""
    today = days.today()
    within = founded_below(request.user, today)
    top = bool(request.user.is_superuser)
    if not top and not within.exists():
        raise PermissionDenied("设立机关由系统管理员办理。")
    sent = request.method == "POST"
    data = request.POST if sent else typed(request)
    form = FoundForm(data or None, within=within, top=top, today=today)
    if sent and form.is_valid():
        made = done(form, lambda: actions.found_agency(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, f"{made.name}已设立；接着填写机关情况，任命人员。")
            return redirect("staffing:agency", slug=made.slug)
    context = {"form": form}
    status = UNPROCESSABLE if sent else 200
    return AGENCIES.page(request, "staffing/found.html", context, Link("设立机关"), status=status)


@keeps_typed
def agency(request: OfficeRequest, slug: str) -> HttpResponse:
    """One agency: its particulars, the steps of its letters, its people."""
    today = days.today()
    found = get_object_or_404(set_up_by(request.user, today), slug=slug)
    data = request.POST if request.method == "POST" else typed(request) or request.POST
    sent = next((name for name in (PARTICULARS, APPOINT, END) if name in data), "")
    may_appoint = may(request.user, found, What.RUN, today)
    may_set = may(request.user, found, What.SET_PARTICULARS, today)
    if sent:
        asked = What.SET_PARTICULARS if sent == PARTICULARS else What.RUN
        require(request.user, found, asked, today, "修改机关情况、任免人员")
    built = _forms(found, data, sent, today)
    if request.method == "POST" and sent and built[sent].is_valid():
        said = done(built[sent], lambda: _done(sent, built[sent], found, request.user, today))
        if said:
            messages.success(request, said)
            return redirect("staffing:agency", slug=slug)
    return AGENCIES.page(
        request,
        "staffing/agency.html",
        {
            "agency": found,
            "staff": staff_of(found, today).order_by("role", "since"),
            "particulars": _said(built[PARTICULARS]),
            "may_set": may_set,
            "may_appoint": may_appoint,
            **{f"{name}_form": form for name, form in built.items()},
        },
        Link(found.name),
        status=UNPROCESSABLE if request.method == "POST" else 200,
    )


def _said(form: forms.BaseForm) -> list[Element]:
    """The particulars for whoever may only read them."""
    return [Element(str(field.label), _words(field)) for field in form if field.value()]


def _words(field: forms.BoundField) -> str:
    """As it is read: of what was chosen the label, never the code."""
    value, chooses = field.value(), getattr(field.field, "choices", ())
    if isinstance(value, list):
        return "、".join(Role(one).label for one in value)
    return str(dict(chooses).get(value, value)) if chooses else str(value)


def _forms(agency: Agency, data: QueryDict, sent: str, today: date) -> dict[str, AgencyForm]:
    def given(name: str) -> QueryDict | None:
        return data if name == sent else None

    return {
        PARTICULARS: ParticularsForm(given(PARTICULARS), instance=particulars_of(agency)),
        APPOINT: PersonForm(given(APPOINT), initial={"since": today}, prefix="appoint"),
        END: EndForm(given(END), agency=agency, today=today, initial={"until": today}, prefix="end"),
    }


def _left(agency: Agency, until: date) -> str:
    """What waits for nobody from the next day on."""
    number = left_waiting(agency, until + timedelta(days=1))
    if not number:
        return ""
    return (
        f"这以后有 {number} 件正在审查的信息（批次）没有人能办下一步；"
        "请任命接替的人，或者改审查的环节以后重新送审。"
    )


@transaction.atomic
def _done(sent: str, form: AgencyForm, agency: Agency, by: Person, today: date) -> str:
    """Does what the form asks for and says so."""
    given = form.cleaned_data
    if isinstance(form, ParticularsForm):
        waits = keep_particulars(by=by, agency=agency, day=today, **form.given())
        more = f"{'、'.join(waits)}等另一个维护目录的人看过以后公开。" if waits else ""
        return f"机关情况已保存。{more}"
    if sent == END:
        actions.end_office(by=by, office=given["office"], until=given["until"], reason=given["reason"])
        ended = f"{given['office'].person.display_name}的任职到 {given['until']} 为止。"
        return ended + _left(agency, given["until"])
    person = Person.objects.filter(username=given["username"]).first()
    if person and given["display_name"]:
        raise Refused(
            f"登录名「{given['username']}」已有人使用（{person.display_name}）；只任职的不填姓名和口令。"
        )
    if not person and not given["display_name"]:
        raise Refused(f"没有登录名为「{given['username']}」的人；新建账号请填写姓名和初始口令。")
    person = person or actions.add_person(
        by=by,
        username=given["username"],
        display_name=given["display_name"],
        password=given["password"],
    )
    actions.appoint(
        by=by, person=person, agency=agency, role=given["role"], since=given["since"], until=given["until"]
    )
    return f"已任命{person.display_name}。"
