"""Which messages may this person see, which wait for them, and what may everybody read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case as CaseWhen
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, When

from gongkai.messages import due_day, message_types
from gongkai.outcomes import agency_kinds
from gongkai_web.agencies import queries as agencies
from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Agency, Office, Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.interaction import draft, facts
from gongkai_web.interaction.facts import UNDER_WAY, Happened, Kind, Satisfied, State, Status
from gongkai_web.interaction.models import Attempt, Message, MessageEvent
from gongkai_web.interaction.proofs import TOLD_TO_ALL
from gongkai_web.visitors.codes import Codes
from gongkai_web.visitors.queries import Counts

MOST_TASKS = 100
CODES = Codes("interaction")
COUNTS = Counts(Attempt, CODES)
WORDS = Words(
    "这份答复",
    act="审核留言的答复",
    made="拟稿",
    decide="审核",
    parts="答复",
    since="送审",
    submit="送审",
    look="刷新页面，看过现在的答复",
)
# As `Message.is_promised`; the days are named, so that their index is asked.
_PROMISED = Q(status=Status.ANSWERED, visible_on__isnull=False, changed_on__isnull=True)
_OWED_ON = CaseWhen(When(status=Status.ANSWERED, then="visible_on"), default="due_on")
_REVIEWERS = TABLE[What.REVIEW_ANSWER].roles


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Message]:
    """The messages that the person may see: those of the agencies in their scope."""
    found = Message.objects.filter(agency__in=agencies.scope(person, day))
    return found.select_related("agency", "came_to", "handler", "about")


def open_at(who: Who) -> QuerySet[Message]:
    """To take over, to answer or to review where whoever asks does that, and to do what was promised."""
    handled = Q(agency__in=who.at(What.HANDLE))
    nobody = handled & (Q(handler=None) | Q(handler=who.person()))
    alone = Q(status=Status.REVIEW) & handled & ~Exists(_reviewers(who))
    to_review = Q(agency__in=who.at(What.REVIEW_ANSWER), status=Status.REVIEW) | alone
    to_answer = nobody & Q(status__in=(Status.NEW, Status.OPEN))
    return Message.objects.filter(to_answer | to_review | (nobody & _PROMISED))


def _reviewers(who: Who) -> QuerySet[Office]:
    """Whoever reviews at the agency of a message that day."""
    held = Office.objects.filter(
        agency=OuterRef("agency"), role__in=_REVIEWERS, since__lte=who.day(), person__is_active=True
    )
    return held.filter(Q(until=None) | Q(until__gte=who.day()))


def owed(found: QuerySet[Message]) -> QuerySet[Message]:
    """What is to be answered, or to be done because an answer promised it, in order of `Message.owed_on`."""
    owing = found.filter(Q(status__in=UNDER_WAY, due_on__isnull=False) | _PROMISED)
    return owing.order_by(_OWED_ON, "pk")


def waiting(person: Person | AnonymousUser, today: date) -> QuerySet[Message]:
    """What waits for the person at their own agencies, by due day."""
    if not isinstance(person, Person):
        return Message.objects.none()
    found = visible(person, today).filter(pk__in=open_at(Asking(person, today)).values("pk"))
    return found.order_by(_OWED_ON, "pk")


def not_received(found: QuerySet[Message]) -> QuerySet[Message]:
    """What nobody has taken over."""
    return found.filter(status=Status.NEW)


def overdue(found: QuerySet[Message], today: date) -> QuerySet[Message]:
    """What should have been answered before that day."""
    return found.filter(status__in=UNDER_WAY, due_on__lt=today)


def promised(found: QuerySet[Message]) -> QuerySet[Message]:
    """What was answered with a change that can be seen from a day on, and is not done yet."""
    return found.filter(_PROMISED)


def unhappy(found: QuerySet[Message]) -> QuerySet[Message]:
    """What was answered, and helped nobody: whoever wrote says so, and may come again."""
    return found.filter(status=Status.ANSWERED, satisfied=Satisfied.NO)


def happened(message: Message) -> list[Happened]:
    """All events of a message in order of entry, void ones included."""
    return read(MessageEvent.objects.filter(message=message).order_by("position"))


def read(rows: Iterable[MessageEvent]) -> list[Happened]:
    """Events that were fetched, as the computation sees them."""
    return [Happened(row.kind, row.day, row.data, row.pk, row.position) for row in rows]


def state_of(message: Message, events: list[Happened]) -> State:
    """Where it stands by these events. The days are those of the agency to which it came: they stay."""
    calendar = calendar_of(message.came_to_id)
    return facts.of(events, lambda start: due_day(message.kind, start, calendar))


def matter(message: Message, state: State, day: date) -> Matter:
    """What is to be decided about a draft: by a reviewer, or where there is none by whoever handles."""
    reviewers = Office.objects.filter(
        agency=message.agency, role__in=_REVIEWERS, since__lte=day, person__is_active=True
    ).filter(Q(until=None) | Q(until__gte=day))
    roles = frozenset(_REVIEWERS if reviewers.exists() else TABLE[What.HANDLE].roles)
    return Matter(
        words=WORDS,
        agency=message.agency,
        step=0,
        roles=roles if state.draft else frozenset(),
        author_id=state.author,
        content=draft.digest(message, state.draft.data) if state.draft else "",
        author=Author.WHERE_ALONE,
    )


def reviewers(message: Message, state: State, day: date) -> list[str]:
    """By name, who can decide about the draft that waits: not its author where somebody else can."""
    known = matter(message, state, day)
    offices = agencies.staff_of(message.agency, day).filter(role__in=known.roles, person__is_active=True)
    people = {office.person_id: office.person.display_name for office in offices}
    others = [name for pk, name in people.items() if pk != state.author]
    return others or list(people.values())


# – what people outside see


def takes_messages(day: date) -> QuerySet[Agency]:
    """The agencies to which one can write that day."""
    kinds = [code for code, kind in agency_kinds().items() if kind.asked]
    return agencies.visible(day).filter(kind__in=kinds).order_by("kind", "pk")


def can_be_complained_of(day: date) -> QuerySet[Agency]:
    """The agencies with one above them here, to which a complaint goes (第四十七条第二款、第五十一条)."""
    above = Q(supervisor__isnull=False) | Q(parent__isnull=False)
    return takes_messages(day).filter(above)


def above(agency: Agency) -> Agency | None:
    """To whom a complaint about that agency goes: its supervising department, else the agency above it."""
    return agency.supervisor or agency.parent


def public() -> QuerySet[Message]:
    """What everybody may read; the only function that says so."""
    return Message.objects.filter(public=True).exclude(status=Status.VOID)


def listed(kind: str = "", agency: Agency | None = None) -> QuerySet[Message]:
    """The public answers, the newest first; of that kind and that agency."""
    found = public().select_related("agency")
    if kind:
        found = found.filter(kind=kind)
    if agency:
        found = found.filter(agency=agency)
    return found.order_by(F("answered_on").desc(nulls_last=True), "-pk")


def told_on(message: Message) -> date | None:
    """When the answer was given that can be read now: the last one, while it is seen to again."""
    if message.answered_on or not message.answer:
        return message.answered_on
    given = [one.day for one in facts.standing(happened(message)) if one.kind == Kind.ANSWERED]
    return given[-1] if given else None


def told_to_all(message: Message) -> dict[str, str]:
    """What everybody reads besides the answer: what was changed, and where that can be seen."""
    given = state_of(message, happened(message)).answer
    return {name: str(given.data.get(name, "")) if given else "" for name in TOLD_TO_ALL}


@dataclass(frozen=True, slots=True)
class Share:
    """How many public answers there are of one kind, or at one agency."""

    code: str
    label: str
    number: int


def by_kind() -> list[Share]:
    """The public answers by kind, in the order of the law folder."""
    numbers: Mapping[str, int] = dict(public().order_by().values_list("kind").annotate(number=Count("pk")))
    known = message_types().items()
    return [Share(code, one.label, numbers[code]) for code, one in known if numbers.get(code)]


def by_agency() -> list[Share]:
    """The public answers by agency, the most first."""
    rows = public().order_by().values_list("agency__slug", "agency__name").annotate(number=Count("pk"))
    return [Share(*row) for row in rows.order_by("-number", "agency__slug")]


def of_code(code: str, number: str) -> Message | None:
    """The message that this code opens, where `number` is its own."""
    found = Message.objects.filter(code_digest__in=CODES.digests(code)).select_related("agency").first()
    year_and_serial = "".join(sign for sign in number if sign.isdecimal() or sign == "-")
    own = found.registry_number.removeprefix("留言") if found else ""
    return found if found and _plain(year_and_serial) == _plain(own) else None


def _plain(number: str) -> tuple[str, str]:
    year, _, serial = number.partition("-")
    return year, serial.lstrip("0")


def granted(pk: int, mark: str) -> Message | None:
    """The message, where the cookie has the digest of its code."""
    found = Message.objects.filter(pk=pk, code_digest=mark).exclude(code_digest=None)
    return found.select_related("agency", "came_to", "first").first()


def submitted(submission_key: str) -> Message | None:
    """The message that came with this key of a form."""
    return Message.objects.select_related("agency").filter(submission_key=submission_key).first()


def may_rate(message: Message, day: date) -> bool:
    """Whether it is time to ask: answered, not asked before, and what was promised can be seen."""
    seen = message.seen_from or message.answered_on
    answered = message.status == Status.ANSWERED and not message.satisfied
    return bool(answered and seen and seen <= day)
