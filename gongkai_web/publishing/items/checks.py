"""发布前清单: what is still open before a text can be handed in, all points at once, each with its field?

One function for form, API and batch. What blocks must be mended; what asks goes on when somebody has looked
and said why (`looked`), and who reviews reads that.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gongkai.errors import GongkaiError
from gongkai.proofing.checklist import Habits, Item, Part, checklist, item_of
from gongkai.proofing.finding import ASK, BLOCK, Finding, ordered
from gongkai.proofing.persons import has_list
from gongkai.publication.demands import elements_of, term_of
from gongkai.publication.words import channels, genres, themes
from gongkai_web.agencies.models import Agency, FormerParticular
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.channels.queries import sites_of
from gongkai_web.publishing.items import day_checks, document_checks, file_texts, links, models
from gongkai_web.publishing.items.consulting_models import Consultation, Reply
from gongkai_web.publishing.items.content import FIELDS, GROUPS, Content, completed, day_of, is_public
from gongkai_web.publishing.items.due import due_on, opened_later
from gongkai_web.publishing.items.kinds import GUIDE, REACHED, UNDER_WAY, Attribute, Origin
from gongkai_web.publishing.items.own_language import language_of
from gongkai_web.publishing.items.reported import reported_years
from gongkai_web.publishing.wording import queries as wording

_MISSING = "missing."
_ALWAYS = ("title", "formed_on", "attribute")
_WHEN_PUBLIC = ("summary", "item_class", "body")
_WHEN_REPOSTED = ("source_name", "source_url")
_WHEN_NOT_PUBLIC = ("attribute_reason", "reassess_on")
_FIELD_OF = {"issuing_agency": "issuers", "download": "attachments", **document_checks.FIELD_OF}
_BY_PROGRAM = {"index_number": True, "validity": True}
WEBSITE = "website"
_WEB = re.compile(r"https?://[^\s/]+")
# What everybody reads of it besides.
_SOURCE_MISSING = frozenset(f"missing.{name}" for name in _WHEN_REPOSTED)
_PLAIN = ("keywords", "change_note", "lead", "source_name", "source_url", "registration_number")


class Unready(GongkaiError):
    """A text cannot be handed in; all open points at once."""

    def __init__(self, points: tuple[Finding, ...]) -> None:
        self.points = points
        super().__init__("".join(self.sentences))

    @property
    def sentences(self) -> tuple[str, ...]:
        """One for each point."""
        return tuple(point.message for point in self.points)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an agency has on a day, against which its texts are checked: read once for many of them.

    `agency`: whose they are; `words`: by field, the codes that may be chosen; `columns`: those in which
    something can stand, None where there is no catalogue yet; `office`: how it is reached;
    `habits`: its own words and its language; `sources`: from where it reposts, the hosts by name;
    asked only of a text that was reposted.
    Of past stock `before`: the day on which its batch was begun; `reported`: the years whose report was
    public then.
    """

    agency: Agency
    day: date
    words: Mapping[str, Collection[str]]
    columns: frozenset[str] | None
    office: Mapping[str, str]
    habits: Habits
    sources: Callable[[], Mapping[str, Collection[str]]]
    before: date | None = None
    reported: frozenset[int] = frozenset()


def stock_setting(agency: Agency, day: date, begun_on: date) -> Setting:
    """The same for the rows of a batch that was begun on a day: they had been public before it."""
    there = setting_of(agency, day, stock=True)
    return replace(there, before=begun_on, reported=reported_years(agency, begun_on))


def setting_of(agency: Agency, day: date, *, stock: bool = False) -> Setting:
    """What stands there that day. Of past stock nobody asks how the office writes: that is not learnt."""
    words: Mapping[str, Collection[str]] = {
        "theme": themes().on(day),
        "genre": genres().on(day),
        "channels": channels().on(day),
        "fields": catalogue.fields_on(agency, day),
    }
    kept = dict(catalogue.open_on(agency, day).values_list("code", "kind"))
    filled = frozenset(code for code, kind in kept.items() if kind in catalogue.FILLED)
    office = particulars_of(agency)
    reached = {name: getattr(office, name) for name in ("office_name", "address", "hours", "phone", "fax")}
    reached["online_contact"] = office.email
    habits = replace(wording.habits_of(agency, day), language=None if stock else language_of(agency, day))
    sources = functools.cache(lambda: catalogue.sources_on(agency, day))
    return Setting(agency, day, words, filled if kept else None, reached, habits, sources)


