"""更正申请人情况: how is what is known of an applicant mended?"""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from gongkai_web.agencies.permissions import What, require
from gongkai_web.cases import actions
from gongkai_web.cases.actions import ApplicantGiven
from gongkai_web.cases.models import Applicant
from gongkai_web.casework.intake import PersonForm
from gongkai_web.casework.one_case import case_page, the_case
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.office.acting import carried_out
from gongkai_web.office.fields import lines
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest

MEND = "更正申请人情况"


class MendForm(PersonForm):
    """The particulars as they should be, and why."""

    reason = lines("更正的理由", "更正了哪些项目、理由都记入日志；证件号码本身不记。", rows=2)

    def person(self, role: str) -> ApplicantGiven:
        """The person without the reason."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return ApplicantGiven(role=role, **given)


@keeps_typed
def applicant(request: OfficeRequest, pk: int, position: int) -> HttpResponse:
    """The form; a number that is left empty stays as it is."""
    found = the_case(request, pk)
    require(request.user, found.agency, What.HANDLE, days.today())
    one = get_object_or_404(Applicant, case=found, position=position)
    data = sent(request)
    known = {
        name: getattr(one, name) for name in asdict(ApplicantGiven("")) if name not in ("role", "id_number")
    }
    form = MendForm(data, initial=known)
    form.fields["id_number"].help_text = f"现为 {one.masked or '未登记'}；不改的留空。"
    form.fields[
        "name"
    ].help_text = "文书和登记簿上的姓名以申请为准；申请登记有误的，在“更正、作废登记”里更正。"
    if carried_out(
        request,
        form,
        lambda given: actions.set_applicant(
            case=found,
            by=request.user,
            day=days.today(),
            position=position,
            given=form.person(one.role),
            reason=given["reason"],
        ),
        f"已更正{one.get_role_display()}的情况。",
    ):
        return redirect("casework:case", pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "one": one, "title": MEND}
    return case_page(request, "casework/applicant.html", found, context, Link(MEND), status=status)
