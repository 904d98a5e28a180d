"""起草: how does a letter come to be, and how does its text change?

Every change makes another digest: what was decided about the text before no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.booktitle import in_marks
from gongkai.letters import LetterError, LetterKind, compose, letter_kinds
from gongkai.outcomes import outcomes
from gongkai.procedure.facts import BY_INTERNET, Way
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from gongkai_web.files.models import StoredFile
from gongkai_web.letters import content, given, ground
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.ground import To
from gongkai_web.letters.kinds import (
    ASK_SEVERAL,
    REPLIES,
    act_label,
    carried_act,
    choices_of,
    kinds_for,
    outcome_of,
)
from gongkai_web.letters.living import living_in, show_in_case
from gongkai_web.letters.models import Letter, Status
from gongkai_web.letters.queries import can_enclose

EDITABLE = (Status.DRAFTING, Status.IN_REVIEW, Status.APPROVED)


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed for a letter. `values`: by field of its kind, days as ISO days.

    `to`: whom it addresses where that is not the applicant. `outcome` only where the kind leaves it open
    (a reply put right). `article`: by default that of the kind. `approved_by`: the head who agreed to an
    extension. `basis`, `count`: of the fee. `term_reason`: why the term that the letter sets is unusual.
    `way`: how it is to be sent. `files`: to enclose.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    to: To | None = None
    outcome: str = ""
    article: str = ""
    approved_by: Person | None = None
    basis: str = ""
    count: int = 0
    corrects: str = ""
    term_reason: str = ""
    way: str = ""
    files: Sequence[StoredFile] = ()


@transaction.atomic
def draft(
    *, case: Case, by: Person, day: date, act: str, kind: str, given: Given, another: bool = False
) -> Letter:
    """Drafts a letter of the case in that act. Raises LetterError (with `fields`) for what does not do.

    `another`: beside one of the same act that has not left yet, where several may be asked.
    """
    known = _kind(act, kind, day)
    require(by, case.agency, What.HANDLE, day, "起草文书")
    # Held, so that a repeated click finds the letter of the first one.
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    _check_only_one(case, known, act, another=another)
    letter = _row(case, by, day, act, known)
    files = _compose(letter, known, given, day)
    letter.save()
    letter.enclosures.set(files)
    show_in_case(letter.case, day)
    line(by, letter, "draft", {"act": act, "hash": letter.content_hash})
    return letter


def preview(*, case: Case, by: Person, day: date, act: str, kind: str, given: Given) -> Letter:
    """The letter as `draft` would make it, not kept; for looking at many before they are made."""
    known = _kind(act, kind, day)
    require(by, case.agency, What.HANDLE, day, "起草文书")
    _check_only_one(case, known, act)
    letter = _row(case, by, day, act, known)
    _compose(letter, known, given, day)
    return letter


@transaction.atomic
def redraft(*, letter: Letter, by: Person, day: date, given: Given) -> Letter:
    """Makes the text anew from other values; what was changed by hand in the old text is gone."""
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, day, "修改文书")
    require_status(letter, "修改", *EDITABLE)
    files = _compose(letter, content.kind_of(letter, day), given, day)
    back_to_draft(letter, by)
    letter.save()
    letter.enclosures.set(files)
    show_in_case(letter.case, day)
    line(by, letter, "redraft", {"hash": letter.content_hash})
    return letter


@transaction.atomic
def revise(
    *,
    letter: Letter,
    by: Person,
    day: date,
    paragraphs: Sequence[str],
    remedies: Sequence[str] | None = None,
    seen: str = "",
) -> Letter:
    """Changes the paragraphs by hand. `seen`: the digest of the text that was on the screen."""
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, day, "修改文书")
    require_status(letter, "修改", *EDITABLE)
    if seen and seen != letter.content_hash:
        raise Refused("页面打开以后别人改过这份文书；请在新打开的页面上看过现在的文字，再改一次。")
    texts = tuple(text.strip() for text in paragraphs if text.strip())
    if not texts:
        raise Refused("文书的正文不能为空。")
    document = replace(content.document_of(letter), paragraphs=texts)
    if remedies is not None:
        told = tuple(text.strip() for text in remedies if text.strip())
        document = replace(document, remedies=told)
    letter.document = content.as_json(document)
    before, letter.content_hash = letter.content_hash, content.digest(letter, letter.enclosures.all())
    if letter.content_hash == before:
        return letter
    back_to_draft(letter, by)
    letter.save()
    show_in_case(letter.case, day)
    line(by, letter, "revise", {"from": before, "hash": letter.content_hash})
    return letter


def _kind(act: str, kind: str, day: date) -> LetterKind:
    known = kinds_for(act, day)
    found = next((one for one in known if one.code == kind), None)
    if found is None and kind in letter_kinds():
        letter_kinds().at(kind, day)
    if found is None:
        offered = "、".join(f"{one.code}（{one.name}）" for one in known) or "没有文书"
        raise Refused(f"这一步不能用文书「{kind}」；可用：{offered}。")
    return found


def _row(case: Case, by: Person, day: date, act: str, kind: LetterKind) -> Letter:
    return Letter(
        agency=case.agency,
        case=case,
        act=act,
        kind=kind.code,
        title=kind.title,
        addressee=kind.addressee,
        prepared_by=by,
        prepared_on=day,
    )


def _check_only_one(case: Case, kind: LetterKind, act: str, *, another: bool = False) -> None:
    """One letter at a time for an act, until it has left; of opinions several on purpose."""
    if not carried_act(kind, act):
        return
    found = living_in(case, act)
    if found is None or (another and act in ASK_SEVERAL):
        return
    more = "要另外征求一方的，请选“另起草一份”" if act in ASK_SEVERAL else "不用的先作废"
    raise Refused(
        f"本件（{case.registry_number}）已有一份{found.get_status_display()}的{in_marks(found.title)}；"
        f"请接着办那一份，{more}。"
    )


def _compose(letter: Letter, kind: LetterKind, typed: Given, day: date) -> list[StoredFile]:
    """Fills recipient, values, particulars, document and digest of the row; the files to enclose."""
    known = ground.of(letter.case)
    files = _files(letter.case, typed.files)
    if kind.addressee in ("third_party", "agency") and not (typed.to and typed.to.name.strip()):
        raise Refused("缺少受文人的姓名或者名称；请填写。")
    letter.particulars = _particulars(letter, kind, typed, day)
    letter.by_internet = typed.way in BY_INTERNET
    values = {name: text.strip() for name, text in typed.values.items() if name not in _computed(kind)}
    _check_choices(kind, letter.act, values)
    letter.values = {**values, **given.computed(kind, known, values, letter.particulars, day)}
    words = ground.setting(
        known,
        day=day,
        to=typed.to if kind.addressee in ("third_party", "agency") else None,
        by_internet=letter.by_internet,
        attachments=[content.enclosed_name(file) for file in files],
    )
    document = compose(kind.code, words, letter.values, day=day)
    if letter.act == "reply_again" and outcome_of(kind):
        first, *rest = document.paragraphs
        document = replace(document, paragraphs=(first, ground.ordered_anew(known), *rest))
    letter.recipient = words.recipient
    letter.document = content.as_json(document)
    letter.content_hash = content.digest(letter, files)
    return files


def _check_choices(kind: LetterKind, act: str, values: Mapping[str, str]) -> None:
    """What may be chosen depends on the act. Raises LetterError at the field."""
    wrong = {
        field.name: f"“{field.label}”不能是「{values[field.name]}」；"
        f"办理「{act_label(act)}」时请从{'、'.join(allowed)}里选一项。"
        for field in kind.fields
        if field.choices and values.get(field.name) in field.choices
        if values[field.name] not in (allowed := choices_of(act, field))
    }
    if wrong:
        raise LetterError("".join(wrong.values()), wrong)


def _computed(kind: LetterKind) -> Iterable[str]:
    return [field.name for field in kind.fields if field.computed]


def _particulars(letter: Letter, kind: LetterKind, typed: Given, day: date) -> dict[str, Any]:
    """What the act will enter besides the values; plain JSON."""
    found: dict[str, Any] = {"way": _way(typed.way)}
    if kind.addressee in ("third_party", "agency") and typed.to:
        found["to"] = asdict(typed.to)
    if carried_act(kind, letter.act) in REPLIES:
        found["outcome"] = outcome_of(kind) or _outcome(typed.outcome, day)
        found["article"] = typed.article.strip() or given.article(kind, typed.values)
    if letter.act == "reply_again":
        found["corrects"] = typed.corrects.strip()
    if letter.act == "extend":
        found["approved_by"] = _approver(letter, typed.approved_by, day)
    if typed.term_reason.strip():
        found["term_reason"] = typed.term_reason.strip()
    if letter.act == "decide_fee":
        found |= {"basis": typed.basis, "count": typed.count}
    return found


def _way(way: str) -> str:
    if way and way not in Way.values:
        raise Refused(f"不认识的送达方式「{way}」；可用：{'、'.join(Way.values)}。")
    return way


def _outcome(code: str, day: date) -> str:
    if not code:
        raise Refused("请选择重新答复的办理结果。")
    return outcomes().at(code, day).code


def _approver(letter: Letter, person: Person | None, day: date) -> int:
    if person is None or not may(person, letter.agency, What.APPROVE_EXTENSION, day):
        raise Refused(
            "延期须经公开工作机构负责人同意（《条例》第三十三条第二款）；请选定同意的公开机构负责人。"
        )
    return int(person.pk)


def _files(case: Case, files: Sequence[StoredFile]) -> list[StoredFile]:
    wanted = {file.pk for file in files}
    found = [file for file in can_enclose(case) if file.pk in wanted]
    if len(found) != len(wanted):
        raise Refused("选定的附件不在本件可以附送的文件里，或者已经撤下；请重新选择。")
    return found


def back_to_draft(letter: Letter, by: Person) -> None:
    """A changed text is drafted by whoever changed it, and has to be decided anew."""
    letter.status, letter.waits_role, letter.steps = Status.DRAFTING, "", []
    letter.prepared_by = by
