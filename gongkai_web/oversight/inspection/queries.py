"""Which inspections may be seen, what did one find, and which rules have been silent for long?

`found` is what a ledger of faults takes over: each with the key by which it is known again, and its evidence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractQuarter, ExtractYear

from gongkai.deadlines import add_months
from gongkai.pages.facts import Found
from gongkai.pages.law import KindOfFault, fault_kinds, limits, words
from gongkai.pages.scoring import FAILED, Counted, Judged, Score, score
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.oversight.inspection.addresses import host_of, own_site
from gongkai_web.oversight.inspection.by_hand import as_judged, quarter_of
from gongkai_web.oversight.inspection.models import Finding, Outcome, Place, Purpose, Run, RunState, Visit
from gongkai_web.oversight.registers.models import Judgement, SeenHost
from gongkai_web.publishing.channels.models import ACCOUNT, SITE, Outlet
from gongkai_web.publishing.feeds import queries as feeds
from gongkai_web.publishing.registers.models import Article
from gongkai_web.registers.queries import COUNTED

MOST_WITNESSES = 3
RENEWED = "M2"
_LOOK = "请打开账号核对，登记M2；确实无力维护的，办理关停的手续。"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fault was seen: the address, when, what stood there, what the answer said, its digest."""

    address: str
    at: datetime | None
    excerpt: str
    status: int | None
    headers: dict[str, str]
    body_hash: str


@dataclass(frozen=True, slots=True)
class SeenElsewhere:
    """A site that is not registered: where it is, and each step of what was decided about it."""

    host: str
    address: str
    steps: list[SeenHost]


@dataclass(frozen=True, slots=True)
class Raised:
    """A fault that the last inspection of a site found. `key` is the same in the next one."""

    key: str
    outlet: int
    run: int
    day: date
    kind: str
    indicator: str
    message: str
    mend: str
    place: str
    pages: int
    evidence: tuple[Evidence, ...]


def visible(person: Person, day: date) -> QuerySet[Run]:
    """The inspections of the sites of the person's agencies."""
    return Run.objects.filter(outlet__agency__in=scope(person, day)).select_related("outlet__agency")


def sites(person: Person, day: date) -> QuerySet[Outlet]:
    """The sites that the person may have inspected."""
    found = Outlet.objects.filter(agency__in=scope(person, day), medium=SITE, closed_on=None)
    return found.exclude(address="").select_related("agency")


def unfinished() -> QuerySet[Run]:
    """Those that wait for the crawler, or at which it is."""
    return Run.objects.filter(state=RunState.RUNNING).select_related("outlet__agency").order_by("pk")


def last_run(outlet: Outlet) -> Run | None:
    """The last inspection of a site that came to its end."""
    return Run.objects.filter(outlet=outlet, state=RunState.DONE).order_by("-pk").first()


def witnesses(outlet: Outlet) -> list[str]:
    """Addresses of a few others that answered in the last inspections: of this site's, then of any."""
    done = Run.objects.filter(state=RunState.DONE)
    runs = [one.pk for one in (last_run(outlet), done.order_by("-pk").first()) if one]
    own, found = own_site(outlet.address), dict[str, str]()
    for pk in runs:
        asked = Visit.objects.filter(run=pk, outcome=Outcome.FINE, purpose__in=(Purpose.LINK, Purpose.PAGE))
        for address in asked.order_by("pk").values_list("address", flat=True).iterator():
            if not own.holds(address):
                found.setdefault(host_of(address), address)
            if len(found) == MOST_WITNESSES:
                return list(found.values())
    return list(found.values())


def findings(run: Run) -> QuerySet[Any]:
    """What a run found; `pages` of each: at how many places it stands."""
    return run.findings.annotate(pages=Count("places")).order_by("kind", "pk")


def result(run: Run) -> Score:
    """The result of a run by indicator, each point explained."""
    return results([run])[0][1]


def results(runs: Sequence[Run]) -> list[tuple[Run, Score]]:
    """The same of several, in their order: what machines found, with what people found in that quarter."""
    counted: dict[int, list[Counted]] = {one.pk: [] for one in runs}
    rows = Finding.objects.filter(run__in=list(counted), is_refuted=False).annotate(pages=Count("places"))
    told = rows.order_by("kind", "pk").values_list("run", "kind", "weight", "pages")
    for run, kind, weight, pages in told.iterator():
        counted[run].append(Counted(kind, weight, pages))
    outlets: dict[date, set[int]] = {}
    for one in runs:
        outlets.setdefault(quarter_of(one.day)[0], set()).add(one.outlet_id)
    by_hand = {first: judged(keys, first) for first, keys in outlets.items()}
    return [
        (
            one,
            score(
                counted[one.pk],
                one.day,
                [(code, said) for code, said in one.untold],
                by_hand[quarter_of(one.day)[0]].get(one.outlet_id, []),
            ),
        )
        for one in runs
    ]


