"""Is a field drawn by hand what its template draws, to the letter?"""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from gongkai_web.look.fields import Fields

NASTY = "<b>\"王芳\" & '李强'</b>"
CHOICES = [("", "请选择"), (NASTY, NASTY), ("组", [("一", "第一"), (2, "第二")]), (None, "没有")]
ATTRIBUTES = {"id": "id_x", "required": True, "disabled": False, "max": 7, "title": NASTY}
WIDGETS = [
    *(forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.HiddenInput),
    *(forms.PasswordInput, forms.FileInput, forms.CheckboxInput, forms.Textarea),
]


def drawn(widget: forms.Widget, value: object) -> list[str]:
    return [widget.render("name", value, ATTRIBUTES, renderer=by()) for by in (Fields, DjangoTemplates)]


@pytest.mark.parametrize("value", [None, "", "0", 0, 7, True, NASTY, "一\n二"], ids=repr)
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_a_field_is_drawn_as_by_its_template(widget, value):
    by_hand, by_template = drawn(widget(), value)
    assert by_hand == by_template


@pytest.mark.parametrize("value", [None, "", NASTY, "一", 2, [2, "一"]], ids=repr)
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_a_list_is_drawn_as_by_its_template(widget, value):
    if isinstance(value, list) and widget is not forms.SelectMultiple:
        value = value[0]
    by_hand, by_template = drawn(widget(choices=CHOICES), value)
    # Empty lines between the options mean nothing.
    assert by_hand.split("\n") == [line for line in by_template.split("\n") if line.strip()]


def test_a_day_is_drawn_as_by_its_template():
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    by_hand, by_template = drawn(widget, "2024-03-01")
    assert by_hand == by_template


def test_the_site_draws_by_hand(settings):
    assert settings.FORM_RENDERER == "gongkai_web.look.fields.Fields"
    assert isinstance(forms.Form().renderer, Fields)
