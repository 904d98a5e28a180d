"""What stands on a page: its marks, its links with their region, its entries with their days, its text?

A walk over the tree that lxml makes, once. Which part is menu, head, foot or the matter itself is told by the
tags, and by the names that templates give to their parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

Resolve = Callable[[str], str]
MAIN, MENU, FOOT = REGIONS = ("main", "menu", "foot")
_FOOT = re.compile(
    r"(?:^|[\s_-])(?:foot|footer|footbox|bottom|copyright|foot[a-z]*)(?:$|[\s_-]|\d)", re.IGNORECASE
)
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navi|menu|header|head|top|topbar|crumbs?|breadcrumbs?|location|position|weizhi|dqwz)"
    r"(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_UNREAD = frozenset({"script", "style", "template", "noscript", "head"})
_LINKS: Mapping[str, str] = {
    "a": "href", "area": "href", "img": "src", "script": "src", "iframe": "src", "frame": "src",
    "link": "href", "embed": "src", "object": "data", "video": "src", "audio": "src", "source": "src",
}  # fmt: skip
_FIELDS = frozenset({"input", "select", "textarea"})
_UNSEEN_FIELDS = frozenset({"hidden", "submit", "button", "image", "reset"})
_BLOCKS = frozenset({"li", "tr", "dd", "dl", "p", "div", "td", "article", "section"})
_BODY = re.compile(r"</head|<body", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u3000\xa0]+")
_CLIMB, _NEAR = 4, 200
# No page has so many tags, no line so many links, no row so many letters: what has more is read to there.
MOST_TAGS, _MOST_IN_LINE, _LONGEST_ROW = 30_000, 50, 5_000


@dataclass(frozen=True, slots=True)
class Link:
    """An address that the page names: by which tag, in which region, under which words."""

    address: str
    tag: str
    region: str
    text: str = ""

    @property
    def leads(self) -> bool:
        """Whether a reader follows it; else it is a part of the page."""
        return self.tag in {"a", "area"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: a link with what stands beside it."""

    address: str
    text: str
    beside: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it leads, and the name of the field into which one writes."""

    action: str
    method: str
    name: str
    hidden: Mapping[str, str]


@dataclass(slots=True)
class Page:
    """A page as it is read. `rows`: its lines of tables and lists, in words; `source`: as it came.

    `is_cut`: there is more of it that was not read: of what may still come nothing is known.
    """

    address: str
    source: str
    is_cut: bool = False
    lang: str = ""
    title: str = ""
    heading: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    images: list[tuple[str, str | None]] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)  # fields without a name that is read out
    forms: list[Form] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(REGIONS, ""))
    is_scripted: bool = False

    @property
    def has_body(self) -> bool:
        """Whether all of its head was read."""
        return not self.is_cut or _BODY.search(self.source) is not None

    @property
    def whole_rows(self) -> list[str]:
        """Its lines, without the one in which it was cut."""
        return self.rows[:-1] if self.is_cut else self.rows

    @property
    def main(self) -> str:
        """The matter itself, without menu and foot."""
        return self.texts[MAIN]


def read_page(text: str, address: str, resolve: Resolve, *, cut: bool = False) -> Page:
    """The page. `resolve`: an address as it is written, as a whole one; ValueError where it is none.

    `cut`: there was more: the tag in the middle of which it ends is left out.
    """
    beyond = next(islice(re.finditer("<", text), MOST_TAGS, None), None)
    if beyond is not None:
        text, cut = text[: beyond.start()], True
    if cut and text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]
    page = Page(address, text, cut)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return page
    if root is not None:
        _head(root, page)
        whole = _based(root, _lenient(resolve))
        _body(root, page, whole)
        _fields(root, page, whole)
    return page


def tidy(text: str) -> str:
    """The text with one space where there were any."""
    return _SPACE.sub(" ", text).strip()


def _lenient(resolve: Resolve) -> Resolve:
    """What is no address leads nowhere."""

    def whole(written: str) -> str:
        try:
            return resolve(written)
        except ValueError:
            return ""

    return whole


def _based(root: etree._Element, resolve: Resolve) -> Resolve:
    base = next((one.get("href") for one in root.iter("base") if one.get("href")), None)
    if not base:
        return resolve
    start = resolve(base)
    folder = start[: start.rfind("/") + 1]
    return lambda written: resolve(
        written if re.match(r"[a-z]+:|/|#", written, re.IGNORECASE) else folder + written
    )


def _head(root: etree._Element, page: Page) -> None:
    html = root if root.tag == "html" else next(root.iter("html"), root)
    page.lang = (html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    page.title = next((tidy(_text(one)) for one in root.iter("title")), "")
    page.heading = next((tidy(_text(one)) for one in root.iter("h1", "h2") if tidy(_text(one))), "")
    for one in root.iter("meta"):
        name = one.get("name") or one.get("property")
        if name and (one.get("content") or "").strip():
            page.metas.setdefault(name.strip().lower(), (one.get("content") or "").strip())
    page.is_scripted = next(root.iter("script"), None) is not None


def _body(root: etree._Element, page: Page, resolve: Resolve) -> None:
    """Links, pictures and text, each with its region; the head has its links only."""
    texts: dict[str, list[str]] = {name: [] for name in REGIONS}
    waiting: list[tuple[etree._Element | str, str, bool]] = [(root, MAIN, True)]
    while waiting:
        one, around, read = waiting.pop()
        if isinstance(one, str):
            if read:
                texts[around].append(one)
            continue
        if not isinstance(one.tag, str):
            continue
        region = FOOT if around == FOOT else _own(one) or around
        read = read and one.tag not in _UNREAD
        _linked(one, region, page, resolve)
        if read and one.text:
            texts[region].append(one.text)
        if read and one.tag in {"tr", "li", "dd"} and region == MAIN:
            page.rows.append(tidy(_text(one)[:_LONGEST_ROW]))
        for child in reversed(one):
            if child.tail:
                waiting.append((child.tail, region, read))
            waiting.append((child, region, read))
    page.texts = {name: tidy(" ".join(pieces)) for name, pieces in texts.items()}


def _own(one: etree._Element) -> str:
    if not isinstance(one.tag, str) or one.tag in {"body", "html"}:
        return ""
    named = f"{one.get('id') or ''} {one.get('class') or ''}"
    if one.tag == "footer" or _FOOT.search(named):
        return FOOT
    return MENU if one.tag in {"nav", "header"} or _MENU.search(named) else ""


def _linked(one: etree._Element, region: str, page: Page, resolve: Resolve) -> None:
    attribute = _LINKS.get(str(one.tag))
    if attribute is None:
        return
    if one.tag == "img":
        page.images.append(((one.get("src") or "").strip(), one.get("alt")))
    written = (one.get(attribute) or "").strip()
    if not written or written.startswith("#") or (one.tag == "link" and not _is_loaded(one)):
        return
    address = resolve(written)
    if not address:
        return
    text = tidy(f"{_text(one)} {one.get('title') or ''}") if one.tag in {"a", "area"} else ""
    page.links.append(Link(address, str(one.tag), region, text))
    if one.tag == "a" and region == MAIN and text:
        page.entries.append(Entry(address, text, _beside(one)))


def _is_loaded(one: etree._Element) -> bool:
    return bool({"stylesheet", "icon", "preload"} & set((one.get("rel") or "").lower().split()))


def _beside(link: etree._Element) -> str:
    """What stands beside a link in its line, and in nobody else's."""
    one, own = link, tidy(_text(link))
    for _ in range(_CLIMB):
        above = one.getparent()
        if above is None or _is_shared(above, link):
            break
        one = above
        around = tidy(_text(one))
        if str(one.tag) in _BLOCKS and around != own:
            return around.replace(own, " ", 1)[:_NEAR] if own else around[:_NEAR]
    return ""