def open_points(
    content: Content,
    agency: Agency,
    day: date,
    *,
    stock: bool = False,
    updates: bool = False,
    item: models.Item | None = None,
) -> tuple[Finding, ...]:
    """All open points of a text, the gravest first.

    `stock`: it was public before it came here; `updates`: it changes what is or was public here; `item`:
    of which it is the text.
    """
    return points_in(setting_of(agency, day), content, stock=stock, updates=updates, item=item)


def points_in(
    setting: Setting,
    content: Content,
    *,
    stock: bool = False,
    updates: bool = False,
    item: models.Item | None = None,
) -> tuple[Finding, ...]:
    """The same where the setting was read before."""
    found = [*_missing(content, stock=stock), *_days(content, setting, stock=stock, updates=updates)]
    found += [*day_checks.day_points(content, setting.day), *_words(content, setting)]
    if stock and content["attribute"] and not is_public(content):
        label = Attribute(content["attribute"]).label
        said = f"历史存量是以前已经公开的，公开属性不能是“{label}”；不公开的请另行起草、登记。"
        found.append(_point("attribute.stock", BLOCK, said, "attribute"))
    if is_public(content):
        empty = {one.field for one in found if one.code.startswith(_MISSING)}
        # How the office wrote in other years is not how it writes: past stock is not asked about that.
        habits = replace(setting.habits, language=None) if stock else setting.habits
        runs = not (stock or updates or (item is not None and opened_later(item)))
        proofed = checklist(_proofed(content, setting, runs=runs), setting.day, habits)
        found += [*_placed(content, setting), *(one for one in proofed if _field_of(one) not in empty)]
        found += document_checks.document_points(content, setting.agency, setting.day, item, stock=stock)
        found += [*_agreed(content, item), *_former(content, setting.agency)]
        found += [*_sites(content, setting), *_source(content, setting), *links.points(content, setting.day)]
    return ordered(found, dict.fromkeys([*FIELDS, *(one.field for one in found)]))


def group_of(point: Finding) -> str:
    """In which group of fields a point is mended."""
    field = _field_of(point)
    return next((name for name, group in GROUPS.items() if field in group.fields), "body")


def _field_of(point: Finding) -> str:
    """The field of the text for an element or a file."""
    field = point.field.partition(":")[0]
    return "attachments" if field.startswith("attachment") else _FIELD_OF.get(field, field)


def _proofed(content: Content, setting: Setting, *, runs: bool) -> Item:
    """The text as the checks before publication take it. `runs`: the term of its first publication does."""
    column, genre = content["column"], content["genre"]
    own = content["origin"] == Origin.OWN and runs
    texts = {one["sha256"]: file_texts.text_of(one["sha256"], one["name"]) for one in content["attachments"]}
    return replace(
        item_of(content, texts, kind=document_checks.elements_of(content, elements_of(column, genre))),
        elements=_given(content, setting),
        others=tuple(_others(content)),
        formed_on=day_of(content, "formed_on") if own else None,
        term=term_of(column, genre),
    )


def _others(content: Content) -> Iterator[Part]:
    for name in _PLAIN:
        yield Part(name, FIELDS[name].label, content[name])
    yield Part("issuers", FIELDS["issuers"].label, "、".join(content["issuers"]))


def require_ready(
    content: Content,
    agency: Agency,
    day: date,
    *,
    looked: str = "",
    stock: bool = False,
    updates: bool = False,
    item: models.Item | None = None,
) -> None:
    """Raises Unready where a point blocks, or asks and nobody said why it may go on."""
    found = open_points(content, agency, day, stock=stock, updates=updates, item=item)
    require_none(found, looked=looked)


def require_none(found: tuple[Finding, ...], *, looked: str = "") -> None:
    """The same of points that were found before."""
    stopping = tuple(one for one in found if one.level == BLOCK or (one.level == ASK and not looked.strip()))
    if stopping:
        raise Unready(stopping)


def _point(code: str, level: str, message: str, field: str) -> Finding:
    """A point about a whole field."""
    return Finding(code, level, message, field, 0, 0, "")


def _missing(content: Content, *, stock: bool) -> Iterator[Finding]:
    wanted = list(_ALWAYS)
    if is_public(content):
        wanted += _WHEN_PUBLIC
    elif content["attribute"]:
        wanted += _WHEN_NOT_PUBLIC
    if content["origin"] == Origin.REPOSTED:
        wanted += _WHEN_REPOSTED
    if stock:
        wanted.append("published_on")
    for name in wanted:
        if not content[name]:
            yield _point(f"{_MISSING}{name}", BLOCK, _why(name, content), name)


