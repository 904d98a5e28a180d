"""What can be chosen in the filter of the list, and what is each choice called?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator

from gongkai.procedure.duties import called_alike, letter_acts
from gongkai.procedure.facts import AppealResult

SHOWS = (
    ("open", "在办"),
    ("overdue", "答复已逾期（没有作出或者没有发出）"),
    ("late", "待办：下一步已逾期"),
    ("soon", "待办：三个工作日内"),
    ("mine", "待办：分派给我或者还没有分派的"),
    ("waiting", "待办：等待他人"),
    ("undated", "待办：没有期限"),
    ("counted", "已确认收到（不含已拆分的原件）"),
)
FLAGS = (
    ("on_time", "按期答复"),
    ("late", "逾期答复、逾期发出"),
    ("extended", "延期过"),
    ("correction", "告知补正过"),
    ("fee", "发过收费通知"),
    ("reminded", "申请人反映逾期，待处理"),
    ("any", "有任何违反程序的提示"),
)
APPEALS = (
    ("any", "有复议、诉讼"),
    ("pending", "尚未审结"),
    ("concluded", "已经审结"),
    *((value, label) for value, label in AppealResult.choices),
)
SORTS = (
    ("new", "登记，新的在前"),
    ("old", "登记，早的在前"),
    ("next", "下一步期限"),
    ("due", "答复期限"),
    ("received", "收到日期，新的在前"),
    ("concluded", "答复日期，新的在前"),
)
SIZES = (("50", "50"), ("20", "20"), ("100", "100"), ("200", "200"))
# Stages that are called the same are one choice (`duties.called_alike`).
LETTERS = tuple((key, f"文书{label}") for key, label in letter_acts().items() if called_alike(key)[0] == key)
_DAY = {"invalid": "请写成 2024-09-20 的样子。"}


class _AsGiven(BaseChoiceIterator):
    """Choices that are pairs already: Django looks at each word of them several times for every form."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        self._pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._pairs)

    def __deepcopy__(self, memo: object) -> _AsGiven:
        """Nothing in them changes."""
        return self


class Chosen(forms.ChoiceField):
    """One of a list, or all. `words`: what each choice is called."""

    def __init__(self, label: str, choices: Iterable[tuple[str, str]], empty: str = "全部") -> None:
        super().__init__(
            label=label,
            required=False,
            error_messages={"invalid_choice": "没有这个选项；请从列表中选一项。"},
        )
        self.offer(choices, empty)

    def offer(self, choices: Iterable[tuple[str, str]], empty: str = "全部") -> None:
        """Sets what can be chosen."""
        self.words = {"": empty, **dict(choices)}
        self.put(self.words.items())

    def put(self, choices: Iterable[tuple[str, Any]]) -> None:
        """The same in groups: a group is its name and its pairs."""
        self.choices = _AsGiven(choices)


def day_field(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages=_DAY)
