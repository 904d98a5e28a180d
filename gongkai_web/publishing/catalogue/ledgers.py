"""What does the audit trail say of columns, fields, contacts and the schedule, held against what is there?

Every act tells each field that it wrote of each record; what was told last is what must be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.catalogue.models import (
    Catalogue,
    Column,
    Contact,
    FieldTag,
    HeldWords,
    ListedSource,
    PublicEnterprise,
    ScheduledDay,
    StandardItem,
)

_MODELS: tuple[type[Model], ...] = (
    Catalogue,
    Column,
    FieldTag,
    Contact,
    ListedSource,
    ScheduledDay,
    StandardItem,
    PublicEnterprise,
    HeldWords,
)
# Of words that wait the trail has the digest alone, as of texts.
_UNTOLD = frozenset({"id", "given"})
_REMOVED = "catalogue.remove_contact"


def _tell(label: str) -> Callable[[dict[str, dict[str, Any]], Told], None]:
    def tell(told: dict[str, dict[str, Any]], line: Told) -> None:
        if line.act == _REMOVED and line.subject.partition(":")[0] == label:
            told.pop(line.subject.partition(":")[2], None)
        for key, fields in line.detail["rows"].get(label, {}).items():
            told[key] = {**told.get(key, {}), **fields}

    return tell


def _kept(model: type[Model]) -> Callable[[], Iterator[tuple[str, dict[str, Any]]]]:
    def kept() -> Iterator[tuple[str, dict[str, Any]]]:
        for row in model._default_manager.order_by("pk").iterator():
            fields = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
            yield str(row.pk), {name: value for name, value in fields.items() if name not in _UNTOLD}

    return kept


LEDGERS = tuple(
    Ledger(str(model._meta.verbose_name), "catalogue.", _tell(model._meta.label), _kept(model))
    for model in _MODELS
)
