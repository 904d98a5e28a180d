"""Does a page have what every page must have: foot, marks, language, names for what one cannot see?

Handbook 05 §2.1 and §2.4 and, for what readers with other senses need, GB/T 37668.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai.pages.facts import Found, Seen
from gongkai.pages.law import words
from gongkai.pages.page import FOOT, Page
from gongkai.pages.shapes import shape_of
from gongkai.proofing.personal import without_numbers

_FOOT_ITEMS: Mapping[str, re.Pattern[str]] = {
    "organiser": re.compile("主办|版权所有"),
    "id_code": re.compile(r"标识码\s*[:：]?\s*[A-Za-z]{0,3}[0-9]{8,12}"),
    "icp": re.compile(r"ICP\s*备\s*(?:案)?[^0-9]{0,6}[0-9]{5,}", re.IGNORECASE),
    "police": re.compile("公网安备"),
    "site_mark": re.compile(r"党政机关|事业单位网站标识|conac\.cn|bszs\.", re.IGNORECASE),
    "find_errors": re.compile(r"网站找错|zfwzzc\.www\.gov\.cn", re.IGNORECASE),
}
_SCRIPTED = re.compile(r"conac\.cn|zfwzzc\.www\.gov\.cn", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SESSION = re.compile(r"sess|token|auth|ticket|(?:^|[._-])sid$", re.IGNORECASE)
_LEAST_CHINESE = 20
_SHOWN = 120


def frame_faults(page: Page, *, as_column: bool = False) -> Iterator[Found]:
    """What a page lacks. `as_column`: whether the menu of the home page leads to it."""
    if not page.is_cut:
        yield from _foot(page)
    yield from _marks(page, as_column=as_column)
    yield from _access(page)


def cookie_faults(seen: Seen) -> Iterator[Found]:
    """Cookies of a signed-in visit that a script, or whoever listens, can read."""
    secure = (seen.final or seen.address).startswith("https:")
    for line in seen.headers.get("set-cookie", "").splitlines():
        name, *said = [one.strip() for one in line.split(";")]
        name = name.partition("=")[0]
        told = {one.partition("=")[0].lower() for one in said}
        lacking = [
            one
            for one, wanted in (("HttpOnly", True), ("Secure", secure))
            if wanted and one.lower() not in told
        ]
        if lacking and _SESSION.search(name):
            yield Found("cookie_open", name, f"{name} 没有 {'、'.join(lacking)}", name)


def _foot(page: Page) -> Iterator[Found]:
    told = _foot_of(page)
    for name, shape in _FOOT_ITEMS.items():
        if not shape.search(told):
            yield Found(f"footer_{name}", FOOT, excerpt=without_numbers(page.texts[FOOT])[:_SHOWN])


def _foot_of(page: Page) -> str:
    """What the foot says and names; where a page marks none, all of it. Marks that scripts draw count."""
    region = page.texts[FOOT]
    links = [f"{one.text} {one.address}" for one in page.links if one.region == FOOT or not region]
    drawn = _SCRIPTED.findall(page.source)
    pictures = [alt for _, alt in page.images if alt]
    return " ".join([region or " ".join(page.texts.values()), *links, *drawn, *pictures])


def _marks(page: Page, *, as_column: bool) -> Iterator[Found]:
    if not page.has_body:
        return
    kinds = ["site"]
    if is_article(page):
        kinds.append("article")
    elif as_column:
        kinds.append("column")
    for kind in kinds:
        lacking = [name for name in words()[f"meta_{kind}"] if name.lower() not in page.metas]
        if lacking:
            yield Found(f"meta_{kind}", ",".join(lacking), "、".join(lacking))


def is_article(page: Page) -> bool:
    """Whether the page says by its marks that it is the text of one article."""
    return any(name.lower() in page.metas for name in words()["meta_article"])


def _access(page: Page) -> Iterator[Found]:
    for source, alt in page.images:
        if alt is None:
            yield Found("image_alt", shape_of(source), source[:_SHOWN], f'<img src="{source[:_SHOWN]}">')
    for name in () if page.is_cut else page.unnamed:
        yield Found("input_label", name, name, f"<{name}>")
    chinese = len(_CHINESE.findall(page.main)) >= _LEAST_CHINESE
    if chinese and not page.lang.lower().startswith("zh"):
        said = f'<html lang="{page.lang}">' if page.lang else "<html>"
        yield Found("lang_missing", page.lang or "html", said, said)
    if not page.title and page.has_body:
        yield Found("title_missing", shape_of(page.address), excerpt=without_numbers(page.heading)[:_SHOWN])
