"""What does staff fill in for a document of the register, a change of it, a clean-up?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import choice, day, lines, text
from gongkai_web.office.forms import AgencyForm
from gongkai_web.publishing.documents.actions import Judged
from gongkai_web.publishing.documents.models import CleanUpRow, Verdict
from gongkai_web.publishing.models import DocumentKind, Ending, NormativeDocument
from gongkai_web.publishing.queries import counted


class EntryForm(AgencyForm):
    """A document that was issued before its text came here."""

    kind = choice("类型", DocumentKind.choices)
    title = text("标题")
    number = text("发文字号", required=False, most=100)
    registration_number = text("统一登记号", required=False, most=100)
    issued_on = day("成文日期")
    effective_from = day("施行日期", "空着的就是成文日期。", required=False)
    expires_on = day("有效期至", "文件写明的最后一天；届满次日起自动失效。没有写的空着。", required=False)
    field_order = ("agency", "kind", "title", "number", "registration_number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"]

    def clean_day(self) -> date:
        """It is entered today."""
        return self.today


class _ChangeForm(forms.Form):
    """From which day, why, and by which document or decision."""

    day = day("自何日起", "从这一天起改变效力，不能晚于今天。")
    reason = lines("理由", rows=2)
    by_document = text("依据的文件", "登记了的，写发文字号或者标题；不在登记里的写在“依据”。", required=False)
    basis = text("依据", "不在登记里的文件、决定，公众看得到。", required=False)
    field_order = ("ending", "day", "until", "by_document", "basis", "reason")

    def __init__(self, *args: Any, agency: Agency, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        self.fields["day"].initial = today

    def clean_by_document(self) -> NormativeDocument | None:
        """The document of the register that is named."""
        typed = self.cleaned_data["by_document"].strip()
        if not typed:
            return None
        found = list(counted(self.agency).filter(number=typed)[:2])
        found = found or list(counted(self.agency).filter(title=typed)[:2])
        if len(found) != 1:
            said = "不止一份" if found else "没有"
            raise forms.ValidationError(f"登记里{said}「{typed}」；请核对，或者写在“依据”里。")
        return found[0]


class AmendForm(_ChangeForm):
    """修改."""


class EndForm(_ChangeForm):
    """废止, 宣布失效; a term that is over ends a document by itself."""

    ending = choice("怎样失效", [one for one in Ending.choices if one[0] != Ending.EXPIRED])


class ExtendForm(_ChangeForm):
    """延长有效期."""

    until = day("延长到", "延长以后的最后一天。")


class ReasonForm(forms.Form):
    """Why an entry is void."""

    reason = lines("作废的理由", rows=2)


class CleanUpForm(AgencyForm):
    """A clean-up of what is in force that day."""

    title = text("名称", "清理结果公开时用它作标题。", most=200)
    as_of = day("清理截至", "列出这一天现行有效的全部文件。")
    reason = lines("依据和范围", "为什么清理、清理哪些；公众看得到。", rows=2)
    field_order = ("agency", "title", "as_of", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"]


class JudgeForm(forms.Form):
    """A verdict for each document of a page."""

    def __init__(self, *args: Any, rows: list[CleanUpRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            verdict = choice("清理结果", Verdict.choices, required=False, empty="还没有认定")
            verdict.initial = row.verdict
            reason = text("理由", "修改、废止、宣布失效的必填。", required=False)
            reason.initial = row.reason
            self.fields[f"verdict_{row.document_id}"] = verdict
            self.fields[f"reason_{row.document_id}"] = reason

    @property
    def pairs(self) -> list[tuple[CleanUpRow, forms.BoundField, forms.BoundField]]:
        """The fields of each document, as the table shows them."""
        return [
            (row, self[f"verdict_{row.document_id}"], self[f"reason_{row.document_id}"]) for row in self.rows
        ]

    @property
    def judged(self) -> dict[int, Judged]:
        """The verdicts by document."""
        given = self.cleaned_data
        return {
            row.document_id: Judged(given[f"verdict_{row.document_id}"], given[f"reason_{row.document_id}"])
            for row in self.rows
        }
