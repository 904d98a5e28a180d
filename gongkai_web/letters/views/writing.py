"""What does somebody see who writes a letter: the kinds to choose from, the form, the files to enclose?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.letters import LetterKind
from gongkai.outcomes import outcome_groups, outcomes
from gongkai_web.agencies.permissions import What, may
from gongkai_web.cases.models import Case
from gongkai_web.files import actions as files
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.letters import actions, content, ground
from gongkai_web.letters.acting import EncloseForm
from gongkai_web.letters.fitting import fitting
from gongkai_web.letters.forms import LetterForm, initial_of
from gongkai_web.letters.kinds import ASK_SEVERAL, act_label, kinds_for
from gongkai_web.letters.living import living_in
from gongkai_web.letters.queries import can_enclose
from gongkai_web.letters.views.letter import mark_of
from gongkai_web.letters.views.phrases import BUTTON, phrased, with_phrases
from gongkai_web.letters.views.shown import LETTERS, case_link, case_or_404, letter_or_404
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told, told_why_not
from gongkai_web.office.days import today
from gongkai_web.office.kept import keeps_typed, typed
from gongkai_web.office.request import OfficeRequest
from gongkai_web.office.unfinished import came_back

UPLOAD = "upload"  # the button that takes in a file and leaves the letter as it is


@keeps_typed
def new(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """A new letter of the case: first its kind, where several serve the act, then the form."""
    case = case_or_404(request, pk)
    kinds = kinds_for(act, today())
    if not kinds or not may(request.user, case.agency, What.HANDLE, today()):
        raise Http404
    fit = fitting(case, act, today())
    wanted = request.GET.get("kind", "") or _only(fit, request.GET.get("outcome", ""))
    kind = next((one for one in kinds if one.code == wanted), None)
    crumbs = (case_link(case), Link(f"起草：{act_label(act)}"))
    context = {"case": case, "agency": case.agency, "act": act, "act_label": act_label(act)}
    made = living_in(case, act)
    if made and request.method == "GET" and not (act in ASK_SEVERAL and "another" in request.GET):
        context |= {"made": made, "mark": mark_of(made), "several": act in ASK_SEVERAL}
        return LETTERS.page(request, "letters/being_made.html", context, *crumbs)
    context["another"] = "another" in request.GET
    if kind is None:
        asked = request.GET.get("outcome", "")
        offered = tuple(one for one in fit if asked in one.outcomes) or fit
        return LETTERS.page(request, "letters/choose.html", {**context, "groups": grouped(offered)}, *crumbs)
    context |= {"kind": kind, "several": len(kinds) > 1}
    so_far = came_back(request) or phrased(request, case.agency, kind)
    if UPLOAD in request.POST or so_far:
        initial = typed_so_far(so_far or request.POST)
        if so_far is None:
            initial |= {"files": _with_upload(request, case, kind)}
        form = LetterForm(kind=kind, act=act, known=ground.of(case), today=today(), initial=initial)
        return _form(request, context, form, crumbs)
    form = LetterForm(
        request.POST or typed(request),
        kind=kind,
        act=act,
        known=ground.of(case),
        today=today(),
    )
    if request.method == "POST" and form.is_valid():
        code = kind.code
        letter = done(
            form,
            lambda: actions.draft(
                case=case,
                by=request.user,
                day=today(),
                act=act,
                kind=code,
                given=form.given(),
                another="another" in request.GET,
            ),
        )
        if letter:
            messages.success(request, f"《{kind.title}》已起草；请核对全文后送审。")
            return redirect("letters:letter", pk=letter.pk)
    return _form(request, context, form, crumbs)


@keeps_typed
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """The values of a letter again; the text is made anew from them."""
    letter = letter_or_404(request, pk)
    if not letter.editable or not may(request.user, letter.agency, What.HANDLE, today()):
        raise Http404
    kind = content.kind_of(letter, today())
    so_far = came_back(request) or phrased(request, letter.agency, kind)
    unsent = UPLOAD in request.POST or BUTTON in request.POST
    if UPLOAD in request.POST:
        so_far = request.POST
    initial = initial_of(letter) if so_far is None else typed_so_far(so_far)
    if UPLOAD in request.POST:
        initial |= {"files": _with_upload(request, letter.case, kind)}
    form = LetterForm(
        None if so_far is not None else request.POST or typed(request),
        kind=kind,
        act=letter.act,
        known=ground.of(letter.case),
        today=today(),
        initial=initial,
    )
    if not unsent and carried_out(
        request,
        form,
        lambda _: actions.redraft(letter=letter, by=request.user, day=today(), given=form.given()),
        "已按填写的内容重新生成；请核对全文。",
    ):
        return redirect("letters:letter", pk=letter.pk)
    here = Link(letter.title, reverse("letters:letter", args=[letter.pk]))
    context = {
        "case": letter.case,
        "agency": letter.agency,
        "letter": letter,
        "kind": kind,
        "act": letter.act,
        "act_label": act_label(letter.act),
    }
    return _form(request, context, form, (case_link(letter.case), here, Link("修改填写的内容")))


def _with_upload(request: OfficeRequest, case: Case, kind: LetterKind) -> list[str]:
    """The files that are ticked once the upload is kept: itself too, unless only a part of it may go."""
    ticked = request.POST.getlist("files")
    kept = _taken_in(request, case, enclosed=not kind.public_version)
    return [*ticked, str(kept.pk)] if kept and not kind.public_version else ticked


def _taken_in(request: OfficeRequest, case: Case, *, enclosed: bool) -> StoredFile | None:
    """Keeps a file that is to be given to the applicant, and says so or why not."""
    form = EncloseForm(request.POST, request.FILES)
    if not form.is_valid() or not form.cleaned_data["file"]:
        told_why_not(request, "没有选择文件；请选择要提供的文件再上传。")
        return None
    upload, found = form.cleaned_data["file"], list[StoredFile]()

    def keep() -> None:
        kept = files.store_file(
            agency=case.agency,
            owner=f"cases.Case:{case.pk}",
            purpose=Purpose.INFORMATION,
            upload_name=upload.name,
            content=upload,
            by=request.user,
            day=today(),
        )
        found.append(kept)
        then = "并选为附件" if enclosed else "请在“附件”里选定可以提供的"
        messages.success(request, f"《{kept.name}》已存入本件，{then}。")

    told(request, keep)
    return found[0] if found else None


def typed_so_far(typed_now: QueryDict) -> dict[str, object]:
    """What stands in an unfinished form: shown again, and not checked yet. Of several ticks all."""
    found: dict[str, object] = {
        name: values if len(values) > 1 else typed_now.get(name) for name, values in typed_now.lists()
    }
    return {**found, "files": typed_now.getlist("files")}


def grouped(kinds: tuple[LetterKind, ...]) -> list[tuple[str, list[tuple[LetterKind, str]]]]:
    """The kinds under the groups of table 三, each with the name of its outcome; others first."""
    known, groups = outcomes(), outcome_groups()
    found: dict[str, list[tuple[LetterKind, str]]] = {}
    for kind in kinds:
        outcome = known.get(kind.outcomes[0]) if kind.outcomes else None
        label = groups[outcome.group].label if outcome else "程序文书、更正"
        found.setdefault(label, []).append((kind, outcome.short if outcome else ""))
    return list(found.items())


def _only(kinds: tuple[LetterKind, ...], outcome: str) -> str:
    """The kind where nothing has to be chosen: the only one, or the only one of that outcome."""
    fitting = [kind for kind in kinds if not outcome or outcome in kind.outcomes]
    return fitting[0].code if len(fitting) == 1 else ""


def _form(
    request: OfficeRequest, context: dict[str, object], form: LetterForm, crumbs: tuple[Link, ...]
) -> HttpResponse:
    case = form.known.case if form.known else None
    context = {
        **context,
        "form": form,
        "rows": with_phrases(form, case.agency) if case else [],
        "enclosable": list(can_enclose(case)) if case else [],
        "enclose": EncloseForm(),
    }
    return LETTERS.page(request, "letters/write.html", context, *crumbs)
