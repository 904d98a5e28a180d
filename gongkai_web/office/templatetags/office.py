"""The tags by which a template leads to a subject without knowing which room shows it."""

from __future__ import annotations

from django import template
from django.apps import apps
from django.db.models import Model
from django.template import Context

from gongkai_web.agencies.permissions import What, holds_anywhere
from gongkai_web.look.parts import Link
from gongkai_web.office import menu, places
from gongkai_web.office.days import today

register = template.Library()


@register.simple_tag
def page_of(subject: Model) -> str:
    """The address of the subject's page."""
    return places.page_of(subject)


@register.simple_tag
def list_of(label: str) -> str:
    """The address of the list of that kind, by the label of its model."""
    return places.list_of(apps.get_model(label)).href


@register.simple_tag
def entry_of(label: str) -> str:
    """The address at which a new one of that kind is entered."""
    return places.entry_of(apps.get_model(label))


@register.simple_tag
def ways_from(subject: Model) -> list[tuple[Link, str]]:
    """What leads on from the page of the subject."""
    return places.ways_from(subject)


@register.simple_tag
def office_home() -> str:
    """The address of the office's home."""
    return places.home().href


@register.simple_tag(takes_context=True)
def other_registers(context: Context) -> list[Link]:
    """Registers and settings beside the daily work, as far as they open for whoever is signed in."""
    person, day = context["request"].user, today()
    return [one.link for one in menu.aside() if not one.needs or holds_anywhere(person, What(one.needs), day)]
