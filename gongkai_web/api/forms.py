"""What is said of a new token?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.office.fields import offer, text


class TokenForm(forms.Form):
    """Whose it is, for what, and in whose name drafts come in by it."""

    agency = forms.ModelChoiceField(
        label="机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    label = text("用途", "给哪个系统用，例如“集约化平台”。", most=100)
    writer = forms.ModelChoiceField(
        label="以谁的名义起草",
        queryset=Person.objects.none(),
        help_text="这个人算起草人，不审查由此进来的信息。",
        error_messages={"required": "请选择。", "invalid_choice": "请从列表中选一人。"},
    )

    def __init__(
        self, *args: Any, agencies: QuerySet[Agency], people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
        offer(self, "writer", people)