def failed(days: tuple[date, date]) -> Q:
    """The inspections by which a site failed in a quarter: of each site and quarter the last one counts."""
    later = Run.objects.filter(
        outlet=OuterRef("outlet"),
        state=RunState.DONE,
        pk__gt=OuterRef("pk"),
        day__year=ExtractYear(OuterRef("day")),
        day__quarter=ExtractQuarter(OuterRef("day")),
    )
    return Q(~Exists(later), day__range=days, verdict=FAILED)


def judged(outlets: Collection[int], day: date) -> dict[int, list[Judged]]:
    """What people found in the quarter of that day, by site or account: of each indicator the last.

    What whoever supervises says stands before what the unit says of its own.
    """
    first, after = quarter_of(day)
    found = Judgement.objects.filter(COUNTED, outlet__in=outlets, day__gte=first, day__lt=after)
    own = Q(agency=F("outlet__agency"))
    return as_judged(found.alias(is_own=own).order_by("-is_own", "day", "pk"))


def unregistered(run: Run) -> list[SeenElsewhere]:
    """Sites of the state to which the site leads and that are not registered, with what was decided."""
    asked = Visit.objects.filter(run=run, purpose=Purpose.LINK, outcome=Outcome.FINE).order_by("pk")
    seen: dict[str, str] = {}
    for address in asked.values_list("address", flat=True).iterator():
        host = host_of(address).removeprefix("www.")
        if host.endswith(words()["state_hosts"]):
            seen.setdefault(host, address)
    known = {host_of(one).removeprefix("www.") for one in Outlet.objects.values_list("address", flat=True)}
    left = {host: address for host, address in seen.items() if host not in known}
    named = [*left, *(f"www.{one}" for one in left)]
    decided = SeenHost.objects.filter(COUNTED, agency=run.outlet.agency_id, host__in=named)
    steps: dict[str, list[SeenHost]] = {}
    for one in decided.order_by("day", "pk"):
        steps.setdefault(one.host.removeprefix("www."), []).append(one)
    return [SeenElsewhere(host, address, steps.get(host, [])) for host, address in left.items()]


def accounts(person: Person, day: date) -> QuerySet[Outlet]:
    """The accounts on platforms of the person's agencies."""
    found = Outlet.objects.filter(agency__in=scope(person, day), medium=ACCOUNT, closed_on=None)
    return found.select_related("agency")


def idle(accounts: Collection[int], day: date) -> dict[int, str]:
    """Those of which nothing new was registered, nor seen in their feeds, for too long (M2): what to do.

    What nobody registered may stand there all the same: it is said, and held against nobody.
    """
    known = Article.objects.filter(COUNTED, outlet__in=accounts, day__lte=day).order_by()
    last = dict(known.values_list("outlet").annotate(Max("day")))
    fed, most = feeds.newest(accounts, day), limits(day).media_days
    told = {}
    for one in accounts:
        days = [*filter(None, (last.get(one), fed[one].newest if one in fed else None))]
        if not days:
            told[one] = f"没有登记过稿件；{_LOOK}"
        elif (day - max(days)).days > most:
            of = f"登记的、订阅源里（{fed[one].read_on}读过）的" if one in fed else "登记的"
            told[one] = f"最近一篇{of}稿件是{max(days)}的，超过{most}天没有更新；{_LOOK}"
    return told


def kind_of(finding: Finding, day: date) -> KindOfFault:
    """Its kind as it reads on that day."""
    kinds = fault_kinds()
    return kinds.on(day).get(finding.kind) or kinds[finding.kind]


def sentence(finding: Finding, day: date) -> tuple[str, str]:
    """What is wrong, and what to do."""
    kind = kind_of(finding, day)
    found = Found(finding.kind, finding.place, finding.what, finding.excerpt)
    return kind.said(found), kind.mended(found)


def found(outlet: Outlet, *, most_places: int = 20) -> Iterator[Raised]:
    """What the last inspection of a site found, for whoever keeps it until it is mended."""
    run = last_run(outlet)
    for one in findings(run) if run else ():
        message, mend = sentence(one, one.run.day)
        places = one.places.select_related("visit")[:most_places]
        yield Raised(
            one.key,
            outlet.pk,
            one.run_id,
            one.run.day,
            one.kind,
            kind_of(one, one.run.day).indicator,
            message,
            mend,
            one.place,
            one.pages,
            tuple(map(_evidence, places)),
        )


def digest_of(key: str) -> str:
    """The key of a fault, as a record elsewhere names it."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def silent_kinds(day: date) -> list[KindOfFault]:
    """Rules that found nothing for a quarter though sites were inspected: they may be broken."""
    since = add_months(day, -limits(day).silent_months)
    runs = Run.objects.filter(state=RunState.DONE, day__lte=day)
    if not runs.filter(day__lte=since).exists() or not runs.filter(day__gte=since).exists():
        return []
    last = dict(Finding.objects.filter(run__in=runs).values_list("kind").annotate(Max("run__day")))
    return [one for one in fault_kinds().on(day).values() if (last.get(one.code) or date.min) < since]


def _evidence(place: Place) -> Evidence:
    seen = place.visit
    return Evidence(seen.address, seen.at, place.excerpt, seen.status, seen.headers, seen.body_hash)
