"""How does a case become a row of a list: how pressing, what about, whose, and the one next act?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.urls import reverse

from gongkai.outcomes import outcomes
from gongkai.procedure import duties, machine
from gongkai.procedure.facts import LetterStage, Status, WaitsFor
from gongkai_web.addresses import address_of
from gongkai_web.agencies.models import Person
from gongkai_web.cases.models import Appeal, Case
from gongkai_web.casework.offered import WITHDRAWN, address, in_vain
from gongkai_web.casework.rows import case_marks
from gongkai_web.corrections.rows import correction_row
from gongkai_web.desk.queries import Decisions, owners_of
from gongkai_web.files.models import Redaction
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.interaction.pages.rows import work_row as message_row
from gongkai_web.letters.fitting import letter_for
from gongkai_web.letters.held import Held, held_in
from gongkai_web.letters.living import SEE_LETTER, Shown, shown_in
from gongkai_web.letters.models import Letter
from gongkai_web.letters.models import Status as LetterStatus
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.opinions.pages.rows import work_row as call_row
from gongkai_web.opinions.queries import Left, left_of
from gongkai_web.proposals.rows import proposal_row
from gongkai_web.publishing.decisions.rows import work_rows as major_rows

# Beyond this nobody counts working days, and the page should not either.
_LONG = timedelta(days=366)


Elsewhere = Mapping[int, Mapping[str, Held]]
Letters = Mapping[int, Shown]


def work_row(
    case: Case,
    today: date,
    handled: Container[int] = (),
    held: Elsewhere | None = None,
    letters: Letters | None = None,
    *,
    person: Person | None = None,
) -> WorkRow:
    """A case as a line of the work list. `handled`: the agencies for which the `person` may act.

    `held`: by case, the acts that are done on the page of a letter (`letters.held`). `letters`: by case, the
    letter that is being made, which is then its next act.
    """
    marks, duty = next_marks(case, today), duties.on_day(case, today)
    letter = (held or {}).get(case.pk, {}).get(duty.act)
    making = (letters or {}).get(case.pk) if case.letter_stage and duty.act in duties.letter_acts() else None
    return WorkRow(
        title=case.title,
        href=address_of("casework:case", case.pk),
        marks=marks,
        due_on=duty.on,
        about=" · ".join([*_about(case), *([making.said] if making else [])]),
        who=case.applicant_name,
        act=_of_letter(case, making, person, mine=case.agency_id in handled)
        if making
        else _act(case, duty, letter, case.agency_id in handled, today),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def tickable(
    cases: Iterable[Case],
    today: date,
    handled: Container[int],
    person: Person,
    appeals: Mapping[int, Sequence[str]] | None = None,
) -> list[WorkRow]:
    """The rows of a list from which several can be chosen. `appeals`: by case, how each of them stands."""
    listed = list(cases)
    held, letters = held_in(listed), shown_in(listed)
    rows = [(case, work_row(case, today, handled, held, letters, person=person)) for case in listed]
    return [
        replace(
            row,
            about=" · ".join([row.about, *_came_and_went(case), *(appeals or {}).get(case.pk, ())]),
            key=str(case.pk),
            number=case.registry_number,
        )
        for case, row in rows
    ]


def appeals_of(cases: Iterable[Case], today: date) -> dict[int, list[str]]:
    """How the appeals of these cases stand, in words; one query."""
    found: dict[int, list[str]] = {}
    for one in Appeal.objects.filter(case__in=[case.pk for case in cases]):
        found.setdefault(one.case_id, []).append(f"{one.get_kind_display()} {one.ref}：{_stands(one, today)}")
    return found


def _stands(appeal: Appeal, today: date) -> str:
    """Concluded with which result; inside the term of appeal it is not (手册04 §6)."""
    result, concluded = appeal.get_result_display(), appeal.concluded_on
    if concluded is None:
        return "尚未审结"
    if concluded > today:
        return f"尚未审结（裁判{result}，上诉期到 {concluded}）"
    return f"{concluded} 审结，{result}"


def _came_and_went(case: Case) -> list[str]:
    """When a case was received, and how it ended."""
    found = [f"{case.received_on} 收到"] if case.received_on else []
    outcome = outcomes().get(case.outcome)
    if case.concluded_on and outcome:
        found.append(f"{case.concluded_on} 答复：{outcome.short}")
    return found


def next_marks(case: Case, today: date) -> tuple[Mark, ...]:
    """How pressing the next act is; where nothing is due, how the case stands."""
    if not case.next_act:
        return case_marks(case, today)
    reply_late = case.due_on is not None and case.due_on < today
    passed = bool(case.waits_for) and case.next_on is not None and case.next_on < today
    if passed and case.waits_for == WaitsFor.DECISION:
        return (Mark("done", Status(case.status).label),)
    if passed and not reply_late:
        return (Mark("soon", in_vain(duties.Duty(case.next_act, waits_for=case.waits_for))),)
    if case.waits_for and not passed:
        return (Mark("waiting", WaitsFor(case.waits_for).label),)
    on = case.due_on if passed else case.next_on
    if on is None:
        return (Mark("done" if case.concluded_on else "open", Status(case.status).label),)
    if case.next_act == "reassess" and on > today:
        return (Mark("done", Status(case.status).label),)
    if on < today - _LONG:
        return (Mark("late", "逾期超过一年"),)
    return due_marks(on, today, calendar_of(case.agency_id), provisional=case.provisional)


def _about(case: Case) -> list[str]:
    found = ["申请件", case.registry_number, case.agency.name]
    if case.handler:
        found.append(f"经办：{case.handler.display_name}")
    elif unassigned(case):
        found.append("还没有分派")
    if case.status == Status.WITHDRAWN:
        found.append(WITHDRAWN)
    if case.late:
        found.append("曾逾期")
    return found


def _of_letter(case: Case, letter: Shown, person: Person | None, *, mine: bool) -> Link:
    """What is to be done to the letter; of a case that is nobody's only its author goes on with it.

    The others who may act for the agency can give the case to somebody: one letter is not work for all.
    """
    if not mine:
        return Link(SEE_LETTER, letter.href)
    if person and unassigned(case) and letter.author != person.pk:
        return Link(machine.acts()["assign"].label, address(case, "assign"))
    return Link(letter.label, letter.href)


def unassigned(case: Case) -> bool:
    """Whether somebody has still to be given the case: it is not answered, or a letter of it is made."""
    under_way = case.concluded_on is None or bool(case.letter_stage)
    return case.handler_id is None and under_way and bool(case.next_act)


def _act(case: Case, duty: duties.Duty, letter: Held | None, mine: bool, today: date) -> Link:
    act = machine.acts().get(duty.act)
    if act is None:
        return Link(Status(case.status).label)
    if letter:
        return Link(letter.label, letter.href) if mine else Link(act.label)
    if not mine or Status(case.status) not in act.states:
        return Link(act.label)
    return letter_for(case, duty.outcome, today) or Link(act.label, address(case, act.key))


def reminder_row(case: Case) -> WorkRow:
    """A call for help of an applicant, for the supervising office."""
    return WorkRow(
        title=case.title,
        href=address_of("casework:case", case.pk),
        marks=(Mark("late", "申请人反映逾期"),),
        due_on=case.reminded_on,
        about=f"督办 · {case.registry_number} · {case.agency.name}",
        who=case.applicant_name,
        act=Link(
            machine.acts()["handle_reminder"].label,
            reverse("casework:act", args=[case.pk, "handle_reminder"]),
        ),
        pressing=True,
    )


def letter_row(letter: Letter, today: date) -> WorkRow:
    """A letter on which the person is to decide, with the day by which its case is due."""
    url = reverse("letters:letter", args=[letter.pk])
    case = letter.case
    signing = letter.status == LetterStatus.APPROVED
    what = LetterStage.SIGNING if signing else LetterStage.IN_REVIEW
    on = case.next_on if case.letter_key == letter.pk else case.due_on
    marks = due_marks(on, today, calendar_of(letter.agency_id)) if on else (Mark("waiting", what.label),)
    return WorkRow(
        title=f"{letter.title}：{case.title}",
        href=url,
        marks=marks,
        due_on=on,
        about=" · ".join(
            [
                *("文书", case.registry_number, letter.agency.name),
                *([WITHDRAWN] if case.status == Status.WITHDRAWN else []),
            ]
        ),
        who=f"{letter.prepared_by.display_name}（起草）",
        act=Link(what.label, url),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def decision_rows(found: Decisions, person: Person, today: date) -> list[list[WorkRow]]:
    """What waits for this person's decision, by kind: 待我处理 counts these, the list shows them."""
    owners = owners_of(found.redactions)
    left = left_of(found.calls, person, today) if found.calls else {}
    # What is owed of a decision on which opinions are asked here stands in the row of the call.
    called = {one.decision_id for one in found.calls}
    return [
        [reminder_row(case) for case in found.reminders],
        [letter_row(letter, today) for letter in found.letters],
        [redaction_row(one, owners.get(one.original.owner)) for one in found.redactions],
        [correction_row(one, today, {one.agency_id}) for one in found.corrections],
        [proposal_row(one, person, today) for one in found.proposals],
        [message_row(one, person, today, {one.agency_id}, {one.agency_id}) for one in found.messages],
        [call_row(one, left.get(one.pk, Left()), today, handled=True) for one in found.calls],
        major_rows([one for one in found.major if one.pk not in called], today),
    ]


