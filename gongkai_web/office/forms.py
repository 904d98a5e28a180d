"""What do the forms of acts have in common: the day, at which agency, and how they say why not?"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from gongkai.errors import GongkaiError
from gongkai_web.agencies.models import Agency
from gongkai_web.errors import OnPaperOnly, Overtaken
from gongkai_web.office.fields import as_seen, day, offer, tick


class RefusableForm(forms.Form):
    """A form that has its own way to show why its act was refused."""

    def refuse(self, problem: GongkaiError) -> None:
        """Puts the sentences on top."""
        self.add_error(None, list(problem.sentences))


class SeenForm(RefusableForm):
    """A text that several may write: what somebody else saved since the page was opened is not lost unseen.

    Told once, and then sent again, it is meant so.
    """

    seen = as_seen()
    written = "text"  # the field of the text

    def refuse(self, problem: GongkaiError) -> None:
        """At the text."""
        self.add_error(self.written, str(problem))
        if isinstance(problem, Overtaken):
            now_seen(self, "seen", problem)


def now_seen(form: forms.BaseForm, field: str, problem: Overtaken) -> None:
    """From now on the form says that what stands there now was seen."""
    sent = QueryDict(mutable=True)
    for name, values in cast(QueryDict, form.data).lists():
        sent.setlist(name, values)
    sent[form.add_prefix(field)] = problem.now
    form.data = sent


class TrulyForm(RefusableForm):
    """A form with the tick 如实补登: it comes with the flags of a broken rule, never before."""

    still = "如果"

    def offer_truly(self) -> None:
        """Shows the tick by which what happened on paper is recorded though it breaks a rule."""
        self.fields["truly"] = tick("如实补登", "纸面上确已如此办理，照实登记；本件会一直带着上述提示。")

    def refuse(self, problem: GongkaiError) -> None:
        """Puts the sentences on top; where it can have happened on paper, asks."""
        if not isinstance(problem, OnPaperOnly):
            super().refuse(problem)
            return
        self.offer_truly()
        for flag in problem.flags:
            self.add_error(None, flag.message)
        self.add_error(None, f"{self.still}纸面上确已如此办理，请在下面勾选“如实补登”后再登记。")


class DayForm(forms.Form):
    """A form with the day of the act: today, or earlier where it is entered afterwards."""

    day = day("日期", "默认今天；补登的填实际发生的日期，不能晚于今天。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["day"].initial = today
        self.fields["day"].widget.attrs["max"] = today.isoformat()

    def clean_day(self) -> date:
        """Never later than today."""
        found: date = self.cleaned_data["day"]
        if found > self.today:
            raise forms.ValidationError(f"{found} 还没有到（今天是 {self.today}）；请核对日期。")
        return found


class AgencyForm(DayForm):
    """A form that opens something at one of the person's agencies."""

    agency = forms.ModelChoiceField(
        label="机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = offer(self, "agency", agencies)
        only = list(agencies[:2])
        if len(only) == 1:
            field.initial, field.disabled, field.widget = only[0], True, forms.HiddenInput()
