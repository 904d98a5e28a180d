"""Can a line break come into what is one line: a title, a name, a number of a letter?"""

import pytest
from django import forms
from django.test import Client
from django.urls import get_resolver, reverse

from gongkai_web.cases.models import Case
from gongkai_web.office.fields import one_line, text


def forms_below(kind: type) -> list[type]:
    """All forms of that kind that any page has."""
    return [one for below in kind.__subclasses__() for one in (below, *forms_below(below))]


def test_every_field_of_one_line_that_a_page_has_refuses_two():
    assert get_resolver().url_patterns  # all pages are loaded
    ours = [one for one in forms_below(forms.BaseForm) if one.__module__.startswith("gongkai_web.")]
    fields = [
        (f"{form.__name__}.{name}", field)
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if type(field) is forms.CharField and type(field.widget) is forms.TextInput
    ]
    assert len(fields) > 80
    # Those of the model are the office's own settings.
    open_to_all = [name for name, field in fields if one_line not in field.validators]
    assert [name for name in open_to_all if not name.startswith(("ParticularsForm.", "SignInForm."))] == []


@pytest.mark.parametrize("broken", ["标题\r\nBcc: a@example.invalid", "一\n二", "一\r二", "一\u2028二"])
def test_two_lines_are_refused_in_a_sentence(broken):
    with pytest.raises(forms.ValidationError, match="这一栏只写一行"):
        text("标题").clean(broken)
    assert text("标题").clean(" 一行\r\n") == "一行"


def test_li_qiang_s_title_with_a_line_break_makes_no_case(town):
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    answered = client.post(reverse("casework:intake"), {"title": "标题\r\nBcc: a@example.invalid"})
    assert answered.status_code == 422
    assert "这一栏只写一行；请去掉中间的换行。" in answered.content.decode()
    assert not Case.objects.exists()
