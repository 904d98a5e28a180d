"""From where was something reposted? The names of the sources, for what is counted by them (手册00 §七)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item


def source_names() -> dict[str, str]:
    """All of them, as they are called where it was reposted."""
    return _of(Item.objects.all())


def source_names_seen(person: Person, day: date) -> dict[str, str]:
    """Those that stand on what the person may see."""
    return _of(queries.visible(person, day))


def _of(found: QuerySet[Item]) -> dict[str, str]:
    named = found.exclude(source_name="").order_by("source_name")
    return {name: name for name in named.values_list("source_name", flat=True).distinct()}
