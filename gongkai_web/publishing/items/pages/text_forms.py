"""What is filled in of the text of an item? A form for each group of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.outcomes import Kind
from gongkai.publication.counted import interpretation_authors, interpretation_forms
from gongkai.publication.legality import legality_conclusions
from gongkai.publication.words import channels, genres, themes
from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import choice, day, lines, text
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.channels.queries import sites_of
from gongkai_web.publishing.items.content import FIELDS, GROUPS, of_group
from gongkai_web.publishing.items.kinds import Attribute, InterpretationPlan, ItemClass, Origin
from gongkai_web.publishing.items.models import Edition
from gongkai_web.publishing.items.pages.forms import DraftForm
from gongkai_web.publishing.items.pages.naming import DocumentLines, ItemLines
from gongkai_web.publishing.models import DocumentKind

MakeField = Callable[[Agency, date], forms.Field]
_EACH_DOCUMENT = "每行一份登记了的文件：发文字号或者标题。"
_HINTS = {
    "summary": "一两句话，公众在目录里看到。",
    "change_note": "公众在更新记录里看到；小改动不写。",
    "varied_on": "公开以后另起一稿的填写：信息本身变更的日子，从那一天起算更新的期限（《条例》第二十六条）。",
    "expires_on": "有效期的最后一天，次日起失效。",
    "look_again_on": "到这一天列出来，再看是否要修改、终止。",
    "shown_until": "名单公示的最后一天；第二天自动撤下。",
    "published_on": "只有历史存量才填写。",
    "source_name": "转载的写来源，照转载来源名单里的名称。",
    "source_url": "转载的写原文网址。",
    "sites": "本机关和上级在“网站和政务新媒体”里登记的网站；按网站统计用，只有一个网站的可以不选。",
    "attribute_reason": "依申请公开、不予公开的必填；改为主动公开的，原来的理由和再评估的日子不保留。",
    "body": "可以从 Word、WPS、网页粘贴；整理成统一的形式，带不过来的逐项说明。没有格式的文字每行一段。",
    "issuers": "每行一个；联合发文的列全部。",
    "document_kind": "规章、行政规范性文件必选：公开时登记，计入年报表二。",
    "registration_number": "实行统一登记、统一编号的填写。",
    "interpretation_reason": "不需要解读的必填。",
    "amends": f"{_EACH_DOCUMENT}本件施行之日起标为已修改。",
    "repeals": f"{_EACH_DOCUMENT}本件施行之日起废止。",
    "invalidates": f"{_EACH_DOCUMENT}本件施行之日起失效。",
    "interprets": "每行一份：索引号、发文字号或者标题。两边的页面互相指向。",
}


def _line(name: str, most: int = 300) -> MakeField:
    return lambda _agency, _day: text(FIELDS[name].label, _HINTS.get(name, ""), required=False, most=most)


def _lines(name: str, rows: int) -> MakeField:
    return lambda _agency, _day: _long(name, rows)


def _long(name: str, rows: int) -> forms.CharField:
    field = lines(FIELDS[name].label, _HINTS.get(name, ""), required=False, rows=rows)
    field.max_length = None
    field.validators = []
    field.widget.attrs.pop("maxlength", None)
    return field


def _day(name: str) -> MakeField:
    return lambda _agency, _day: day(FIELDS[name].label, _HINTS.get(name, ""), required=False)


def _one(name: str, offered: Callable[[Agency, date], list[tuple[str, str]]]) -> MakeField:
    return lambda agency, on: choice(
        FIELDS[name].label, offered(agency, on), _HINTS.get(name, ""), required=False
    )


def _several(name: str, offered: Callable[[Agency, date], list[tuple[str, str]]]) -> MakeField:
    def made(agency: Agency, on: date) -> forms.Field:
        return forms.MultipleChoiceField(
            label=FIELDS[name].label,
            required=False,
            choices=offered(agency, on),
            widget=forms.CheckboxSelectMultiple,
        )

    return made


def _sites(agency: Agency, on: date) -> forms.Field:
    """Those that are there; a key is a number."""
    return forms.TypedMultipleChoiceField(
        label=FIELDS["sites"].label,
        help_text=_HINTS["sites"],
        required=False,
        coerce=int,
        choices=[(one.pk, one.name) for one in sites_of(agency, on)],
        widget=forms.CheckboxSelectMultiple,
    )


def _columns(agency: Agency, on: date) -> list[tuple[str, str]]:
    tree = catalogue.tree(agency, on)
    return [(one.column.code, f"{'　' * one.depth}{one.column.name}") for one in tree]


def _labels(known: Mapping[str, Kind]) -> list[tuple[str, str]]:
    return [(code, one.label) for code, one in known.items()]


def _named(name: str, kind: type[DocumentLines | ItemLines]) -> MakeField:
    return lambda agency, _day: kind(label=FIELDS[name].label, help_text=_HINTS.get(name, ""), agency=agency)


_FIELDS: dict[str, MakeField] = {
    "title": _line("title"),
    "summary": _lines("summary", 3),
    "document_number": _line("document_number", 100),
    "theme": _one("theme", lambda _, on: [(code, one.label) for code, one in themes().on(on).items()]),
    "genre": _one("genre", lambda _, on: [(code, one.label) for code, one in genres().on(on).items()]),
    "keywords": _line("keywords"),
    "change_note": _line("change_note"),
    "formed_on": _day("formed_on"),
    "varied_on": _day("varied_on"),
    "effective_from": _day("effective_from"),
    "expires_on": _day("expires_on"),
    "look_again_on": _day("look_again_on"),
    "shown_from": _day("shown_from"),
    "shown_until": _day("shown_until"),
    "published_on": _day("published_on"),
    "origin": _one("origin", lambda *_: list(Origin.choices)),
    "source_name": _line("source_name"),
    "source_url": _line("source_url", 500),
    "issuers": _lines("issuers", 3),
    "lead": _line("lead"),
    "item_class": _one("item_class", lambda *_: list(ItemClass.choices)),
    "column": _one("column", _columns),
    "fields": _several(
        "fields", lambda agency, on: [(c, one.label) for c, one in catalogue.fields_on(agency, on).items()]
    ),
    "channels": _several(
        "channels", lambda _, on: [(code, one.label) for code, one in channels().on(on).items()]
    ),
    "sites": _sites,
    "attribute": _one("attribute", lambda *_: list(Attribute.choices)),
    "attribute_reason": _lines("attribute_reason", 3),
    "reassess_on": _day("reassess_on"),
    "document_kind": _one("document_kind", lambda *_: list(DocumentKind.choices)),
    "registration_number": _line("registration_number", 100),
    "opinions_heard": _lines("opinions_heard", 2),
    "legality_sent_on": _day("legality_sent_on"),
    "legality_reviewed_on": _day("legality_reviewed_on"),
    "legality_conclusion": _one("legality_conclusion", lambda _, on: _labels(legality_conclusions().on(on))),
    "deliberated_on": _day("deliberated_on"),
    "interpretation_plan": _one("interpretation_plan", lambda *_: list(InterpretationPlan.choices)),
    "interpretation_reason": _lines("interpretation_reason", 2),
    "amends": _named("amends", DocumentLines),
    "repeals": _named("repeals", DocumentLines),
    "invalidates": _named("invalidates", DocumentLines),
    "effects_reason": _lines("effects_reason", 2),
    "interprets": _named("interprets", ItemLines),
    "interpretation_author": _one(
        "interpretation_author", lambda _, on: _labels(interpretation_authors().on(on))
    ),
    "interpretation_form": _one("interpretation_form", lambda _, on: _labels(interpretation_forms().on(on))),
    "body": _lines("body", 24),
}
WRITABLE = tuple(name for name, group in GROUPS.items() if set(group.fields) <= set(_FIELDS))


class GroupForm(DraftForm):
    """The fields of one group, and the version that was on the screen."""

    def __init__(self, *args: Any, group: str, agency: Agency, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        for name in GROUPS[group].fields:
            self.fields[name] = _FIELDS[name](agency, today)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as the text holds it."""
        return {name: _kept(name, self.cleaned_data[name]) for name in GROUPS[self.group].fields}


def initial_of(edition: Edition, group: str) -> dict[str, Any]:
    """What stands in the group, as the form shows it."""
    found = of_group(edition.content, group)
    if "issuers" in found:
        found["issuers"] = "\n".join(found["issuers"])
    return {**found, **on_screen(edition, group)}


def on_screen(edition: Edition, group: str) -> dict[str, int]:
    """Which draft, and which version of the group, the form shows."""
    return {"edition": edition.number, "seen": int(edition.versions.get(group, 1))}


def _kept(name: str, value: Any) -> Any:
    if name == "issuers":
        return value.splitlines()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is not None else ""
