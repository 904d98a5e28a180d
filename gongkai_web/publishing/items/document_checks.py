"""Of a rule, a normative document or an interpretation: what is still open before it can be handed in?

For `checks`, which asks everything else. What the notices of the State Council demand blocks; what is local
custom, or what nobody but the office can know, is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from gongkai.booktitle import in_marks
from gongkai.proofing.finding import ASK, BLOCK, NOTE, Finding
from gongkai.publication.counted import interpretation_authors, interpretation_forms
from gongkai.publication.legality import Making, flaws, legality_conclusions
from gongkai.publication.numbering import document_number, document_number_problems
from gongkai.publication.validity import expires_on
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import with_taken_over
from gongkai_web.publishing.catalogue.queries import may_make_rules, no_rules
from gongkai_web.publishing.items.content import FIELDS, Content, day_of
from gongkai_web.publishing.items.kinds import InterpretationPlan
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.place_models import Interpreted
from gongkai_web.publishing.marks import state_of
from gongkai_web.publishing.models import DocumentKind, NormativeDocument

_ELEMENTS = {DocumentKind.NORMATIVE_DOCUMENT: "normative_document", DocumentKind.RULES: "rule"}
_ABOUT = {
    "conclusion": "legality_conclusion",
    "reviewed_on": "legality_reviewed_on",
    "deliberated_on": "deliberated_on",
    "issued_on": "formed_on",
}
EFFECTS = ("amends", "repeals", "invalidates")
# Where the elements of `elements.yaml` stand that have another name there.
FIELD_OF = {"document": "interprets", "author": "interpretation_author", "form": "interpretation_form"}
_WORDS: Mapping[str, Callable[[date], Collection[str]]] = {
    "legality_conclusion": lambda day: legality_conclusions().on(day),
    "interpretation_author": lambda day: interpretation_authors().on(day),
    "interpretation_form": lambda day: interpretation_forms().on(day),
}


def elements_of(content: Content, column: str) -> str:
    """By which list of elements it is looked through; that of its column where it is none of these."""
    kind = content.get("document_kind")
    if kind:
        return _ELEMENTS[DocumentKind(kind)]
    return "interpretation" if is_interpretation(content) else column


def is_interpretation(content: Content) -> bool:
    """Whether it says that it interprets something."""
    names = ("interprets", "interpretation_author", "interpretation_form")
    return any(content.get(name) for name in names)


def document_points(
    content: Content, agency: Agency, day: date, item: Item | None, *, stock: bool = False
) -> Iterator[Finding]:
    """All open points. `item`: of which it is the text, where it is there already; `stock`: past stock."""
    for name, known in _WORDS.items():
        code = content.get(name, "")
        if code and code not in known(day):
            yield _point(f"unknown.{name}", BLOCK, f"{FIELDS[name].label}里没有「{code}」；请另选。", name)
    if content.get("document_kind"):
        yield from _number(content, agency, item)
        yield from _power(content, agency)
        if not stock:
            yield from _making(content)
            yield from _term(content)
            yield from _interpretation(content, item)
    yield from _effects(content, agency, item, day)
    yield from _interpreted(content, item)


def _number(content: Content, agency: Agency, item: Item | None) -> Iterator[Finding]:
    """Three parts, and no other text of the register under the same number."""
    number = content["document_number"]
    if not number:
        return  # that it is missing the elements say
    level = ASK if document_number(number) else BLOCK
    for said in document_number_problems(number, day_of(content, "formed_on")):
        yield _point("document.number", level, said, "document_number")
    taken = NormativeDocument.objects.filter(agency=agency, number=number, voided=False, text__isnull=False)
    other = taken.exclude(text=item) if item is not None else taken
    if (found := other.first()) is not None:
        said = f"发文字号「{number}」已经是{in_marks(found.title)}的；请核对。"
        yield _point("document.taken", BLOCK, said, "document_number")


def _power(content: Content, agency: Agency) -> Iterator[Finding]:
    """规章 are made by who has the power to."""
    if content["document_kind"] == DocumentKind.RULES and not may_make_rules(agency):
        yield _point("document.power", BLOCK, no_rules(agency), "document_kind")


def _making(content: Content) -> Iterator[Finding]:
    """Opinions heard, reviewed for legality, deliberated on."""
    if content["document_kind"] != DocumentKind.NORMATIVE_DOCUMENT:
        return
    making = Making(
        conclusion=content["legality_conclusion"],
        sent_on=day_of(content, "legality_sent_on"),
        reviewed_on=day_of(content, "legality_reviewed_on"),
        deliberated_on=day_of(content, "deliberated_on"),
        issued_on=day_of(content, "formed_on"),
    )
    for flaw in flaws(making):
        level = BLOCK if flaw.blocks else ASK
        yield _point(f"making.{flaw.about}", level, flaw.message, _ABOUT[flaw.about])
    if not content["opinions_heard"]:
        said = "没有写公开征求意见及采纳的情况；请填写，没有征求意见的请说明。"
        yield _point("making.opinions", ASK, said, "opinions_heard")
    if not content["registration_number"]:
        said = "没有写统一登记号；实行统一登记、统一编号的请填写。"
        yield _point("document.registration", NOTE, said, "registration_number")


def _term(content: Content) -> Iterator[Finding]:
    """Until when it holds by itself: set locally, so it is asked and never filled in."""
    effective = day_of(content, "effective_from")
    if content["document_kind"] != DocumentKind.NORMATIVE_DOCUMENT or effective is None:
        return
    usual, written = expires_on(content["title"], effective), day_of(content, "expires_on")
    if written is None:
        said = f"没有写失效日期；按一般的有效期算到 {usual}。请填写，本地没有规定有效期的请说明。"
        yield _point("document.term", ASK, said, "expires_on")
    elif written > usual:
        said = f"失效日期 {written} 晚于按一般的有效期算得的 {usual}；请核对，确实如此的请说明。"
        yield _point("document.term", ASK, said, "expires_on")


def _interpretation(content: Content, item: Item | None) -> Iterator[Finding]:
    """An interpretation is published with its document, or it is said why none is needed."""
    plan, name = content["interpretation_plan"], "interpretation_plan"
    if not plan:
        said = "没有写解读安排：解读材料与文件同步起草、审签、公开；不需要解读的请选“不需要解读”并写明理由。"
        yield _point("interpretation.plan", ASK, said, name)
    elif plan == InterpretationPlan.NONE and not content["interpretation_reason"]:
        yield _point("interpretation.reason", BLOCK, "请写明不需要解读的理由。", "interpretation_reason")
    elif plan == InterpretationPlan.TOGETHER and not _has_interpretation(item):
        said = "定了同步公开解读，还没有起草解读材料；请起草并在里面选上这份文件，另行公开的请说明。"
        yield _point("interpretation.missing", ASK, said, name)


def _has_interpretation(item: Item | None) -> bool:
    found = Interpreted.objects.filter(document=item, item__sealed=False)
    return item is not None and found.exists()


def _effects(content: Content, agency: Agency, item: Item | None, day: date) -> Iterator[Finding]:
    """What it amends and ends is the agency's own, another one, and in force."""
    if not any(content.get(name) for name in EFFECTS):
        return
    own = item.document_id if item is not None else None
    own_documents = NormativeDocument.objects.filter(agency__in=with_taken_over(agency))
    for name in EFFECTS:
        keys = content.get(name, [])
        known = {one.pk: one for one in own_documents.filter(pk__in=keys)}
        for key in keys:
            if said := _wrong(known.get(key), key, own, day):
                yield _point(f"effects.{name}", BLOCK, said, name)
    several = [set(content.get(name, [])) for name in EFFECTS]
    if len(set().union(*several)) < sum(len(one) for one in several):
        said = "同一份文件既修改又废止、宣布失效；请只留一种。"
        yield _point("effects.twice", BLOCK, said, EFFECTS[0])