def _why(name: str, content: Content) -> str:
    label = FIELDS[name].label
    if name in _WHEN_NOT_PUBLIC:
        kind = Attribute(content["attribute"]).label
        return f"公开属性是“{kind}”的，须写明{label}（《条例》第十八条）；请填写。"
    if name in _WHEN_REPOSTED:
        return f"转载的须注明{label}；请填写。"
    return f"缺少{label}；请填写。"


def _days(content: Content, setting: Setting, *, stock: bool, updates: bool) -> Iterator[Finding]:
    day = setting.day
    formed, effective = day_of(content, "formed_on"), day_of(content, "effective_from")
    expires = day_of(content, "expires_on")
    if formed and formed > day:
        said = f"生成日期 {formed} 还没有到（今天是 {day}）；请核对。"
        yield _point("days.formed", BLOCK, said, "formed_on")
    if formed and effective and effective < formed:
        said = f"施行日期 {effective} 早于生成日期 {formed}；请核对。"
        yield _point("days.effective", ASK, said, "effective_from")
    if expires and effective and expires < effective:
        said = f"失效日期 {expires} 早于施行日期 {effective}；请核对。"
        yield _point("days.expires", BLOCK, said, "expires_on")
    yield from _varied(content, day, formed, updates=updates)
    yield from _period(content, day)
    yield from _published_before(content, setting, formed, stock=stock)


def _varied(content: Content, day: date, formed: date | None, *, updates: bool) -> Iterator[Finding]:
    """The day on which the information itself changed: its update is due as it was (《条例》第二十六条)."""
    varied = day_of(content, "varied_on")
    if varied is None:
        return
    if not updates:
        said = "变更日期只有公开以后另起的一稿才填写；第一次公开的看生成日期，请清空。"
        yield _point("days.varied", BLOCK, said, "varied_on")
    elif varied > day or (formed and varied < formed):
        said = f"变更日期 {varied} 应在生成日期以后、今天以前；请核对。"
        yield _point("days.varied", BLOCK, said, "varied_on")
    elif (due := due_on(content, "varied_on")) and due < day:
        said = f"信息于 {varied} 变更，应于 {due} 以前更新（《条例》第二十六条），已经过了；请说明。"
        yield _point("days.update_late", ASK, said, "varied_on")


def _period(content: Content, day: date) -> Iterator[Finding]:
    """The period in which a list is shown; without one nothing is asked here."""
    since, until = day_of(content, "shown_from"), day_of(content, "shown_until")
    if since and until and until < since:
        said = f"公示期止 {until} 早于公示期起 {since}；请核对。"
        yield _point("days.shown", BLOCK, said, "shown_until")
    elif until and until < day:
        said = f"公示期止 {until} 已经过了（今天是 {day}）；请改公示期。"
        yield _point("days.shown", BLOCK, said, "shown_until")


def _published_before(
    content: Content, setting: Setting, formed: date | None, *, stock: bool
) -> Iterator[Finding]:
    day, before = setting.day, day_of(content, "published_on")
    if before and not stock:
        said = "原发布日期只有历史存量才填写；新的信息由发布的当天决定，请清空。"
        yield _point("days.published", BLOCK, said, "published_on")
    elif before and (before > day or (formed and before < formed)):
        said = f"原发布日期 {before} 应在生成日期以后、今天以前；请核对。"
        yield _point("days.published", BLOCK, said, "published_on")
    elif before and setting.before and before >= setting.before:
        said = (
            f"原发布日期 {before} 不早于登记批次的 {setting.before}：历史存量是登记以前已经公开的；"
            "请核对日期，现在才公开的请另行起草、送审。"
        )
        yield _point("days.published", BLOCK, said, "published_on")
    elif before and before.year in setting.reported:
        said = (
            f"原发布日期 {before} 在 {before.year} 年，那一年的年报已经公布，登记以后与年报的数不一致；"
            "请核对凭据，说明为什么当时没有登记，并考虑更正年报。"
        )
        yield _point("days.reported", ASK, said, "published_on")


def _placed(content: Content, setting: Setting) -> Iterator[Finding]:
    """It stands in a column that its agency keeps; an agency without a catalogue has none yet."""
    if setting.columns is None:
        return
    if not content["column"]:
        yield _point(f"{_MISSING}column", BLOCK, "请选择栏目。", "column")
    elif content["column"] not in setting.columns:
        said = f"本机关在 {setting.day} 没有可以放信息的栏目「{content['column']}」；请另选。"
        yield _point("unknown.column", BLOCK, said, "column")


