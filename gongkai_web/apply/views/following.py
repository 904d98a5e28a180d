"""查询: the applicant's side of a case, opened by its code and one fact for an hour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.procedure.facts import Status
from gongkai.procedure.state import State
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.apply import actions, fees, queries, room, rows
from gongkai_web.apply.answer import answer, withheld
from gongkai_web.apply.forms import limits_told
from gongkai_web.apply.printed import as_sealed, as_written
from gongkai_web.apply.received import examined
from gongkai_web.apply.views.receipt import COOKIE as RECEIPT
from gongkai_web.cases import actions as cases
from gongkai_web.cases import stored
from gongkai_web.cases.models import Case
from gongkai_web.cases.redress import redress
from gongkai_web.errors import Refused
from gongkai_web.files.limits import largest_file
from gongkai_web.files.models import Purpose
from gongkai_web.files.queries import of_owner
from gongkai_web.files.responses import as_download
from gongkai_web.letters.actions import note_opening
from gongkai_web.letters.models import Letter
from gongkai_web.letters.queries import facts_outside, for_applicant
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.proxies import address
from gongkai_web.visitors.cookies import give, given, guarded, private

COOKIE = "follow"
_UNPROCESSABLE = 422
_LONGEST = 5000
_CODE_LONGEST, _FACT_LONGEST = 40, 200
# What is typed where the hour has ended: the acts with words of the applicant.
CORRECTION, WITHDRAW, REMIND = "correction", "withdraw", "remind"
_DONE = {Status.SPLIT, Status.WITHDRAWN, Status.VOIDED}
STALE = "页面放得太久，或者浏览器没有送回本网站的凭据（cookie），这一次没有提交；请再按一次。"


def _not_asked(request: HttpRequest, *, said: str, status: int) -> HttpResponse:
    return _ask(request, said, status)


def _not_done(act: str) -> Callable[..., HttpResponse]:
    """The page of that act with what was typed, or the query that carries it on."""

    def answer(request: HttpRequest, pk: int, *, said: str, status: int) -> HttpResponse:
        found = _granted(request, pk)
        if found is None:
            return _closed(request, pk, act)
        page = PAGES[act](request, found, _words(request, "content"), said)
        if page.status_code == _UNPROCESSABLE:
            page.status_code = status
        return page

    return answer


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_asked, STALE)
def query(request: HttpRequest) -> HttpResponse:
    """Code and one fact open the case; whatever is wrong gets the same answer."""
    if request.method == "GET":
        return _ask(request)
    code = request.POST.get("code", "")[:_CODE_LONGEST]
    fact = request.POST.get("fact", "")[:_FACT_LONGEST]
    try:
        if not code.strip() or not fact.strip():
            raise Refused("请填写查询码，再填一项申请人的信息。")
        access = actions.open_query(code=code, fact=fact, address=address(request), now=timezone.now())
    except Refused as problem:
        return _ask(request, error=str(problem), status=_UNPROCESSABLE)
    found = access.case
    # What was typed when the hour had ended is on the page again.
    carried, act = _words(request, "carried"), request.POST.get("carried_act", "")
    if carried and act in PAGES and request.POST.get("carried_case") == str(found.pk):
        messages.info(request, "刚才填写的内容已放回；请核对后再提交。")
        response = PAGES[act](request, found, carried, "")
    else:
        response = redirect("apply:case", found.pk)
    give(response, COOKIE, f"{found.pk} {access.code_digest}", reverse("apply:query"))
    return response


@private
@require_POST
def leave(_: HttpRequest) -> HttpResponse:
    """Ends the query on this device, and what the receipt of an application still shows there."""
    response = redirect("apply:query")
    response.delete_cookie(COOKIE, path=reverse("apply:query"))
    response.delete_cookie(RECEIPT, path=reverse("apply:receipt"))
    return response


@private
@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Timeline, terms, letters, and what can be done now."""
    found = _granted(request, pk)
    if found is None:
        return _closed(request, pk)
    return render(request, "apply/case.html", _context(found))


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_done(CORRECTION), STALE)
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer to a correction notice, with files; what was received once is kept."""
    found = _granted(request, pk)
    if found is None:
        return _closed(request, pk, CORRECTION)
    typed = _words(request, "content")
    if request.method == "GET":
        return _correction_page(request, found, "", "")
    today, at = days.today(), "materials"
    try:
        _receive_materials(request, found)
        at = "content"
        title = _words(request, "title")
        actions.answer_correction(case=found, day=today, description=typed, title=title)
    except Refused as problem:
        if _is(found, lambda now: now.correction is not None and now.correction.received == today):
            return redirect("apply:case", pk)  # the second of two clicks
        return _correction_page(request, found, typed, str(problem), at)
    messages.success(request, "补正已提交，机关今天收到；答复期限从今天起重新计算。")
    return redirect("apply:case", pk)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_done(WITHDRAW), STALE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdrawing is asked for twice: a page that says what follows, and the act."""
    found = _granted(request, pk)
    if found is None:
        return _closed(request, pk, WITHDRAW)
    typed = _words(request, "content")
    if request.method == "GET":
        return _withdraw_page(request, found, "", "")
    try:
        cases.withdraw_online(case=found, day=days.today(), reason=typed.strip())
    except Refused as problem:
        if _is(found, lambda now: now.status == Status.WITHDRAWN):
            return redirect("apply:case", pk)
        return _withdraw_page(request, found, typed, str(problem))
    messages.success(request, "申请已撤回。")
    return redirect("apply:case", pk)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_done(REMIND), STALE)
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """One word to the supervising office, once the reply is overdue (第四十七条第二款、第五十一条)."""
    found = _granted(request, pk)
    if found is None:
        return _closed(request, pk, REMIND)
    typed = _words(request, "content")
    if request.method == "GET":
        here = found.agency.supervisor is not None and _is(found, _overdue)
        return _remind_page(request, found, "", "") if here else redirect("apply:case", pk)
    try:
        if found.agency.supervisor is None:
            raise Refused(
                f"{found.agency.name}的主管部门不在本站受理反映；请向它的上一级行政机关或者政府信息公开工作主管部门反映。"
            )
        cases.remind(case=found, day=days.today(), content=typed.strip())
    except Refused as problem:
        if _is(found, lambda now: now.reminded_on is not None):
            return redirect("apply:case", pk)
        return _remind_page(request, found, typed, str(problem))
    messages.success(request, f"已经反映给{found.agency.supervisor.name}。")
    return redirect("apply:case", pk)


