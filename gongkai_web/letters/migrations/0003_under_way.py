"""Letters that were under way before they were the next acts of their cases become that."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_STAGES = {
    "drafting": "drafting",
    "in_review": "in_review",
    "approved": "approved",
    "issued": "unsealed",
    "sealed": "unsent",
}


def show(apps: Any, _schema: Any) -> None:
    """The oldest of each case; every later act on one of them says it anew."""
    letters, cases = apps.get_model("letters", "Letter"), apps.get_model("cases", "Case")
    living = letters.objects.filter(status__in=list(_STAGES)).order_by("-pk")
    found = {one.case_id: one for one in living if (one.addressee, one.status) != ("internal", "issued")}
    for key, letter in found.items():
        stage = _stage(letter)
        waits = "review" if stage == "in_review" else ""
        row = cases.objects.get(pk=key)
        row.letter_key, row.letter_act, row.letter_stage = letter.pk, letter.act, stage
        row.next_act, row.waits_for = f"letter_{stage}", waits
        row.next_on = row.due_on if row.concluded_on is None else row.next_on
        row.save()


def _stage(letter: Any) -> str:
    last = letter.decisions.order_by("pk").last()
    if letter.status == "drafting" and last is not None and not last.approved:
        return "returned"
    return _STAGES[letter.status]


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0007_letter_under_way"),
        ("letters", "0002_bundle"),
    ]

    operations = [migrations.RunPython(show, migrations.RunPython.noop, elidable=True)]