def _sites(content: Content, setting: Setting) -> Iterator[Finding]:
    """The sites are there that day, and the channels say so, too."""
    chosen = content.get("sites", ())
    if not chosen:
        return
    if not set(chosen) <= set(sites_of(setting.agency, setting.day).values_list("pk", flat=True)):
        said = f"选的网站里有 {setting.day} 没有开设，或者不是本机关和上级的；请另选。"
        yield _point("unknown.sites", BLOCK, said, "sites")
    if WEBSITE not in content["channels"]:
        yield _point("sites.channel", BLOCK, "选了网站，公开渠道里没有“政府网站”；请一并选上。", "channels")


def _source(content: Content, setting: Setting) -> Iterator[Finding]:
    """What was reposted comes from a source on the list, and whoever reads it reaches that source."""
    name, url = content["source_name"], content["source_url"]
    reposted = content["origin"] == Origin.REPOSTED
    hosts = setting.sources().get(name) if reposted else None
    if reposted and name and hosts is None:
        said = (
            f"「{name[:80]}」在 {setting.day} 不在{setting.agency.name}的转载来源名单里；"
            "请核对名称，可以转载的先在信息公开目录的“联系方式、领域和来源”里登记。"
        )
        yield _point("source.unlisted", BLOCK, said, "source_name")
    elif hosts and _WEB.match(url) and catalogue.host_of(url) not in hosts:
        said = (
            f"原文网址的主机「{catalogue.host_of(url)[:80]}」不是「{name[:80]}」登记的网址（{'、'.join(sorted(hosts))}）；"
            "请核对链接，或者在信息公开目录的“联系方式、领域和来源”里登记这个网址。"
        )
        yield _point("source.host", BLOCK, said, "source_url")
    if url and not _WEB.match(url):
        said = f"原文网址「{url[:80]}」不是网页的地址；应写成 https://… 的样子。"
        yield _point("source.address", BLOCK, said, "source_url")


def source_open(content: Content, setting: Setting) -> tuple[str, ...]:
    """What is open about where a text was reposted from, to be told as soon as it comes in."""
    missing = [one for one in _missing(content, stock=False) if one.code in _SOURCE_MISSING]
    return tuple(one.message for one in (*missing, *_source(content, setting)))


def _agreed(content: Content, item: models.Item | None) -> Iterator[Finding]:
    """What another agency agreed to is the text that it was shown (《条例》第十一条: 准确一致)."""
    if item is None:
        return
    asked = Consultation.objects.filter(item=item, reply=Reply.AGREES, recalled_on=None)
    last = {one.unit: one for one in asked.filter(edition__stage__in=UNDER_WAY).order_by("pk")}
    for one in last.values():
        shown = completed(one.content)
        changed = [field.label for name, field in FIELDS.items() if shown[name] != content.get(name)]
        if changed:
            said = (
                f"{one.unit}同意的是 {one.asked_on} 的内容，以后改了{'、'.join(changed)}；"
                "请再征求意见，不用再征求的请说明。"
            )
            yield _point("consultation.changed", ASK, said, "body")


def _former(content: Content, agency: Agency) -> Iterator[Finding]:
    """Of the guide, and of where it is reached: what it says holds today (《条例》第十二条: 及时更新)."""
    if content["column"] not in REACHED:
        return
    for one in FormerParticular.objects.filter(agency=agency).select_related("agency__particulars"):
        if one.was in content["body"]:
            yield _point("guide.former", ASK, f"{one.said}，正文写的还是原来的；请改，或者说明。", "body")


def _given(content: Content, setting: Setting) -> dict[str, object]:
    """The elements that are filled in; number and validity the program gives, the guide has its office's."""
    filled = {key: content.get(field) for key, field in _FIELD_OF.items()}
    listed = {"persons": has_list(content["body"])}
    office = setting.office if content["column"] == GUIDE else {}
    return {**content, **filled, **office, **listed, **_BY_PROGRAM}


def _words(content: Content, setting: Setting) -> Iterator[Finding]:
    """Words that are in no list of that day."""
    for name, codes in setting.words.items():
        given = content[name] if isinstance(content[name], list) else [content[name]]
        for code in given:
            if code and code not in codes:
                yield _unknown(name, code)


def _unknown(name: str, code: str) -> Finding:
    return _point(f"unknown.{name}", BLOCK, f"{FIELDS[name].label}里没有「{code}」；请另选。", name)