@private
@require_GET
def letter(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    """A letter to the applicant, as it was sealed; one that needs no seal as it was written."""
    found = note_opening(letter=_letter(request, pk, letter), at=timezone.now())
    sealed = found.sealed_file
    if sealed is None:
        return as_written(found)
    return _handed_out(request, lambda: as_sealed(found, sealed))


@private
@require_GET
def enclosure(request: HttpRequest, pk: int, letter: int, file: int) -> HttpResponse:
    """What went with a letter, while what it answers is in force."""
    asked = _letter(request, pk, letter)
    if _is_withheld(asked):
        raise Http404
    opened = note_opening(letter=asked, at=timezone.now())
    found = next((one for one in opened.enclosures.all() if one.pk == file), None)
    if found is None:
        raise Http404
    return _handed_out(request, lambda: as_download(found))


# – the grant


def _granted(request: HttpRequest, pk: int) -> Case | None:
    """The case, where this device opened it within the hour; also a part into which it was split."""
    parts = given(request, COOKIE)
    if len(parts) != len(("case", "mark")):
        return None
    return queries.granted(pk, int(parts[0]), parts[1])


def _letter(request: HttpRequest, pk: int, number: int) -> Letter:
    found = _granted(request, pk)
    letter = for_applicant(found).filter(pk=number).first() if found else None
    if letter is None:
        raise Http404
    return letter


def _is_withheld(letter: Letter) -> bool:
    facts = stored.facts_of(letter.case)
    now = stored.state_of(letter.case.agency_id, facts)
    return letter.pk in withheld(facts_outside(letter.case, facts), [letter], now)


def _handed_out(request: HttpRequest, hand_out: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return hand_out()
    except Refused as problem:
        return render(request, "apply/lost.html", {"sentence": str(problem)}, status=404)


def _overdue(now: State) -> bool:
    return now.overdue(days.today())


def _is(found: Case, so: Callable[[State], bool]) -> bool:
    return so(stored.current(found))


# – the pages


def _words(request: HttpRequest, name: str) -> str:
    """What was typed there; no database keeps a NUL."""
    return request.POST.get(name, "").replace("\0", "")[:_LONGEST]


def _ask(request: HttpRequest, error: str = "", status: int = 200, **more: Any) -> HttpResponse:
    """The form of code and fact. What was typed stands in it; the code is a secret of who typed it."""
    context = {
        "error": error,
        "code": request.POST.get("code", "")[:_CODE_LONGEST],
        "fact": request.POST.get("fact", "")[:_FACT_LONGEST],
        "carried": _words(request, "carried"),
        "carried_act": request.POST.get("carried_act", ""),
        "carried_case": request.POST.get("carried_case", ""),
        "breadcrumbs": [
            Link("首页", "/"),
            Link("依申请公开", reverse("apply:agencies")),
            Link("查询进度"),
        ],
        **more,
    }
    return render(request, "apply/query.html", context, status=status)


def _closed(request: HttpRequest, pk: int, act: str = "") -> HttpResponse:
    """No such page without the grant, whether there is a case or not; what was typed is carried on."""
    typed = _words(request, "content")
    carried = {"carried": typed, "carried_act": act, "carried_case": str(pk)} if typed else {}
    said = "这一页要先用查询码打开，打开后一小时内有效。"
    if typed:
        said += "您刚才填写的内容还在，打开后会放回原处。"
    if request.FILES:
        said += "所选的文件没有收下，打开后请重新选择。"
    return _ask(request, said, 404, **carried)


def _context(found: Case) -> dict[str, Any]:
    today = days.today()
    facts = stored.facts_of(found)
    now = stored.state_of(found.agency_id, facts)
    known = particulars_of(found.agency)
    letters = list(for_applicant(found))
    parts = list(found.parts.order_by("pk"))
    outside, overdue = facts_outside(found, facts), _overdue(now)
    return {
        "case": found,
        "agency": found.agency,
        "particulars": known,
        "state": now,
        "today": today,
        "elements": rows.request_elements(found, now),
        "answer": answer(outside, letters, now),
        "withheld": withheld(outside, letters, now),
        "entries": rows.timeline(outside, now, parts, _links(found, letters)),
        "next": rows.next_step(found, facts, now, today),
        "parts": parts,
        "letters": letters,
        "disclosed": rows.disclosed(queries.to_publish(found), now, _people(found)),
        "fee": fees.fee(facts, now),
        "redress": redress(facts, now, known, today),
        "overdue": overdue,
        "may_remind": overdue and not now.reminded_on and found.agency.supervisor is not None,
        "reminder": rows.reminder(facts),
        "may_withdraw": now.concluded_on is None and now.status not in _DONE,
        "breadcrumbs": [
            Link("首页", "/"),
            Link("查询进度", reverse("apply:query")),
            Link(found.registry_number),
        ],
    }


def _people(found: Case) -> list[str]:
    return [one.name for one in found.applicants.all()]


def _links(found: Case, letters: list[Letter]) -> dict[int, tuple[Link, ...]]:
    """The letters beside the event that each of them entered."""
    return {
        one.event_id: (Link(str(one), reverse("apply:letter", args=[found.pk, one.pk])),)
        for one in letters
        if one.event_id
    }


def _act_page(
    request: HttpRequest, found: Case, act: str, typed: str, error: str, **more: Any
) -> HttpResponse:
    back = reverse("apply:case", args=[found.pk])
    context = {
        "case": found,
        "agency": found.agency,
        "act": act,
        "content": typed,
        "error": error,
        "state": stored.current(found),
        "breadcrumbs": [Link("查询进度", reverse("apply:query")), Link(found.registry_number, back)],
        **more,
    }
    return render(request, f"apply/{act}.html", context, status=_UNPROCESSABLE if error else 200)


def _correction_page(request: HttpRequest, found: Case, typed: str, error: str, at: str = "") -> HttpResponse:
    """`at`: the field that the error is about, empty for the whole."""
    found.refresh_from_db(fields=["waiting_for"])
    if found.waiting_for != "correction":
        return redirect("apply:case", found.pk)
    asked = [fact for fact in stored.facts_of(found) if fact.kind == "correction.asked"]
    return _act_page(
        request,
        found,
        CORRECTION,
        typed or found.description,
        error,
        title=_words(request, "title") or found.title,
        items=asked[-1].data.get("items", "") if asked else "",
        guidance=_guidance(found),
        term=rows.correction_term(stored.current(found)),
        materials=of_owner(f"cases.Case:{found.pk}").filter(purpose=Purpose.CORRECTION),
        limits=limits_told(),
        at=at,
    )


def _guidance(found: Case) -> str:
    """How to correct it, as the notice that has left tells (第三十条); empty where it was made on paper."""
    notice = for_applicant(found).filter(act="ask_correction").first()
    return notice.values.get("guidance", "") if notice else ""


def _withdraw_page(request: HttpRequest, found: Case, typed: str, error: str) -> HttpResponse:
    now = stored.current(found)
    if not error and (now.concluded_on or now.status in _DONE):
        return redirect("apply:case", found.pk)
    return _act_page(request, found, WITHDRAW, typed, error)


def _remind_page(request: HttpRequest, found: Case, typed: str, error: str) -> HttpResponse:
    return _act_page(request, found, REMIND, typed, error)


def _receive_materials(request: HttpRequest, found: Case) -> None:
    """Keeps the good ones first, then says what is wrong with the others."""
    today, owner, wrong = days.today(), f"cases.Case:{found.pk}", []
    here, now = address(request), timezone.now()
    for upload in request.FILES.getlist("materials"):
        allowed = room.room(here, now, aside=False)
        if allowed.left < (upload.size or 0) <= largest_file():
            wrong.append(f"《{upload.name}》没有收下：{allowed.why}")
            continue
        try:
            checked = examined(found.agency, upload, Purpose.CORRECTION, today, owner)
            actions.keep_material(case=found, day=today, checked=checked)
            actions.count(kind=room.KIND, address=here, now=now, amount=len(checked.data))
        except Refused as problem:
            wrong.append(str(problem))
    if wrong:
        raise Refused("".join(wrong))


PAGES = {CORRECTION: _correction_page, WITHDRAW: _withdraw_page, REMIND: _remind_page}
