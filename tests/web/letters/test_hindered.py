"""What does 李强 get when an act on a letter was not taken? The page of the letter, with all he typed."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.office import once
from tests.hindered import SQLITE, locked
from tests.web.browsers import signed_out
from tests.web.casework.conftest import BACKEND, said, tree
from tests.web.letters.written import SEPTEMBER, drafted, issued, posted, sealed

pytestmark = [SQLITE, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def li_qiang(office, at):
    at(2024, 9, 11)
    client = Client(raise_request_exception=False)
    client.force_login(office.li_qiang, backend=BACKEND)
    return client


def ways(office, case):
    """The letter as it must stand for an act on it."""
    reply = lambda: issued(office, case, "L12")  # noqa: E731
    return {
        "revise": lambda: drafted(office, case, "L12"),
        "void": reply,
        "dispatch": lambda: sealed(office, reply()),
        "serve": lambda: posted(office, sealed(office, reply())),
    }


DAY = SEPTEMBER.isoformat()
TYPED = {
    "revise": {"paragraphs": "经检索，没有找到。", "remedies": "可以申请行政复议。"},
    "void": {"reason": "受文人写错了"},
    "dispatch": {"day": DAY, "way": "post", "mail_kind": "ems", "number": "1234567890123"},
    "serve": {"day": DAY, "receiver": "王芳", "relation": "本人", "place": "云溪路8号", "note": "当面签收"},
}


def form_of(page, address):
    (form,) = tree(page).xpath(f'//form[@action="{address}"]')
    return form


@pytest.mark.parametrize("act", TYPED)
def test_an_act_on_a_letter_that_was_not_taken_comes_back_on_its_page_filled(office, case, li_qiang, act):
    letter = ways(office, case)[act]()
    status, address = letter.status, reverse(f"letters:{act}", args=[letter.pk])
    with locked():
        page = li_qiang.post(address, {**TYPED[act], "seen": letter.content_hash, "once": once.new_key()})
    assert page.status_code == 503
    assert "没有提交" in said(page)
    form = form_of(page, address)
    given = dict(form.form_values())
    assert {name: given[name].replace("\r\n", "\n").strip() for name in TYPED[act]} == TYPED[act]
    for around in form.iterancestors("details"):
        assert "open" in around.attrib  # what was typed is not folded away
    letter.refresh_from_db()
    assert letter.status == status
    again = li_qiang.post(address, given)
    assert again.status_code == 302, said(again)


def test_a_scan_that_was_not_taken_asks_for_the_file_again(office, case, li_qiang):
    letter = issued(office, case, "L12")
    address = reverse("letters:seal", args=[letter.pk])
    with locked():
        page = li_qiang.post(address, {"once": once.new_key()})
    assert page.status_code == 503
    assert "请选择文件" in form_of(page, address).text_content()


def test_where_the_form_no_longer_stands_on_the_page_nothing_is_filled(office, case, li_qiang):
    letter = issued(office, case, "L12")
    address = reverse("letters:serve", args=[letter.pk])
    with locked():
        page = li_qiang.post(address, {**TYPED["serve"], "once": once.new_key()})
    assert page.status_code == 503
    assert tree(page).xpath(f'//form[@action="{address}"]') == []


def test_what_he_typed_over_a_lost_session_stands_in_its_form_again(office, case, li_qiang):
    letter = issued(office, case, "L12")
    page, address = (reverse(f"letters:{name}", args=[letter.pk]) for name in ("letter", "void"))
    signed_out(li_qiang, office.li_qiang)
    assert li_qiang.post(address, TYPED["void"]).status_code == 302
    li_qiang.force_login(office.li_qiang, backend=BACKEND)
    assert (
        dict(form_of(li_qiang.get(page), address).form_values())["reason"].strip() == TYPED["void"]["reason"]
    )