def unopened_row(letter: Letter) -> WorkRow:
    """A letter that lies on the applicant's page and nobody opens."""
    url = reverse("letters:letter", args=[letter.pk])
    return WorkRow(
        title=f"{letter.title}：{letter.case.title}",
        href=url,
        marks=(Mark("soon", "网上送达，申请人还没有打开"),),
        due_on=letter.dispatched_on,
        about=f"文书 · {letter.case.registry_number} · {letter.agency.name}",
        who=letter.recipient,
        act=Link("改用邮寄", url),
        pressing=True,
    )


def on_its_way_row(letter: Letter) -> WorkRow:
    """A letter that has left and is not known to have come."""
    url = reverse("letters:letter", args=[letter.pk])
    return WorkRow(
        title=f"{letter.title}：{letter.case.title}",
        href=url,
        marks=(Mark("waiting", "待送达"),),
        due_on=letter.dispatched_on,
        about=f"文书 · {letter.case.registry_number} · {letter.agency.name}",
        who=letter.recipient,
        act=Link("登记送达", url),
    )


def redaction_row(redaction: Redaction, case: Case | None = None) -> WorkRow:
    """A redaction that waits for a second person, and the case to which its file belongs."""
    original, url = redaction.original, reverse("files:redaction", args=[redaction.original_id])
    proposed = redaction.proposed_by.display_name if redaction.proposed_by else ""
    return WorkRow(
        title=str(original),
        href=url,
        marks=(Mark("waiting", "待复核"),),
        due_on=redaction.proposed_on,
        about=" · ".join(["涂黑", *([str(case)] if case else []), original.agency.name]),
        who=proposed,
        act=Link("复核涂黑", url),
    )
