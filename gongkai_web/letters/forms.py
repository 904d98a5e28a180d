"""What does somebody fill in to write a letter of a kind?

Made from the kind's own fields (`law/letters/`) and what its act needs besides. The form only asks; whether
the letter can be made is for the action to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai.letters import Field, LetterError, LetterKind
from gongkai.letters.kinds import LISTED, SEVERAL
from gongkai.outcomes import Outcome, by_group, outcomes
from gongkai.procedure.facts import Way
from gongkai_web.agencies.models import Person, Role
from gongkai_web.agencies.queries import staff_of
from gongkai_web.cases.queries import position_in_month
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.files.queries import made_as
from gongkai_web.letters import given, third_parties
from gongkai_web.letters.actions import Given
from gongkai_web.letters.ground import Ground, To
from gongkai_web.letters.kinds import REPLIES, carried_act, choices_of, outcome_of
from gongkai_web.letters.models import Letter
from gongkai_web.letters.queries import can_enclose
from gongkai_web.office.fields import one_line
from gongkai_web.office.forms import RefusableForm

# The terms that the office sets by a letter, by its act.
BOUNDS = {
    "ask_correction": "correction_by_applicant",
    "ask_reason": "reasons_for_quantity",
    "ask_agency": "other_agency_opinion",
    "delay": "delayed_reply",
}
# What is typed beside the values, as the form shows it again.
_KEPT = ("outcome", "article", "corrects", "basis", "count", "term_reason")
_MISSING = "请填写。"
_BASES = (("", "请选择"), ("items", "按件计收"), ("pages", "按量（页）计收"))
_WAYS = (("", "还没有确定"), *Way.choices)
_TEXT = {"required": _MISSING, "max_length": "有 %(show_value)d 字，最多 %(limit_value)d 字；请缩短。"}


def day_field(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A day, by the browser's own picker."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _MISSING, "invalid": "不是日期；应写成 2024-09-20 的样子。"},
    )


def text_field(label: str, hint: str = "", *, required: bool = True, rows: int = 0) -> forms.CharField:
    """A line, or a box of `rows` lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        widget=widget,
        max_length=20_000 if rows else 300,
        validators=[] if rows else [one_line],
        error_messages=_TEXT,
    )


