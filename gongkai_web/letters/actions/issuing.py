"""签发: how does a letter get its number and date, and a reply its event; and how is a letter void?

One transaction: all checks, the number, the act on the case, the frozen letter. A number once given stays
used. What a letter asks or tells happens when it leaves the house (`sending`); here it is only tried.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import roles_of
from gongkai_web.approval import actions as approval
from gongkai_web.approval.sentences import labels
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import NotAllowed, Refused, require_reason
from gongkai_web.letters import content, given, ground
from gongkai_web.letters.actions.days import check_day, of_issue, require_order
from gongkai_web.letters.actions.deciding import decide
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.checks import Blocked, faults, standing_event
from gongkai_web.letters.kinds import SETS_A_TERM, carried_act, enters_at_issue, is_numbered
from gongkai_web.letters.living import show_in_case, signers
from gongkai_web.letters.models import Letter, Series, Status
from gongkai_web.letters.queries import WORDS, approvals, steps_of


@transaction.atomic
def issue(
    *,
    letter: Letter,
    by: Person,
    day: date,
    today: date | None = None,
    on_paper: bool = False,
    reason: str = "",
    seen: str = "",
) -> Letter:
    """Issues the letter dated `day` under the next number of its series; a reply enters the case by that.

    Raises Blocked where letter and case disagree, OnPaperOnly where the act breaks a rule (a late reply) and
    `on_paper` is not said – `reason`: why it goes out all the same –, NotAllowed for its author where another
    person may, Refused for the impossible and for dates that go backwards. Then nothing was written and no
    number used.
    """
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, today or day, "签发文书")
    require_status(letter, "签发", Status.APPROVED)
    if seen:
        approval.require_seen(WORDS, seen, letter.content_hash, then="签发")
    check_day(day, today, "签发")
    _check_approved(letter)
    _require_signer(letter, by, today or day)
    # The case is held before it is read, so that nothing happens to it between the checks and the event.
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.case_id)
    known = ground.of(letter.case)
    kind = content.kind_of(letter, day)
    series = _next_in_series(letter.agency, known.letter_word, day.year) if is_numbered(kind) else None
    require_order(of_issue(letter, day, series))
    _require_agreeing(letter, by, day)
    number = f"{series.word}〔{series.year}〕{series.last}号" if series else ""
    document = content.numbered(content.document_of(letter), number, day)
    found = faults(letter, known=known, document=document, day=day)
    if found:
        raise Blocked(found, "签发")
    letter.number, letter.issued_on, letter.issued_by = number, day, by
    letter.document, letter.late = content.as_json(document), on_paper
    if enters_at_issue(letter.act):
        letter.event = enter(letter, by, day, today, on_paper=on_paper)
    else:
        _try(letter, by, day, today, on_paper=on_paper)
    letter.status = Status.ISSUED
    letter.save()
    show_in_case(letter.case, today or day)
    detail = {"number": number, "day": day, "event": letter.event_id, "hash": letter.content_hash}
    line(by, letter, "issue", {**detail, "on_paper": on_paper}, reason)
    return letter


@transaction.atomic
def approve_and_issue(
    *,
    letter: Letter,
    by: Person,
    day: date,
    seen: str,
    note: str = "",
    on_paper: bool = False,
    reason: str = "",
) -> Letter:
    """Approves the letter at its last step and issues it, dated `day`, in one act."""
    decide(letter=letter, by=by, day=day, approve=True, seen=seen, note=note)
    return issue(letter=letter, by=by, day=day, on_paper=on_paper, reason=reason, seen=seen)


@transaction.atomic
def void(*, letter: Letter, by: Person, day: date, reason: str, on_paper: bool = False) -> Letter:
    """Declares the letter void, with the event that it entered; its number stays used.

    What has left the house is no longer void: it is put right by another letter.
    """
    require_reason(reason, "作废文书")
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, day, "作废文书")
    if letter.gone:
        raise Refused(
            "已经发出的文书不能作废；写错的请用《政府信息公开答复更正（撤销）决定书》纠正，"
            "登记错的请在案件里更正登记。"
        )
    if letter.status == Status.VOID:
        raise Refused("这份文书已经作废。")
    _void_event(letter, by, day, reason, on_paper=on_paper)
    letter.status, letter.waits_role = Status.VOID, ""
    letter.void_reason, letter.voided_on = reason.strip(), day
    letter.save()
    show_in_case(letter.case, day)
    line(by, letter, "void", {"number": letter.number}, reason)
    return letter


def _void_event(letter: Letter, by: Person, day: date, reason: str, *, on_paper: bool) -> None:
    if letter.event_id is None:
        return
    event = standing_event(ground.of(letter.case).facts, letter.event_id)
    if event is not None:
        row = Event.objects.get(pk=event.id)
        cases.void_event(case=letter.case, by=by, day=day, event=row, reason=reason, on_paper=on_paper)


def _require_signer(letter: Letter, by: Person, day: date) -> None:
    """The author does not issue alone where somebody else may."""
    wanted = signers(letter, day)
    if wanted and by.pk == letter.prepared_by_id:
        raise NotAllowed(
            f"这份文书由{by.display_name}起草，还没有经另一人审签；请由本机关的{labels(wanted)}签发。"
        )


def _check_approved(letter: Letter) -> None:
    """What goes out is what was approved, by every step."""
    decisions = letter.decisions.all()
    approval.require_approved(WORDS, steps_of(letter), decisions, letter.content_hash, then="签发")
    now = content.digest(letter, letter.enclosures.all())
    approval.require_unmoved(WORDS, letter.content_hash, now, since="审签", then="签发")


# – numbers


def _next_in_series(agency: Agency, word: str, year: int) -> Series:
    """The series with its next number; the row stays locked until the letter is written: none is missing."""
    wanted = {"agency": agency, "word": word, "year": year}
    taken = Series.objects.filter(**wanted).update(last=F("last") + 1)
    if not taken:
        with contextlib.suppress(IntegrityError), transaction.atomic():
            Series.objects.create(**wanted, last=0)
        Series.objects.filter(**wanted).update(last=F("last") + 1)
    return Series.objects.get(**wanted)


# – the act on the case


class _TakenBackError(Exception):
    """Ends the trial of an act."""


def _try(letter: Letter, by: Person, day: date, today: date | None, *, on_paper: bool) -> None:
    """Does what the letter will do when it leaves, and takes it back: raises what that would raise."""
    with contextlib.suppress(_TakenBackError), transaction.atomic():
        enter(letter, by, day, today, on_paper=on_paper)
        raise _TakenBackError


def enter(letter: Letter, by: Person, day: date, today: date | None, *, on_paper: bool) -> Event | None:
    """The event that this letter carries into the case; None where it carries none."""
    kind = content.kind_of(letter, day)
    act = carried_act(kind, letter.act)
    if not act:
        return None
    data = given.event_data(kind, act, letter.values, letter.particulars, letter.number)
    who = {"case": letter.case, "by": by, "day": day, "today": today}
    if act == "extend":
        data["approved_by"] = _approver(letter)
    elif act in SETS_A_TERM:
        data |= {"approved_by": _consenting(letter), "term_reason": letter.particulars.get("term_reason", "")}
    if act in _ON_PAPER:
        return _ON_PAPER[act](**who, **data, on_paper=on_paper)
    return _LAWFUL_ONLY[act](**who, **data)


# Acts that can have been done unlawfully, and those that know no such case.
_ON_PAPER: dict[str, Callable[..., Event]] = {
    "ask_correction": cases.ask_correction,
    "extend": cases.extend,
    "delay": cases.delay,
    "decide_fee": cases.decide_fee,
    "reply": cases.reply,
    "reply_again": cases.reply_again,
    "ask_reason": cases.ask_reason,
    "ask_agency": cases.ask_agency,
}
_LAWFUL_ONLY: dict[str, Callable[..., Event]] = {
    "ask_third_party": cases.ask_third_party,
    "tell_third_party": cases.tell_third_party,
    "revoke_reply": cases.revoke_reply,
}


def _consenting(letter: Letter) -> Person | None:
    """The head who approved the letter: with the reason that it gives, the consent to an unusual term."""
    signed = [one.person for one in approvals(letter) if one.role == Role.HEAD]
    return signed[-1] if signed else None


def _approver(letter: Letter) -> Person:
    """The head who approved or issued the letter itself; in letters of before, the one who was named."""
    by, day = letter.issued_by, letter.issued_on
    agreed = _head_agreeing(letter, by, day) if by and day else None
    return agreed or Person.objects.get(pk=letter.particulars["approved_by"])


def _head_agreeing(letter: Letter, by: Person, day: date) -> Person | None:
    """The head who approved the letter here, else who issues it as head."""
    return _consenting(letter) or (by if Role.HEAD in roles_of(by, letter.agency, day) else None)


def _require_agreeing(letter: Letter, by: Person, day: date) -> None:
    """Raises Refused where no head agreed here: none is named who did not act (第三十三条第二款)."""
    if letter.act != "extend" or _head_agreeing(letter, by, day):
        return
    named = Person.objects.get(pk=letter.particulars["approved_by"]).display_name
    raise Refused(
        f"延期须经公开工作机构负责人同意（《条例》第三十三条第二款），本站没有负责人审签或者签发这份告知书的"
        f"记录，不能写成经{named}同意；请由负责人审签或者签发。纸面上同意并已告知的，到申请件页如实补登延期。"
    )
