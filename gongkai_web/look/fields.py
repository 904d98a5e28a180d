"""How is the bare field of a form drawn: an input, a list, several lines?

By hand, not by templates: the filter of a list has two dozen fields with a hundred options, and drawing each
option by a template of its own took a third of the page. What is not drawn here the templates draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]
_PLACE, _END = "django/forms/widgets/", ".html"


class Fields(DjangoTemplates):
    """The renderer of all forms."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """The field by hand where it is known, else by its template."""
        name = template_name.removeprefix(_PLACE).removesuffix(_END)
        draw = _DRAWN.get(name) if "widget" in context else None
        if draw is None:
            return mark_safe(super().render(template_name, context, request))
        return mark_safe(draw(context["widget"]))


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escape(str(widget["value"]))}"'
    return (
        f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'
    )


def _lines(widget: Widget) -> str:
    value = escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _list(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{groups}\n</select>'


def _group(name: str | None, options: list[Widget]) -> str:
    drawn = "".join(f"\n  {_option(option)}" for option in options)
    return f'\n  <optgroup label="{escape(name)}">{drawn}\n  </optgroup>' if name else drawn


def _option(option: Widget) -> str:
    value, label = escape(str(option["value"])), escape(option["label"])
    return f'<option value="{value}"{_attributes(option)}>{label}</option>'


def _attributes(widget: Widget) -> str:
    """False leaves an attribute out, True writes its name alone."""
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


_INPUTS = ("text", "number", "email", "url", "date", "hidden", "checkbox", "password", "file", "input", "tel")
_DRAWN: dict[str, Callable[[Widget], str]] = dict.fromkeys(_INPUTS, _input) | {
    "textarea": _lines,
    "select": _list,
}