def choice_field(
    label: str, choices: Sequence[tuple[str, str]], hint: str = "", *, required: bool = True
) -> forms.ChoiceField:
    """One of several."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=hint,
        required=required,
        error_messages={"required": "请选择。", "invalid_choice": "请从列表中选一项。"},
    )


class LetterForm(RefusableForm):
    """The values of a kind of letter, and what its act needs besides."""

    def __init__(
        self,
        *args: Any,
        kind: LetterKind,
        act: str,
        today: date,
        known: Ground | None = None,
        **kwargs: Any,
    ) -> None:
        """`known` None: for many cases at once, so that nothing of one case is asked or offered."""
        super().__init__(*args, **kwargs)
        self.kind, self.act, self.known, self.today = kind, act, known, today
        self.carried = carried_act(kind, act)
        if kind.addressee in ("third_party", "agency"):
            self._ask_recipient()
        if self.carried == "reply_again":
            self._ask_again()
        for field in kind.fields:
            if not field.computed:
                offered = choices_of(act, field)
                self.fields[field.name] = _value_field(field, offered)
                if len(offered) == 1:
                    self.initial.setdefault(field.name, offered[0])
        if self.carried in REPLIES and not kind.field("withheld_article"):
            usual = given.article(kind)
            self.fields["article"] = text_field(
                "案件登记的依据",
                "写到条、款、项；文书里必须也写明这些条款。",
                required=bool(usual) or not kind.outcomes,
            )
            self.initial.setdefault("article", usual)
        if self.carried == "extend":
            self._ask_approver()
        if self.carried == "decide_fee":
            self._ask_fee()
        if self.carried in BOUNDS:
            self._ask_term_reason(BOUNDS[self.carried])
        if kind.layout == "letter":
            self._ask_sending()
        if known:
            self._fill_in(known)

    def _fill_in(self, known: Ground) -> None:
        """What the case knows already, and what it knows of the opinion that the letter tells of."""
        offered = given.prefilled(self.kind, known, self.today)
        for name, value in (third_parties.recipient(self.kind, known) | offered).items():
            self.initial.setdefault(name, value)
        said = third_parties.opinion(self.kind, known)
        for field in self.kind.fields:
            if said and field.offered == "third_party_situation":
                self.fields[field.name].help_text = said

    def _ask_recipient(self) -> None:
        who = "第三方" if self.kind.addressee == "third_party" else "被征求意见的机关"
        self.fields["to_name"] = text_field(f"{who}的姓名或者名称")
        if self.kind.addressee == "third_party":
            self.fields["to_person"] = forms.BooleanField(label="是自然人（文中称“您”）", required=False)
        self.fields["to_address"] = text_field("通信地址", "写信封用。", required=False)
        self.fields["to_postcode"] = text_field("邮政编码", required=False)

    def _ask_again(self) -> None:
        if not outcome_of(self.kind):
            choices = [
                ("", "请选择"),
                *_grouped(outcomes().on(self.today).values()),
            ]
            self.fields["outcome"] = choice_field("重新答复的办理结果", choices)
        self.fields["corrects"] = text_field(
            "更正了原答复的什么", "没有复议、诉讼，也没有另行撤销原答复，而自行更正的必填。", required=False
        )

    def _ask_approver(self) -> None:
        heads = self._heads()
        self.fields["approved_by"] = choice_field(
            "同意延期的公开工作机构负责人",
            [("", "请选择"), *((str(one.pk), one.display_name) for one in heads)],
            "《条例》第三十三条第二款；审签环节含公开机构负责人的，以审签的人为准。",
        )
        if len(heads) == 1:
            self.initial.setdefault("approved_by", str(heads[0].pk))

    def _ask_term_reason(self, key: str) -> None:
        """Beyond the usual least and most the head's approval of the letter is the consent."""
        term = terms()[key].dated.on(self.today).value
        parts = [f"短于 {term.least} 个工作日"] if term.least else []
        parts += [f"长于 {term.most} 个工作日"] if term.most else []
        self.fields["term_reason"] = text_field(
            "所定期限的理由",
            f"所定的期限{'、'.join(parts)}的必填，并由公开工作机构负责人审签；不印在文书上。",
            required=False,
        )

    def _ask_fee(self) -> None:
        self.fields["basis"] = choice_field("计费方式", _BASES, "每件申请只按一种方式收一次。")
        self.fields["count"] = forms.IntegerField(
            label="数量",
            min_value=1,
            help_text="按件：本件是该申请人当月的第几件；按量：本件的页数。数额由系统按标准算出。",
            error_messages={
                "required": _MISSING,
                "invalid": "请填整数。",
                "min_value": "应不小于 1。",
            },
        )
        if self.known and self.known.state.received_on:
            self.initial.setdefault("count", position_in_month(self.known.case))

    def _ask_sending(self) -> None:
        """How the applicant wants it says nothing of a third party, and the query page is the applicant's."""
        to_applicant = self.kind.addressee == "applicant"
        self.fields["send_way"] = choice_field(
            "拟用的送达方式",
            [one for one in _WAYS if to_applicant or one[0] != Way.ONLINE],
            "电子邮件、网上送达的，文书会写明提交行政复议申请书的互联网渠道。"
            if to_applicant and self.kind.tells_remedies
            else "",
            required=False,
        )
        if self.known is None:
            return
        if to_applicant:
            self.initial.setdefault("send_way", self.known.state.way)
        files = list(can_enclose(self.known.case))
        if files:
            told = made_as(files)
            self.fields["files"] = forms.MultipleChoiceField(
                label="附件",
                choices=[(str(one.pk), f"{one.name}（{told[one.pk]}）") for one in files],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text="选中的随文书一并送达；做过涂黑的，请选公开版。",
            )
            if self.kind.public_version:
                public = [str(one.pk) for one in files if one.purpose == Purpose.REDACTED]
                self.initial.setdefault("files", public)

    def _heads(self) -> list[Person]:
        if self.known is None:
            return []
        offices = staff_of(self.known.case.agency, self.today).filter(role=Role.HEAD)
        return [office.person for office in offices]

    def given(self) -> Given:
        """What was typed, for the action."""
        data = self.cleaned_data
        values = {field.name: _as_text(data[field.name]) for field in self.kind.fields if field.name in data}
        files = {int(pk) for pk in data.get("files", ())}
        return Given(
            values=values,
            to=self._to(data),
            outcome=data.get("outcome", ""),
            article=data.get("article", ""),
            approved_by=next((one for one in self._heads() if str(one.pk) == data.get("approved_by")), None),
            basis=data.get("basis", ""),
            count=data.get("count") or 0,
            corrects=data.get("corrects", ""),
            term_reason=data.get("term_reason", ""),
            way=data.get("send_way", ""),
            files=self._files(files),
        )

    def _to(self, data: Mapping[str, Any]) -> To | None:
        if "to_name" not in self.fields:
            return None
        return To(
            data["to_name"],
            data.get("to_address", ""),
            data.get("to_postcode", ""),
            bool(data.get("to_person")),
        )

    def _files(self, wanted: set[int]) -> list[StoredFile]:
        if self.known is None or not wanted:
            return []
        return list(can_enclose(self.known.case).filter(pk__in=wanted))

    def refuse(self, problem: GongkaiError) -> None:
        """Puts the sentences of a refused letter where they belong."""
        about = problem.fields if isinstance(problem, LetterError) else {}
        for name, sentence in about.items():
            self.add_error(name if name in self.fields else None, sentence)
        if not about:
            self.add_error(None, str(problem))


