"""Does 送达回证 say where a letter was really served, and does the case learn of that what it should?"""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from lxml import html

from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.letters import actions
from tests.web.letters.written import SEPTEMBER, issued, posted, sealed

pytestmark = pytest.mark.slow
HER_HOME, HER_MAIL = "示范市云溪区云溪路8号", "wangfang@shifan.example"


@pytest.fixture
def at_home(case, settings):
    """王芳's case; she gave both addresses."""
    settings.GONGKAI_SITE = {
        **settings.GONGKAI_SITE,
        "name": "示范市政府信息公开",
        "domain": "gk.shifan.example",
    }
    first = case.applicants.get()
    first.address, first.email = HER_HOME, HER_MAIL
    first.save(update_fields=["address", "email"])
    return case


def place_on_record(town, letter) -> str:
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("letters:service_record", args=[letter.pk, "docx"]))
    assert answer.status_code == 200
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = [row.cells for table in Document(io.BytesIO(data)).tables for row in table.rows]
    (found,) = [cells[-1].text.strip() for cells in rows if cells[0].text.strip() == "送达地点"]
    return found


def sent_by(town, letter, way: str):
    return posted(town, sealed(town, letter), way=way, mail_kind="", number="")


def test_by_post_it_is_her_address(office, at_home):
    assert place_on_record(office, posted(office, sealed(office, issued(office, at_home, "L12")))) == HER_HOME


def test_online_it_is_the_site_and_her_account(office, at_home):
    letter = sent_by(office, issued(office, at_home, "L12", way="online"), "online")
    place = place_on_record(office, letter)
    assert "示范市政府信息公开（gk.shifan.example）" in place
    assert at_home.registry_number in place
    assert HER_HOME not in place


def test_by_mail_it_is_her_mailbox(office, at_home):
    letter = sent_by(office, issued(office, at_home, "L12", way="email"), "email")
    assert place_on_record(office, letter) == f"电子邮箱{HER_MAIL}"


def test_by_fax_it_stays_open_for_the_number(office, at_home):
    assert place_on_record(office, sent_by(office, issued(office, at_home, "L12"), "fax")) == ""


# – the service of a letter that is no reply


def nothing_before(office, case) -> None:
    """王芳 asked, and nothing happened since."""


def with_reasons(office, case) -> None:
    """王芳 was asked for the reasons of so much, and gave them (第三十五条)."""
    cases.ask_reason(case=case, by=office.li_qiang, day=date(2024, 9, 3), until=date(2024, 9, 14))
    cases.receive_reason(
        case=case, by=office.li_qiang, day=date(2024, 9, 5), content="用于研究", reasonable=True
    )


def with_a_third_party(office, case) -> None:
    """A third party was asked on the same day."""
    cases.ask_third_party(case=case, by=office.li_qiang, day=SEPTEMBER, ref="征1", name="示范建设公司")


def with_a_reply(office, case) -> None:
    """The reply was served."""
    letter = posted(office, sealed(office, issued(office, case, "L12")))
    served(office, letter)


def served(office, letter):
    service = actions.Service("王芳", "本人")
    return actions.serve(letter=letter, by=office.li_qiang, day=SEPTEMBER, service=service)


@pytest.mark.parametrize(
    ("code", "act", "before"),
    [
        ("P05", "ask_reason", nothing_before),
        ("P06", "extend", nothing_before),
        ("P07", "delay", with_reasons),
        ("P09", "ask_third_party", with_a_third_party),
        ("L24", "revoke_reply", with_a_reply),
    ],
)
def test_it_stands_with_the_letter_and_is_no_service_of_a_reply(office, case, code, act, before):
    before(office, case)
    changes = {"values": {"act_of_correction": "予以撤销，另行作出答复"}} if code == "L24" else {}
    letter = posted(office, sealed(office, issued(office, case, code, act, **changes)))
    kinds, known = [one.kind for one in case.events.all()], current(case)
    page = form_of(office, letter)
    assert page.xpath('//input[@name="day"]')
    letter = served(office, letter)
    assert (letter.status, letter.served_on, letter.receiver) == ("served", SEPTEMBER, "王芳")
    assert [one.kind for one in case.events.all()] == kinds
    assert (current(case).served_on, current(case).due_on) == (known.served_on, known.due_on)
    assert form_of(office, letter) is None


def form_of(town, letter):
    """The form 登记送达 on the page of the letter; None where it is not offered."""
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    page = html.fromstring(client.get(reverse("letters:letter", args=[letter.pk])).content.decode())
    (found,) = page.xpath(f'//form[@action="{reverse("letters:serve", args=[letter.pk])}"]') or [None]
    return found