def _wrong(document: NormativeDocument | None, key: int, own: int | None, day: date) -> str:
    if document is None:
        return f"本机关的登记里没有 {key} 号文件；请另选。"
    if document.voided:
        return f"{in_marks(document.title)}的登记已作废；请另选。"
    if document.waits:
        return f"{in_marks(document.title)}的登记还没有由另一个人确认；请先确认登记。"
    if document.pk == own:
        return f"{in_marks(document.title)}就是本件，不能修改、废止自己；请另选。"
    state = state_of(document, day)
    if state in {"in_force", "amended", "not_yet_effective"} or _changed_by(document, own):
        return ""
    return f"{in_marks(document.title)}已于 {document.ended_on} 失效，不能再修改、废止；请另选。"


def _changed_by(document: NormativeDocument, own: int | None) -> bool:
    """Whether this very text did it, when it went out before."""
    return own is not None and document.changes.filter(voided=False, by_document=own).exists()


def _interpreted(content: Content, item: Item | None) -> Iterator[Finding]:
    keys = content.get("interprets", [])
    if not keys:
        return
    known = set(Item.objects.filter(pk__in=keys, sealed=False).values_list("pk", flat=True))
    for key in keys:
        if key not in known or (item is not None and key == item.pk):
            yield _point(
                "interprets", BLOCK, "解读的文件里有一份不存在，或者就是本件；请另选。", "interprets"
            )


def _point(code: str, level: str, message: str, field: str) -> Finding:
    """A point about a whole field."""
    return Finding(code, level, message, field, 0, 0, "")
