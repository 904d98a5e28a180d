"""Which figures are there? Those that the modules named in the settings declare as `FIGURES`."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib import import_module

from django.conf import settings
from django.db.models import Model

from gongkai_web.figures.declared import Figure


class Registry:
    """The figures of all domains by id, in the order in which they were declared."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._figures: dict[str, Figure] = {}
        self.register(*figures)

    def register(self, *figures: Figure) -> None:
        """Adds figures. ValueError where an id is taken by another."""
        for figure in figures:
            if self._figures.setdefault(figure.id, figure) is not figure:
                raise ValueError(
                    f"「{figure.id}」已由「{self._figures[figure.id].label}」占用；请另取一个标识。"
                )

    def named(self, id: str) -> Figure:  # noqa: A002
        """The figure of that id. KeyError where nobody declared it."""
        return self._figures[id]

    def find(self, id: str) -> Figure | None:  # noqa: A002
        """The figure of that id, where there is one."""
        return self._figures.get(id)

    def all(self) -> tuple[Figure, ...]:
        """Every figure."""
        return tuple(self._figures.values())

    def over(self, model: type[Model]) -> tuple[Figure, ...]:
        """The figures that count records of the model, so that a list of them can be narrowed to one."""
        return tuple(one for one in self.all() if one.subject.model is model and not one.sums)


@functools.cache
def registry() -> Registry:
    """The figures of this installation (`FIGURES`), read once."""
    return Registry(figure for module in settings.FIGURES for figure in import_module(module).FIGURES)
