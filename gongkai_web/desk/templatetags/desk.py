"""The tags of the desk's own parts."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from gongkai_web.desk.statistics import Number
from gongkai_web.look.templatetags.look import linked

register = template.Library()


@register.simple_tag
def counted(number: Number, cases_url: str) -> SafeString:
    """A number that opens the list that it counts, where it counts one."""
    return linked(number.text, f"{cases_url}?{number.query}" if number.query else "")
