"""What does the office fill in for each act about a message? The rules stand in the actions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.messages import ASKED, BLANKS, NEVER, RULED, End, MessageType, ends, message_types
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import handlers_of
from gongkai_web.interaction import queries
from gongkai_web.interaction.draft import AnswerGiven
from gongkai_web.interaction.models import Message
from gongkai_web.interaction.proofs import TOLD_TO_ALL
from gongkai_web.office.fields import choice, lines, offer, text, yes_or_no
from gongkai_web.office.forms import DayForm


class AssignForm(DayForm):
    """Who sees to it."""

    handler = forms.ModelChoiceField(
        label="经办人",
        queryset=Person.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一人。"},
    )
    unit = text("承办科室、单位", "机关内部由谁办的，可以不填。", required=False, most=100)

    def __init__(self, *args: Any, message: Message, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in handlers_of([message.agency], self.today)]
        offer(self, "handler", Person.objects.filter(pk__in=keys).order_by("pk"))
        self.fields["handler"].initial = message.handler_id or by.pk


class TransferForm(DayForm):
    """To which agency of this site, and why."""

    to = forms.ModelChoiceField(
        label="转到哪个机关",
        help_text="编号和答复期限不变。不在本站的单位，请拟答复，告诉留言人向谁提出。",
        queryset=Agency.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择一个机关。", "invalid_choice": "请从列表中选一个机关。"},
    )
    reason = text("理由", "接收的机关和留言人都看得到。")

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_to = [one for one in (message.agency_id, message.about_id) if one]
        others: QuerySet[Agency] = queries.takes_messages(self.today).exclude(pk__in=not_to)
        offer(self, "to", others)


class DraftForm(DayForm):
    """The draft of an answer. Which blanks must be filled follows from the end."""

    end = choice("办结", [])
    answer = lines("答复", "留言人读到的全文；公开的，所有人读到的也是它。", rows=8)
    what = lines("改了什么", "", required=False, rows=2)
    where = text("在哪里可以看到", "网页的地址，或者公开的文件。", required=False, most=500)
    visible_on = forms.DateField(
        label="改动哪天起看得到",
        help_text="已经能看到的不填；填了的，到那一天才请留言人评价。",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期应写成 2024-01-31 的样子。"},
    )
    reason = lines("理由", "", required=False, rows=2)
    elsewhere = text("转到哪个单位、怎样联系", "", required=False, most=300)
    first = text("与哪一件重复", "最早那一件的编号。", required=False, most=40)
    publish = yes_or_no("公开答复", "公开", "不公开，只告知留言人")
    public_title = text("公开的标题", "公开的必填；去掉个人信息。", required=False, most=200)
    public_question = lines("公开的问题", "公开的必填；去掉个人信息。", required=False, rows=4)
    looked = lines(
        "核对说明", "核对过、可以公开的提示，或者应当公开而不公开的理由；不对外。", required=False, rows=2
    )

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["end"]
        assert isinstance(field, forms.ChoiceField)
        kind, known = message_types()[message.kind], ends().on(self.today)
        field.choices = [("", "请选择"), *((code, one.word(kind.code)) for code, one in known.items())]
        self._ask_for(kind, known.values())
        published = kind.published
        if published == NEVER or (published == ASKED and not message.may_publish):
            why = "这种留言的答复只告知本人。" if published == NEVER else "留言人没有同意公开。"
            self.fields["publish"].help_text = why
            self.fields["publish"].initial = "no"
        if published == RULED:
            told_only = "".join(f"「{one.word(kind.code)}」" for one in known.values() if one.withheld)
            self.fields["publish"].help_text = f"{told_only}的只告知留言人，选不公开；其他的都公开。"

    def _ask_for(self, kind: MessageType, known: Collection[End]) -> None:
        """Each blank says which ends ask for it, in the words of its type; what none asks for is left out."""
        for name in BLANKS:
            wanted = [f"「{one.word(kind.code)}」" for one in known if name in one.needs(kind)]
            if wanted:
                read_by = (
                    "留言人看得到，答复公开的，所有人都看得到" if name in TOLD_TO_ALL else "留言人看得到"
                )
                said = f"{''.join(wanted)}的必填；{read_by}。"
                self.fields[name].help_text = f"{self.fields[name].help_text}{said}"
            else:
                del self.fields[name]
        if not kind.changes:
            del self.fields["visible_on"]

    def given(self) -> AnswerGiven:
        """The draft as the action takes it. Only once valid."""
        words = {name: one for name, one in self.cleaned_data.items() if name != "day"}
        return AnswerGiven(**{**words, "publish": words["publish"] == "yes"})


class DecideForm(DayForm):
    """What a reviewer decides; `seen`: about what."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64, required=False)
    approve = yes_or_no("审核意见", "同意，就这样答复", "退回修改")
    opinion = lines("意见、理由", "退回的必填。", required=False, rows=3)


class ChangedForm(DayForm):
    """The change is done."""

    looked = lines("核对说明", "看过哪里、现在怎样写；不对外，可以不填。", required=False, rows=2)


class ReopenForm(DayForm):
    """What somebody said on the telephone."""

    words = lines("留言人说哪里没有解决", "照留言人所说写。", rows=3)


class ReasonForm(forms.Form):
    """Why."""

    reason = text("理由", "原来的登记留在办理经过里。")
