"""What follows when all pages of a run are known?

Dead links, once they failed on enough days; links to what is not there though nobody says so; columns that
are not renewed or empty; the home page; the search; whether the site could be opened for a week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.pages import columns, following, reaching, service
from gongkai.pages.check import CHANNEL, GUIDE, MESSAGES, SERVICE
from gongkai.pages.facts import Found, Verdict
from gongkai.pages.law import Limits, fault_kinds
from gongkai.pages.law import limits as limits_of
from gongkai_web.fetching.errors import Failure
from gongkai_web.oversight.inspection.actions.ending import Placed, count_failures, end_run, forget_failures
from gongkai_web.oversight.inspection.addresses import Own, host_of, own_site
from gongkai_web.oversight.inspection.models import Finding, Outcome, Purpose, Reference, Run, Try, Visit
from gongkai_web.oversight.inspection.stretches import AT_ONCE, cut, stretches

_ASKED_FOR = (Purpose.PAGE, Purpose.FILE, Purpose.LINK)
# Of two answers of one name the better holds: it can be opened.
_RANK = (Verdict.FAULT, Verdict.UNTOLD, Verdict.FINE)
_SHOWN = 300
_CUT = "超过一页最多取的大小，只看了开头"


def conclude(run: Run, now: datetime) -> Run:
    """Tells all of it and ends the run. Asked twice it says the same."""
    told = _Told(run, now, own_site(run.outlet.address), limits_of(run.day))
    gone, dead = list(told.gone()), told.dead_links()
    placed = [
        *told.columns(),
        *told.home_page(),
        *told.offers(),
        *told.search(),
        *told.names(),
        *told.certificate(),
        *told.reach(),
    ]
    told.refused()
    told.cut()
    each = chain(told.dead_faults(dead), told.gone_faults(gone), placed)
    return end_run(run=run, placed=each, untold=told.untold, gone=gone, now=now)


@dataclass(slots=True)
class _Told:
    """A run of which all pages are known. `untold`: indicators with what could not be told of them."""

    run: Run
    now: datetime
    own: Own
    numbers: Limits
    untold: list[tuple[str, str]] = field(default_factory=list)

    @property
    def seen(self) -> QuerySet[Visit]:
        """Every address of the run."""
        return Visit.objects.filter(run=self.run)

    @property
    def home(self) -> Visit | None:
        """The home page."""
        return self.seen.filter(address=self.own.home, purpose=Purpose.PAGE).first()

    def dead_links(self) -> list[int]:
        """Links that failed on enough days. Sites of others count only where one of them answered."""
        asked, home = self.seen.filter(purpose__in=_ASKED_FOR), self.home
        answered = asked.exclude(status=None).values_list("address", flat=True)
        online = any(not self.own.holds(one) for one in answered.iterator(chunk_size=AT_ONCE))
        for rows in stretches(asked.filter(outcome=Outcome.FINE), "key"):
            forget_failures(outlet=self.run.outlet, fine=[key for _, key in rows])
        told, known = list[int](), 0
        for rows in stretches(asked.filter(outcome=Outcome.FAULT), "key", "address"):
            known += sum(home is None or pk != home.pk for pk, *_ in rows)
            counted = {key: pk for pk, key, address in rows if self.own.holds(address) or online}
            days = count_failures(outlet=self.run.outlet, dead=list(counted), day=self.run.day)
            told += [pk for key, pk in counted.items() if days.get(key, 0) >= self.numbers.dead_days]
        if home is not None:
            told = [pk for pk in told if pk != home.pk]
        if waiting := known - len(told):
            self.untold.append(("links", f"{waiting} 个链接这次没有打开，换一天再查。"))
        return told

    def dead_faults(self, dead: Sequence[int]) -> Iterator[Placed]:
        """What is said of them, one stretch after the other."""
        home = self.home
        for pk, address, said in self._of(dead, "address", "said"):
            at_home = home is not None and Reference.objects.filter(source=home, target=pk).exists()
            yield following.dead_fault(address, said, at_home=at_home), _sources(pk, address)

    def gone(self) -> Iterator[int]:
        """Pages that look like those of addresses that cannot be there."""
        tried: dict[str, list[following.Invented]] = defaultdict(list)
        asked = self.seen.filter(purpose=Purpose.INVENTED)
        fields = "address", "final", "print"
        for rows in stretches(asked, "folder", "outcome", *fields):
            for _, folder, outcome, address, final, look in rows:
                fine = outcome == Outcome.FINE
                tried[folder].append(following.Invented(fine, bool(final), final or address, look))
        pages = self.seen.filter(purpose=Purpose.PAGE, outcome=Outcome.FINE)
        for folder, invented in tried.items():
            answer = following.soft_answer(invented)
            for rows in stretches(pages.filter(folder=folder), *fields) if answer else ():
                for pk, address, final, look in rows:
                    if answer and answer.is_gone(address, final or address, look):
                        yield pk

    def gone_faults(self, gone: Sequence[int]) -> Iterator[Placed]:
        """What is said of them, one stretch after the other."""
        for pk, address in self._of(gone, "address"):
            yield following.soft_fault(address), _sources(pk, address)

    def _of(self, pks: Sequence[int], *fields: str) -> Iterator[tuple[Any, ...]]:
        """These addresses in their order."""
        for some in cut(pks):
            told = {row[0]: row for row in self.seen.filter(pk__in=some).values_list("pk", *fields)}
            yield from (told[pk] for pk in some)

    def columns(self) -> Iterator[Placed]:
        """Columns, by the newest day that their list shows, or that the texts say to which it leads."""
        known, undated, old = 0, 0, dict[int, str]()
        for one in self._columns():
            known += 1
            if one.facts.get("is_empty"):
                yield Found("column_empty", one.shape, one.column, one.column), [(one.pk, one.column)]
                continue
            newest = self._newest(one)
            undated += newest is None and columns.column_kind(one.column) is not None
            args = one.column, one.address, newest, self.run.day, self.numbers
            found = list(columns.column_faults(*args))
            is_old = columns.is_long_stale(one.column, newest, self.run.day, self.numbers)
            if one.facts.get("cut") and (found or is_old):
                self.untold.append(("V4", f"栏目“{one.column}”{_CUT}。"))
                continue
            yield from ((each, [(one.pk, each.excerpt)]) for each in found)
            if is_old:
                old[one.pk] = one.column
        if not known:
            self.untold.append(("V4", "首页的菜单里没有认出栏目，可能由脚本填写。"))
        if undated:
            self.untold.append(("V4", f"{undated} 个动态、通知类栏目的列表和稿件没有写日期。"))
        yield from self._long_stale(old)

    def _long_stale(self, old: dict[int, str]) -> Iterator[Placed]:
        """Columns that nobody renews for long: below the number that fails a site people judge them."""
        kind, found = fault_kinds()["columns_stale"], columns.stale_columns([*old.values()])
        enough = kind.vetoes_at
        if len(old) >= enough:
            yield found, old.items()
        elif old:
            months, names = self.numbers.column_months, "、".join(old.values())
            said = (
                f"{len(old)} 个栏目超过 {months} 个月没有更新（{names}）；应更新的到 {enough} 个即单项否决。"
            )
            self.untold.append(("V4", said + kind.mended(found)))

    def _columns(self) -> Iterator[Visit]:
        """The columns that the menu of the home page names, as far as they could be read."""
        pages = self.seen.filter(purpose=Purpose.PAGE, outcome=Outcome.FINE)
        return pages.exclude(column="").iterator(chunk_size=AT_ONCE)

    def _newest(self, one: Visit) -> date | None:
        return _day(one.facts.get("newest")) or _newest_text(one, self.run.day)

    def home_page(self) -> Iterator[Placed]:
        """Whether it is renewed; of one that only leads on, whether any of its columns is."""
        home = self.home
        if home is None or home.outcome != Outcome.FINE:
            self.untold.append(("V3", f"首页这次没有打开（{home.said if home else '没有地址'}）。"))
            return
        newest = self._newest(home)
        shown = columns.Listed(home.facts.get("entries", 0), newest, home.facts.get("recent", 0))
        if newest is None and not shown.entries:
            newest = self._newest_below()
            shown = columns.Listed(0, newest, self.numbers.few_updates)
        elif not home.facts.get("newest"):  # by the texts to which it leads: how many is not known
            shown = columns.Listed(shown.entries, newest, self.numbers.few_updates)
        if newest is None:
            self.untold.append(("V3", "首页的信息没有写日期。"))
        for found in columns.home_faults(shown, self.run.day, self.numbers):
            if home.facts.get("cut"):
                self.untold.append(("V3", f"首页{_CUT}。"))
            else:
                yield found, [(home.pk, found.excerpt)]

    def _newest_below(self) -> date | None:
        """The newest day of all columns; None where one of them says none."""
        days = [self._newest(one) for one in self._columns()]
        told = [one for one in days if one]
        return max(told) if told and len(told) == len(days) else None

    def offers(self) -> Iterator[Placed]:
        """What a site must have: a channel for questions, services, whole guides."""
        pages = self.seen.filter(purpose=Purpose.PAGE, outcome=Outcome.FINE)
        home = self.home
        for kind, fact, code, name in (
            ("no_channel", CHANNEL, "V5", "咨询建言渠道"),
            ("no_service", SERVICE, "V6", "办事服务"),
        ):
            if pages.filter(**{f"facts__{fact}": True}).exists():
                continue
            if home is not None and self._has_seen_all():
                yield Found(kind, "site"), [(home.pk, "")]
            else:
                self.untold.append((code, f"没有认出{name}的链接，网页又没有全部看到，请人工看一看。"))
        if not pages.filter(**{f"facts__{MESSAGES}": True}).exists():
            self.untold.append(("V5", "没有认出公开的留言，有没有长期不答复的由人检查。"))
        yield from self._guides(pages)

    def _guides(self, pages: QuerySet[Visit]) -> Iterator[Placed]:
        """Of fewer guides than fail a site it fails where none is whole."""
        few = fault_kinds()["guide_incomplete"].vetoes_at
        guides = list(pages.filter(**{f"facts__{GUIDE}": True})[:few])
        if not guides:
            self.untold.append(("V6", "没有认出办事指南，可能在政务服务平台上，由人检查。"))
        lacking = Finding.objects.filter(run=self.run, kind="guide_incomplete")
        named = set(lacking.values_list("places__visit", flat=True))
        if 0 < len(guides) < few and {one.pk for one in guides} <= named and self._has_seen_all():
            said = f" {len(guides)} "
            yield (
                Found("guides_all_incomplete", "guides", said, said.strip()),
                [(one.pk, "") for one in guides],
            )

    def _has_seen_all(self) -> bool:
        """Whether all pages of the site were read, and its menu is no work of scripts."""
        own = self.seen.filter(purpose=Purpose.PAGE)
        unread = own.filter(Q(outcome=Outcome.UNTOLD) | Q(facts__cut=True)).exists()
        return not unread and self.seen.count() < self.run.most and own.exclude(column="").exists()

    def search(self) -> Iterator[Placed]:
        """Whether what was published is found."""
        tried = self.seen.filter(purpose=Purpose.SEARCH).first()
        told = Verdict(tried.facts.get("found", Verdict.UNTOLD)) if tried else Verdict.UNTOLD
        if tried is not None and told == Verdict.FAULT:
            found = service.search_fault(tried.facts["title"])
            yield found, [(tried.pk, found.excerpt)]
        elif told == Verdict.UNTOLD:
            said = "没有找到站内搜索的输入框，或者结果由脚本填写；请人工试一试。"
            self.untold.append(("search", said))

    def names(self) -> Iterator[Placed]:
        """Both names of the site, and whether http leads to https."""
        came = {one.address: one for one in self.seen.filter(purpose=Purpose.PAIR)}
        home = self.home
        if not came or home is None:
            self.untold.append(("domain", "网址是数字的或者带端口，没有另一个域名可查。"))
            return
        came[home.address] = home
        names = tuple(sorted(self.own.hosts, key=lambda one: not one.startswith("www.")))
        verdicts = [_best(one for one in came.values() if host_of(one.address) == name) for name in names]
        for found in reaching.pair_faults(verdicts[0], verdicts[1], (names[0], names[1])):
            yield found, [(home.pk, found.excerpt)]
        plain = came.get(f"http://{host_of(self.own.home)}/")
        told = reaching.https_faults(plain.final or plain.address, Verdict(plain.outcome)) if plain else ()
        for found in told:
            yield found, [(home.pk, found.excerpt)]

    def certificate(self) -> Iterator[Placed]:
        """How long the certificate of the site holds, by the first of its names that shows one."""
        tried = self.seen.filter(Q(purpose=Purpose.PAIR) | Q(address=self.own.home))
        for one in tried.order_by("pk"):
            if one.said == Failure.EXPIRED:
                yield reaching.expired_fault(), [(one.pk, one.said)]
                return
            if one.facts.get("certificate"):
                ends = datetime.fromisoformat(one.facts["certificate"])
                for found in reaching.certificate_faults(ends, self.now, self.numbers):
                    yield found, [(one.pk, f"证书到期 {found.excerpt}")]
                return

    def reach(self) -> Iterator[Placed]:
        """How often the home page could not be opened in a week."""
        tries = Try.objects.filter(outlet=self.run.outlet, at__lte=self.now).order_by("pk")
        probes = [reaching.Probe(one.at, Verdict(one.outcome), one.seconds) for one in tries.iterator()]
        reached = reaching.reached(probes, self.now, self.numbers)
        if reached.share is None:
            days, times = self.numbers.window_days, self.numbers.times_a_day
            self.untold.append(("V2", f"监测不满 {days} 天，或者有的一天不到 {times} 次。"))
        home = self.home
        for found in reaching.reach_faults(reached, self.numbers):
            yield found, [(home.pk, found.excerpt)] if home else []

    def cut(self) -> None:
        """Pages of which only the beginning was read: what every page must have may stand behind it."""
        count = self.seen.filter(facts__cut=True).count()
        if count:
            self.untold.append(("marks", f"{count} 个网页{_CUT}，底部和后面的内容看不出。"))

    def refused(self) -> None:
        """What nobody let us see."""
        count = self.seen.filter(outcome=Outcome.UNTOLD).exclude(purpose=Purpose.INVENTED).count()
        if count:
            self.untold.append(("links", f"{count} 个网址对方不让读、要求验证或者要求等待。"))


def _best(visits: Iterator[Visit]) -> Verdict:
    return max((Verdict(one.outcome) for one in visits), key=_RANK.index, default=Verdict.UNTOLD)


def _sources(target: int, address: str) -> Iterator[tuple[int, str]]:
    """The pages that name an address; itself where none does."""
    found, said = Reference.objects.filter(target=target), address[:_SHOWN]
    if not found.exists():
        yield target, said
    for source in found.values_list("source", flat=True).iterator():
        yield source, said


def _newest_text(column: Visit, day: date) -> date | None:
    found = Reference.objects.filter(source=column, in_list=True, target__outcome=Outcome.FINE)
    facts = found.values_list("target__facts", flat=True).iterator(chunk_size=AT_ONCE)
    days = (_day(one.get("day")) for one in facts)
    return max((one for one in days if one and one <= day), default=None)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
