"""Who sees an assessment, and for whom does it wait?

The house that makes it sees all of it; a unit its own points, once it was told.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai_web.agencies import queries as agencies
from gongkai_web.agencies.asking import Who
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.permissions import What, agencies_where, listed_where, may
from gongkai_web.agencies.tree import SUPERVISOR, below
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.oversight.assessment.models import Assessment, Indicator, Objection, Status

LEADERS = frozenset({Role.HEAD, Role.LEADER})
MOST_TASKS = 100
WORDS = Words(
    "考核结果",
    act="审定考核结果",
    made="汇总",
    decide="审定",
    parts="考核结果",
    since="打开页面",
    submit="查看",
)


def kept(person: Person | AnonymousUser, day: date) -> QuerySet[Assessment]:
    """The assessments of the person's own house."""
    own = agencies.own_agencies(person, day)
    return Assessment.objects.filter(agency__in=own).select_related("agency", "author")


def told(person: Person | AnonymousUser, day: date) -> QuerySet[Assessment]:
    """Those whose points the person's units were told: `unit_of` says which unit is among them."""
    found = Assessment.objects.exclude(status=Status.PREPARING).select_related("agency", "author")
    mine = set(agencies.own_agencies(person, day).values_list("pk", flat=True))
    keys = [one.pk for one in found if mine & assessed(one)]
    return found.filter(pk__in=keys)


def assessed(assessment: Assessment) -> set[int]:
    """The units that were told their points."""
    told_of = assessment.frozen or assessment.announced or []
    return {one["agency"] for one in told_of}


def units(agency: Agency, day: date) -> list[Agency]:
    """Whom an office assesses: what it supervises, as far as it is open that day."""
    keys = below({agency.pk}, SUPERVISOR) - {agency.pk}
    return [one for one in Agency.objects.filter(pk__in=keys).order_by("name") if one.open_on(day)]


def indicators(assessment: Assessment) -> QuerySet[Indicator]:
    """Those in use."""
    return assessment.indicators.filter(removed=False)


def may_keep(person: Person, assessment: Assessment, day: date) -> bool:
    """Whether they set indicators, judge, tell and answer."""
    return may(person, assessment.agency, What.KEEP_OVERSIGHT, day)


def objections(assessment: Assessment) -> QuerySet[Objection]:
    """What units said against their points."""
    return assessment.objections.select_related("agency", "indicator", "filed_by", "answered_by")


def open_objections(assessment: Assessment) -> QuerySet[Objection]:
    """Those without an answer."""
    return objections(assessment).filter(answered_on=None)


def matter_of(assessment: Assessment, content: str) -> Matter:
    """What a leader decides, who is another person than whoever began it."""
    roles: frozenset[str] = LEADERS if assessment.status == Status.ANNOUNCED else frozenset()
    return Matter(WORDS, assessment.agency, 0, roles, assessment.author_id, content, author=Author.NEVER)


def unit_of(assessment: Assessment, slug: str, person: Person, day: date) -> Agency | None:
    """The unit whose points the person may see: any for whoever keeps it, else their own, once told."""
    found = Agency.objects.filter(slug=slug).first()
    if found is None:
        return None
    if agencies.own_agencies(person, day).filter(pk=assessment.agency_id).exists():
        return found
    own = agencies.own_agencies(person, day).filter(Q(pk=found.pk)).exists()
    return found if own and found.pk in assessed(assessment) else None


def unanswered_at(who: Who) -> QuerySet[Objection]:
    """What units said against their points where whoever asks keeps the assessment."""
    return Objection.objects.filter(assessment__agency__in=who.at(What.KEEP_OVERSIGHT), answered_on=None)


def to_answer(person: Person, day: date) -> QuerySet[Objection]:
    """The objections that the person answers, the one that is due first at the top."""
    keeps = agencies_where(person, What.KEEP_OVERSIGHT, day)
    found = Objection.objects.filter(assessment__agency__in=keeps, answered_on=None)
    return found.select_related("assessment", "indicator", "agency").order_by("due_on", "pk")


def running_at(who: Who) -> QuerySet[Assessment]:
    """Those against which units may object, whoever they are: the term is short, and mostly none runs."""
    return Assessment.objects.filter(status=Status.ANNOUNCED, objections_until__gte=who.day())


def to_object(person: Person, day: date) -> QuerySet[Assessment]:
    """Those whose points were told to a unit that the person handles, and that has not objected."""
    handled = {agency.pk for agency in listed_where(person, What.HANDLE, day)}
    if not handled:
        return Assessment.objects.none()
    running = Assessment.objects.filter(status=Status.ANNOUNCED, objections_until__gte=day)
    keys = [one.pk for one in running.prefetch_related("objections") if handled & silent(one)]
    found = Assessment.objects.filter(pk__in=keys).select_related("agency").prefetch_related("objections")
    return found.order_by("objections_until", "pk")


def silent(assessment: Assessment) -> set[int]:
    """The units that were told their points and have not objected."""
    return assessed(assessment) - {one.agency_id for one in assessment.objections.all()}


def settled_at(who: Who) -> QuerySet[Assessment]:
    """Those whose term to object is over, where whoever asks leads; `to_issue` says which can be issued."""
    over = Q(status=Status.ANNOUNCED, objections_until__lt=who.day())
    leads = over & Q(agency__in=who.holding(Role.HEAD)) | over & Q(agency__in=who.holding(Role.LEADER))
    return Assessment.objects.filter(leads)


def to_issue(person: Person, day: date) -> QuerySet[Assessment]:
    """Those that a leader, who did not begin them, can issue: nobody may object any more, all is answered."""
    found = Assessment.objects.filter(
        ~Exists(Objection.objects.filter(assessment=OuterRef("pk"), answered_on=None)),
        status=Status.ANNOUNCED,
        objections_until__lt=day,
        agency__in=agencies.agencies_with(person, LEADERS, day),
    )
    return found.exclude(author=person).select_related("agency").order_by("objections_until", "pk")
