"""Which rows that belong to items does somebody see? Those of the items that they see (`queries`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.place_models import Counted


def of_seen_by(model: type[Model]) -> Callable[[Who], QuerySet[Any]]:
    """The rows of the items that somebody sees: asked of the item beside each, not of a list of all items."""

    def seen(who: Who) -> QuerySet[Any]:
        return model._default_manager.filter(queries.seen_by(who, "item__"))

    return seen


def of_seen(model: type[Model]) -> Callable[[Person | AnonymousUser, date], QuerySet[Any]]:
    """The same of one person, and of what everybody sees."""

    def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Any]:
        if isinstance(person, Person):
            return of_seen_by(model)(Asking(person, day))
        return model._default_manager.filter(item__in=queries.public(day))

    return visible


def of_placed_by(model: type[Counted]) -> Callable[[Who], QuerySet[Any]]:
    """The rows that say themselves what is counted of their item: the item is looked up only in doubt."""

    def seen(who: Who) -> QuerySet[Any]:
        return model._default_manager.filter(queries.placed_seen_by(who))

    return seen


def of_placed(model: type[Counted]) -> Callable[[Person | AnonymousUser, date], QuerySet[Any]]:
    """The same of one person, and of what everybody sees."""

    def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Any]:
        if isinstance(person, Person):
            return of_placed_by(model)(Asking(person, day))
        return model._default_manager.filter(queries.placed_in_public(day))

    return visible
