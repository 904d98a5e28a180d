"""How is a row kept from being changed or deleted once it is written?

For tables that only grow. The application refuses; what goes around the application (raw SQL) is found by
the hash chain of the audit lines.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)
SENTENCE = "「{}」只能追加，不能修改或删除；写错的请作废并另记一条。"


class AppendOnlyError(Exception):
    """Somebody's code tried to change or delete a row that only grows: a fault of the program."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(SENTENCE.format(model._meta.verbose_name))


class AppendOnlyQuerySet(models.QuerySet[Row_co]):
    """Reads and adds; refuses the rest."""

    def update(self, **_: object) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self.model)

    def delete(self) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self.model)

    def bulk_update(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self.model)


class AppendOnly(models.Model):
    """A row that can be written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new row; refuses a second time."""
        if not self._state.adding:
            raise AppendOnlyError(type(self))
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(type(self))