def _is_shared(line: etree._Element, link: etree._Element) -> bool:
    """Whether another link stands in that line, or so many that it is none."""
    own = link.get("href")
    return any(each.get("href") != own or place > _MOST_IN_LINE for place, each in enumerate(line.iter("a")))


def _fields(root: etree._Element, page: Page, resolve: Resolve) -> None:
    named = {one.get("for") for one in root.iter("label") if tidy(_text(one))}
    for one in root.iter(*_FIELDS):
        kind = (one.get("type") or "").lower()
        if kind in _UNSEEN_FIELDS:
            continue
        said = one.get("aria-label") or one.get("aria-labelledby") or one.get("title")
        if not said and (one.get("id") or "") not in named and not _in_label(one):
            page.unnamed.append(f"{one.tag} {one.get('name') or one.get('id') or ''}".strip())
    for one in root.iter("form"):
        page.forms.append(_form(one, resolve))


def _in_label(one: etree._Element) -> bool:
    return any(above.tag == "label" for above in one.iterancestors())


def _form(one: etree._Element, resolve: Resolve) -> Form:
    asked, hidden = "", {}
    for each in one.iter("input"):
        kind, name = (each.get("type") or "text").lower(), each.get("name") or ""
        if kind in {"text", "search"} and name and not asked:
            asked = name
        elif kind == "hidden" and name:
            hidden[name] = each.get("value") or ""
    return Form(resolve(one.get("action") or ""), (one.get("method") or "get").lower(), asked, hidden)


def _text(one: etree._Element) -> str:
    return "".join(_spoken(one))


def _spoken(one: etree._Element) -> Iterator[str]:
    """The text of an element, with a space where another begins or ends."""
    if one.text and one.tag not in _UNREAD:
        yield one.text
    for child in one.iterdescendants():
        if isinstance(child.tag, str) and child.tag not in _UNREAD:
            yield f" {child.text or ''}"
        if child.tail:
            yield f" {child.tail}"
