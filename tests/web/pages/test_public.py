"""Does a citizen find the document behind a title, the way to the query, and no word meant for the staff?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.interaction import actions as interaction
from gongkai_web.publishing import actions as publishing
from gongkai_web.publishing.models import NormativeDocument
from tests.web.apply.conftest import FORM
from tests.web.documents.confirmed import confirmed
from tests.web.interaction.written import MONDAY, answered, sent
from tests.web.items.written import CONTENT, furnish, published

TITLE = "云溪区停车场管理办法"


@pytest.fixture
def document(town) -> NormativeDocument:
    """云溪区's document, which has ended since."""
    found = publishing.issue_document(
        by=town.li_qiang,
        agency=town.district,
        kind="normative_document",
        title=TITLE,
        number="云政规〔2024〕3号",
        issued_on=date(2024, 3, 1),
        effective_from=date(2024, 4, 1),
    )
    confirmed(town, found)
    publishing.end_document(
        by=town.li_qiang, document=found, day=date(2024, 9, 1), ending="repealed", basis="另有规定"
    )
    return found


def opened(address: str):
    answer = Client().get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def said(tree) -> str:
    return " ".join(tree.text_content().split())


def test_what_is_new_stands_on_the_home_page_until_it_is_taken_back(town):
    bare = said(opened("/"))
    assert [one for one in ("最新公开", "最新答复") if one in bare] == []
    item, message = published(furnish(town)), answered(town, sent(town))
    page = opened("/")
    for heading, title, address in (
        ("最新公开", CONTENT["title"], reverse("items:public_item", args=[item.pk])),
        ("最新答复", message.public_title, reverse("interaction:answer", args=[message.pk])),
    ):
        assert page.xpath(f'//section[h2="{heading}"]//li//a[contains(., "{title}")]/@href') == [address]
    interaction.withdraw_answer(message=message, by=town.li_qiang, day=MONDAY, reason="写错了路名")
    assert "最新答复" not in said(opened("/"))


def test_a_title_leads_to_its_document_wherever_it_stands(document, town):
    for page in ("/", "/documents/", f"/agencies/{town.district.slug}/"):
        (link,) = opened(page).xpath(f'//a[contains(text(), "{TITLE}")]/@href')
        shown = said(opened(link))
        for words in (TITLE, "云政规〔2024〕3号", "2024-04-01", "已废止 2024-09-01", town.district.name):
            assert words in shown


def test_a_hit_beside_the_form_leads_to_its_document(document):
    client = Client()
    tree = html.fromstring(client.get(FORM).content.decode())
    key = tree.xpath('//input[@name="submission_key"]/@value')[0]
    answer = client.post(FORM, {"look": "1", "title": "停车场的管理", "submission_key": key})
    links = html.fromstring(answer.content.decode()).xpath('//section[@id="published"]//li//a/@href')
    assert links == [reverse("portal:document", args=[document.pk])]


def test_a_void_entry_has_no_page_for_the_public(document, town):
    publishing.void_document(by=town.li_qiang, document=document, day=date(2024, 9, 2), reason="登记错了")
    assert Client().get(f"/documents/{document.pk}/").status_code == 404


def test_the_home_page_leads_to_the_query_and_to_the_sign_in(town):
    links = opened("/").xpath("//main//a/@href")
    assert {reverse("apply:query"), reverse("sign_in")} <= set(links)


def test_nobody_outside_reads_what_the_office_has_not_filled_in_and_the_operator_does(town, settings):
    settings.GONGKAI_SITE = {**settings.GONGKAI_SITE, "icp": ""}
    for page in ("/", FORM, "/follow/"):
        assert "尚未填写" not in said(opened(page))
    client = Client()
    client.force_login(town.operator, backend="django.contrib.auth.backends.ModelBackend")
    assert "ICP备案" in client.get(reverse("staffing:agencies")).content.decode()


def test_the_steps_stand_before_the_form_and_each_field_says_whether_it_is_needed(town):
    tree = opened(FORM)
    steps = tree.xpath('//nav[@class="apply-steps"]')[0]
    assert len(steps.xpath(".//li")) == 4
    assert steps.xpath("following::form[@enctype]")
    marks = {
        label.get("for").removeprefix("id_"): said(label.xpath("./span")[0])
        for label in tree.xpath('//fieldset[@id="who"]//label[span]')
    }
    assert {marks[name] for name in ("phone", "email", "address")} == {"三项至少填一项"}
    assert marks["postcode"] == marks["contact"] == "选填"
    assert {marks[name] for name in ("id_number", "proof")} == {"号码、证明填一项"}
