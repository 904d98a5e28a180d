"""How is an act entered? One page for all of them; what was typed stays, whatever the answer."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict

from gongkai.procedure.machine import Act, acts
from gongkai_web.agencies.permissions import require_role
from gongkai_web.cases.stored import current
from gongkai_web.casework.act_forms import FORMS, ActForm, Subject
from gongkai_web.casework.offered import held_elsewhere, offer_of
from gongkai_web.casework.one_case import case_page, the_case
from gongkai_web.letters.held import Held
from gongkai_web.letters.kinds import carried_act, kinds_for
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.office.acting import carried_out
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest

CONFLICT = 409


@keeps_typed
def act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """The form of an act: shown, filled in, refused with everything kept, or done."""
    found, today = the_case(request, pk), days.today()
    known = acts().get(act)
    if known is None:
        raise Http404
    require_role(request.user, found.agency, known.roles, today, known.label)
    subject = Subject(found, current(found), request.user, today)
    offer = offer_of(known, subject.state, today)
    held = None if offer.refusal else held_elsewhere(found, known)
    refusal = held.refusal if held else offer.refusal
    data = sent(request)
    form = _form(known, subject, data, request.FILES)
    status = 200
    if refusal and not offer.on_paper:
        if data is not None:
            form.add_error(None, refusal)
        status = CONFLICT
    elif request.method == "POST" and "prefill" not in request.POST:
        if carried_out(request, form, lambda _: form.perform(), f"已登记：{known.label}。"):
            return redirect("casework:case", pk)
        status = UNPROCESSABLE
    return _page(request, known, form, refusal, status, elsewhere=held)


def _form(
    act: Act, subject: Subject, data: QueryDict | None, files: MultiValueDict[str, UploadedFile[bytes]]
) -> ActForm:
    kind = FORMS[act.key]
    if data is not None and "prefill" in data:
        # Only filled in: no field is in error yet.
        shown = kind(data, subject=subject).filled_in(data)
        return kind(subject=subject, initial={name: shown.get(name, "") for name in shown})
    return kind(data, files if data is not None else None, subject=subject)


def _page(
    request: OfficeRequest,
    act: Act,
    form: ActForm,
    refusal: str,
    status: int,
    *,
    elsewhere: Held | None = None,
) -> HttpResponse:
    subject = form.subject
    kinds = kinds_for(act.key, subject.today)
    context: dict[str, Any] = {
        "act": act,
        "form": form,
        "state": subject.state,
        "refusal": refusal,
        "elsewhere": elsewhere,
        "shown": status != CONFLICT or (form.is_bound and not elsewhere),
        "letters": kinds and not refusal,
        "letter_first": not refusal and any(carried_act(kind, act.key) for kind in kinds),
        "earlier": getattr(form, "earlier", ()),
    }
    return case_page(request, "casework/act.html", subject.case, context, Link(act.label), status=status)
