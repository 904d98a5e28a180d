"""The acts on an enclosure from the page of its letter: clean it, or let it pass with a reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from gongkai_web.files import actions as files
from gongkai_web.files.models import StoredFile
from gongkai_web.letters import actions
from gongkai_web.letters.acting import AcceptForm
from gongkai_web.letters.views.letter import show
from gongkai_web.letters.views.shown import letter_or_404
from gongkai_web.office.acting import carried_out, told
from gongkai_web.office.days import today
from gongkai_web.office.kept import signs_in_at
from gongkai_web.office.request import OfficeRequest


@signs_in_at("letters:letter")
@require_POST
def clean(request: OfficeRequest, pk: int, file: int) -> HttpResponse:
    """A clean copy takes the place of the file."""
    one, enclosed = letter_or_404(request, pk), _enclosed_or_404(request, pk, file)
    told(
        request,
        lambda: actions.clean_enclosure(letter=one, by=request.user, day=today(), file=enclosed),
        f"《{enclosed.name}》已清理，副本读回核对过，换成了附件；原件照样保存。",
    )
    return redirect("letters:letter", pk=pk)


@signs_in_at("letters:letter")
@require_POST
def accept(request: OfficeRequest, pk: int, file: int) -> HttpResponse:
    """Whoever looked lets it pass, with a reason."""
    one, enclosed = letter_or_404(request, pk), _enclosed_or_404(request, pk, file)
    form = AcceptForm(request.POST, file=enclosed.pk)
    seen = request.POST.get("seen") or "-"
    if carried_out(
        request,
        form,
        lambda given: files.accept_findings(
            by=request.user, file=enclosed, day=today(), reason=given["reason"], seen=seen
        ),
        f"已记下您对《{enclosed.name}》的确认和理由。",
    ):
        return redirect("letters:letter", pk=pk)
    return show(request, one, refused={"accepting": form})


def _enclosed_or_404(request: OfficeRequest, pk: int, file: int) -> StoredFile:
    return get_object_or_404(letter_or_404(request, pk).enclosures.select_related("agency"), pk=file)
