"""What becomes of an act that says no? Its sentence in the form, on the next page, or on a page with 403."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from gongkai_web.errors import NotAllowed, OnPaperOnly, Refused
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.downloads import made_for
from gongkai_web.office.forms import TrulyForm
from gongkai_web.office.kept import keeps_typed
from tests.people import found_town


class Form(forms.Form):
    reason = forms.CharField()


def request(**sent):
    made = RequestFactory().post("/", sent) if sent else RequestFactory().get("/")
    made.session, made.user = {}, None
    made._messages = FallbackStorage(made)
    return made


def refused(*_):
    raise Refused("还没有收到，不能答复。")


def test_a_refused_act_leaves_its_sentence_and_what_was_typed():
    asked = request(reason="案情复杂")
    form = Form(asked.POST)
    assert not carried_out(asked, form, refused, "已登记。")
    assert form.non_field_errors() == ["还没有收到，不能答复。"]
    assert form["reason"].value() == "案情复杂"
    assert list(get_messages(asked)) == []


def test_the_sentence_stands_at_the_field_that_it_is_about():
    form = Form({"reason": "案情复杂"})
    assert form.is_valid()
    assert done(form, refused, field="reason") is None
    assert form.errors["reason"] == ["还没有收到，不能答复。"]


def test_an_act_that_is_done_is_told_and_gets_what_was_typed():
    asked = request(reason="案情复杂")
    given = []
    assert carried_out(asked, Form(asked.POST), given.append, "已登记。")
    assert given == [{"reason": "案情复杂"}]
    assert [str(one) for one in get_messages(asked)] == ["已登记。"]


def test_a_form_that_is_only_shown_or_lacks_something_does_nothing():
    given = []
    shown = request()
    assert not carried_out(shown, Form(), given.append)
    sent = request(reason="")
    assert not carried_out(sent, Form(sent.POST), given.append)
    assert given == []


def test_behind_a_button_the_next_page_tells_why_not():
    asked = request(go="1")
    assert not told(asked, refused, "已办。")
    assert told(asked, lambda: None, "已办。")
    assert [(one.level_tag, str(one)) for one in get_messages(asked)] == [
        ("error", "还没有收到，不能答复。"),
        ("success", "已办。"),
    ]


def test_an_error_that_nobody_foresaw_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        told(request(go="1"), lambda: 1 / 0)


def test_what_can_have_happened_on_paper_is_asked_for_with_the_flags():
    class Flag:
        message = "已经逾期。"

    class Entry(TrulyForm):
        reason = forms.CharField()

    def broken(_):
        raise OnPaperOnly((Flag(),))

    asked = request(reason="案情复杂")
    form = Entry(asked.POST)
    assert "truly" not in form.fields
    assert not carried_out(asked, form, broken)
    assert "truly" in form.fields
    assert form.non_field_errors()[0] == "已经逾期。"


@keeps_typed
def closed(request):
    raise NotAllowed("李强不是公开机构负责人，不能年报定稿。")


@keeps_typed
def name_of(request):
    return HttpResponse(request.user.display_name)


urlpatterns = [
    path("closed/", closed),
    path("name/", name_of),
    path("sign-in/", name_of, name="sign_in"),
]


@pytest.mark.django_db
@override_settings(
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"403.html": "{{ exception }}"},
                    )
                ]
            },
        }
    ],
)
def test_whoever_may_do_nothing_on_a_page_reads_the_sentence_of_the_rule():
    town, browser = found_town(), Client()
    assert browser.get("/closed/").status_code == 302
    browser.force_login(town.li_qiang)
    answer = browser.get("/closed/")
    assert (answer.status_code, answer.content.decode()) == (403, "李强不是公开机构负责人，不能年报定稿。")
    assert browser.get("/name/").content.decode() == "李强"


def test_a_file_that_cannot_be_made_leads_back_with_the_reason(db):
    asked = request()
    answer = made_for(asked, refused, "答复书.pdf", "pdf", taken=[], back="/office/letters/1/")
    assert (answer.status_code, answer.url) == (302, "/office/letters/1/")
    assert [str(one) for one in get_messages(asked)] == ["还没有收到，不能答复。"]
    made = made_for(asked, lambda: b"%PDF", "答复书.pdf", "pdf", taken=[], back="/")
    assert made.content == b"%PDF"
    assert made["Content-Type"] == "application/pdf"
    assert made["X-Content-Type-Options"] == "nosniff"
    assert made["Cache-Control"] == "private, no-store"
    assert made["Content-Disposition"].startswith("attachment; ")
