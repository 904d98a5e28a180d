"""How does every form of the office get its one-time key? With the token that it cannot be sent without.

Built into the templates in place of Django's own `{% csrf_token %}`: no form can be written without the key.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from gongkai_web.caching import OFFICE
from gongkai_web.office import once
from gongkai_web.office.keeping import ONCE

register = template.Library()


class _Keyed(CsrfTokenNode):
    def render(self, context: Context) -> str:
        shown = super().render(context)
        request = context.get("request")
        if not shown or request is None or not request.path.startswith(OFFICE):
            return shown
        key = format_html('<input type="hidden" name="{}" value="{}">', ONCE, once.new_key())
        return format_html("{}{}", shown, key)


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> CsrfTokenNode:
    """The token of Django, and on pages of the office the key of this form."""
    return _Keyed()