def _grouped(found: Iterable[Outcome]) -> list[tuple[str, Any]]:
    return [(group, [(one.code, one.short) for one in rows]) for group, rows in by_group(found)]


def initial_of(letter: Letter) -> dict[str, Any]:
    """What was typed for a letter, as the form shows it again."""
    kept = letter.particulars
    to = kept.get("to") or {}
    return {
        **letter.values,
        **{f"to_{name}": value for name, value in to.items()},
        **{name: kept[name] for name in _KEPT if name in kept},
        "approved_by": str(kept.get("approved_by") or ""),
        "send_way": kept.get("way", ""),
        "files": [str(file.pk) for file in letter.enclosures.all()],
    }


def _value_field(field: Field, choices: Sequence[str]) -> forms.Field:
    if field.kind == "day":
        return day_field(field.label, field.hint, required=field.required)
    if field.kind == "choice":
        offered = [("", "请选择"), *((one, one) for one in choices)]
        return choice_field(field.label, offered, field.hint, required=field.required)
    if field.kind == SEVERAL:
        return _Several(field, choices)
    rows = {"lines": 4, "text": 2}.get(field.kind, 0)
    return text_field(field.label, field.hint, required=field.required, rows=rows)


class _Several(forms.MultipleChoiceField):
    """One or more of the choices, kept as they are written in the letter."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, field: Field, choices: Sequence[str]) -> None:
        super().__init__(
            label=field.label,
            choices=[(one, one) for one in choices],
            help_text=field.hint,
            required=field.required,
            error_messages={"required": "请至少选一项。", "invalid_choice": "请从列表中选。"},
        )

    def prepare_value(self, value: Any) -> Any:
        """What was kept as one text, as the boxes that were ticked."""
        return value.split(LISTED) if isinstance(value, str) else value


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return LISTED.join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
