"""What is asked on the page of a letter: text, decision, issue, seal, way and proof?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.errors import GongkaiError
from gongkai.procedure.facts import Way
from gongkai_web.errors import OnPaperOnly
from gongkai_web.letters.checks import Blocked
from gongkai_web.letters.forms import choice_field, day_field, text_field
from gongkai_web.letters.models import Letter, Mail
from gongkai_web.letters.scans import AnotherLetter
from gongkai_web.office.forms import RefusableForm

_SCANS = "application/pdf,image/jpeg,image/png,image/tiff,image/heic,image/webp"


class Acting(RefusableForm):
    """A form for one act; `refuse` shows why not. The tick 仍然办理 comes with the flags, never before.

    A letter made here is no paper act: who goes on knows what it breaks, and that is recorded.
    """

    still = "请先改正；确须照此办理的，请勾选“仍然办理”。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("on_paper"):
            self._offer_on_paper()

    def refuse(self, problem: GongkaiError) -> None:
        """Puts the sentences at the top of the form; where it can have happened on paper, asks."""
        if isinstance(problem, OnPaperOnly):
            self._offer_on_paper()
            said = "".join(flag.message for flag in problem.flags)
            self.add_error(None, f"{said}{self.still}")
            return
        if isinstance(problem, Blocked):
            for fault in problem.faults:
                self.add_error(None, fault.message)
            return
        self.add_error(None, str(problem))

    @property
    def on_paper(self) -> bool:
        """Whether the tick was set."""
        return bool(self.cleaned_data.get("on_paper"))

    def _offer_on_paper(self) -> None:
        self.fields["on_paper"] = forms.BooleanField(
            label="仍然办理：上述违反规定之处已经知悉，一并记录", required=False
        )


class SubmitForm(Acting):
    """Nothing to fill in; the page itself lists what is still wrong with the letter."""

    blocked = False

    def refuse(self, problem: GongkaiError) -> None:
        """Keeps in mind that the letter and the case do not agree."""
        self.blocked = isinstance(problem, Blocked)
        super().refuse(problem)


class TextForm(Acting):
    """The paragraphs, one a line."""

    paragraphs = text_field("正文", "每行一段。改动以后须重新审签。", rows=14)
    remedies = text_field("救济告知", "每行一段；程序性文书没有。", required=False, rows=4)


class Signing(Acting):
    """An act that issues the letter: who goes on though a rule is broken says why."""

    still = "请退回改正；确须照此签发的，请写明理由并勾选“仍然办理”。"

    @property
    def why(self) -> str:
        """Why it is issued all the same."""
        return str(self.cleaned_data.get("why", ""))

    def clean(self) -> dict[str, Any]:
        """The tick alone does not do."""
        given = super().clean() or self.cleaned_data
        if given.get("on_paper") and not given.get("why", "").strip():
            self.add_error("why", "请写明为什么仍然照此签发。")
        return given

    def _offer_on_paper(self) -> None:
        super()._offer_on_paper()
        self.fields["why"] = text_field("仍然签发的理由", "记入操作记录。", required=False, rows=2)


class DecideForm(Signing):
    """Why."""

    note = text_field("意见", "退回的必填。", required=False, rows=2)


class SendBackForm(Acting):
    """Why it is not signed."""

    note = text_field("退回理由", rows=2)


class IssueForm(Signing):
    """The date of the letter."""

    day = day_field("成文日期", "签发的日期，印在落款上。")


class SealForm(Acting):
    """The scan."""

    scan = forms.FileField(
        label="盖章后的扫描件",
        help_text="PDF 或者图片；从此以这份为准。",
        widget=forms.FileInput(attrs={"accept": _SCANS}),
        error_messages={"required": "请选择文件。", "empty": "这份文件是空的。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("looked"):
            self._offer_looked()

    @property
    def looked(self) -> bool:
        """Whether somebody has looked at a scan that reads like another letter."""
        return bool(self.cleaned_data.get("looked"))

    def refuse(self, problem: GongkaiError) -> None:
        """A scan that reads like another letter is asked about."""
        super().refuse(problem)
        if isinstance(problem, AnotherLetter):
            self._offer_looked()
            self.add_error(None, "确是这份文书的盖章件的，请重新选择文件并勾选“已经核对”。")

    def _offer_looked(self) -> None:
        self.fields["looked"] = forms.BooleanField(
            label="已经核对：所选的就是这份文书的盖章件", required=False
        )


class DispatchForm(Acting):
    """The way."""

    day = day_field(
        "发出日期", "交邮、发送之日；是否逾期以这一天为准，直接、委托、留置送达的以签收之日为准。"
    )
    way = choice_field("送达方式", [("", "请选择"), *Way.choices])
    mail_kind = choice_field(
        "邮件种类",
        [("", "不是邮寄"), *Mail.choices],
        "邮寄须通过邮政企业，不得由申请人付邮费。",
        required=False,
    )
    number = text_field("邮件号码", "邮寄的必填。", required=False)


class RepostForm(Acting):
    """By post after all."""

    mail_kind = choice_field("邮件种类", Mail.choices, "邮寄须通过邮政企业，不得由申请人付邮费。")
    number = text_field("邮件号码")


class ServeForm(Acting):
    """The proof. `runs`: which term runs from the day of service, where one does."""

    day = day_field("送达日期", "签收之日。")
    receiver = text_field("签收人", required=False)
    relation = text_field("与受送达人的关系", "本人签收的写“本人”。", required=False)
    place = text_field("送达地点", required=False)
    refused = forms.BooleanField(label="拒收", required=False)
    note = text_field("说明", "拒收、留置、公告的写明情况。", required=False, rows=2)

    def __init__(self, *args: Any, runs: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if runs:
            self.fields["day"].help_text = f"签收之日；{runs}从这一天起算。"


class ProofForm(Acting):
    """The signed sheet."""

    scan = forms.FileField(
        label="送达凭证",
        help_text="签收的送达回证、邮政回执的扫描件。",
        error_messages={"required": "请选择文件。", "empty": "这份文件是空的。"},
    )


class VoidForm(Acting):
    """Why it is void."""

    reason = text_field("作废理由", "文号不再使用；由它登记的办理事项一并作废。", rows=2)


class EncloseForm(Acting):
    """A file to be given; it stands in the form of the letter, which can do without."""

    file = forms.FileField(
        label="拟提供的信息",
        help_text="上传后存入本件；已经填写的内容不会丢失。",
        required=False,
        error_messages={"empty": "这份文件是空的。"},
    )


def dispatch_initial(letter: Letter, today: date) -> dict[str, Any]:
    """The way that was intended."""
    return {"day": today, "way": letter.particulars.get("way", "")}


class AcceptForm(Acting):
    """Why an enclosure goes out with what was found in it. Several stand on a page: ids by their file."""

    reason = text_field(
        "理由",
        "写明为什么应当照这样给出去，例如“申请人本人的号码”。",
        rows=2,
    )

    def __init__(self, *args: Any, file: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"accept_{file}_%s", **kwargs)
        self.file = file
