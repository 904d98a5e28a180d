"""Does whoever reads an item of an agency that was merged or renamed find who does its work today?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import roles_of
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.documents import queries as documents
from gongkai_web.publishing.items import actions, checks
from gongkai_web.publishing.items.content import whole
from tests.web.casework.conftest import at  # noqa: F401 – a day that stands still
from tests.web.items.test_documents import REPEAL, document, row, theme
from tests.web.items.written import CONTENT, DAY, approved, fresh, published


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def found(office, name, slug, **changes) -> Agency:
    given = {"kind": "department", "founded_on": date(2020, 1, 1), "parent": None, "reason": "机构改革"}
    return agencies.found_agency(by=office.operator, name=name, slug=slug, **{**given, **changes})


def close(office, agency, successor=None, day=DAY):
    agencies.close_agency(by=office.operator, agency=agency, day=day, reason="机构改革", successor=successor)


def page(name, *arguments):
    answer = Client().get(reverse(name, args=arguments))
    assert answer.status_code == 200
    tree = html.fromstring(answer.content.decode())
    return " ".join(tree.xpath("//main")[0].text_content().split()), tree.xpath("//main//a/@href")


def test_the_pages_of_a_merged_agency_lead_to_who_does_its_work_today(office):
    first = found(office, "示范市综合办", "general")
    last = found(office, "示范市政务服务局", "service")
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2026, 3, 1), level="county")
    item = published(office, content={"column": "art20_03_plans"})
    close(office, office.district, first)
    close(office, first, last)
    where = reverse("portal:agency", args=["service"])
    for name, arguments in (
        ("items:public_item", [item.pk]),
        ("catalogue:public_column", ["yunxi", "art20-03-plans"]),
        ("catalogue:tree", ["yunxi"]),
        ("portal:agency", ["yunxi"]),
    ):
        text, links = page(name, *arguments)
        assert "示范市政务服务局" in text, name
        assert where in links, name
        assert "示范市综合办" not in text, name
    assert fresh(item).agency_name == "示范市云溪区人民政府办公室"
    assert "示范市云溪区人民政府办公室已于 2026-03-02 撤销" in page("items:public_item", item.pk)[0]
    assert verify().sound


def test_an_item_keeps_the_name_of_its_day_and_says_the_one_of_today(office):
    item = published(office)
    agencies.rename_agency(
        by=office.operator, agency=office.district, name="云溪区政务办", day=date(2026, 3, 3), reason="更名"
    )
    text, links = page("items:public_item", item.pk)
    assert "示范市云溪区人民政府办公室现名云溪区政务办。" in text
    assert reverse("portal:agency", args=["yunxi"]) in links
    assert fresh(item).agency_name == "示范市云溪区人民政府办公室"


def test_without_a_successor_no_one_is_named(office):
    item = published(office)
    close(office, office.district)
    text, _ = page("items:public_item", item.pk)
    assert "已于 2026-03-02 撤销" in text
    assert "承担" not in text


def test_a_successor_is_another_agency_that_stands(office):
    gone = found(office, "示范市综合办", "general")
    close(office, gone, day=date(2026, 3, 1))
    for wrong in (office.district, gone, found(office, "明日局", "later", founded_on=DAY)):
        with pytest.raises(Refused, match="请另选"):
            close(office, office.district, wrong, day=date(2026, 3, 1))


def test_a_successor_that_was_written_by_hand_is_found(office):
    close(office, office.district, found(office, "示范市综合办", "general"))
    Agency.objects.filter(slug="yunxi").update(successor=None)
    assert not verify().sound


LATER = date(2026, 3, 3)
SENTENCE = "已经撤销，不能再以它的名义发布新的信息"


@pytest.fixture
def taken_over(office):
    """云溪区 went into 综合办, and that into 政务服务局, where 钱一 and three others work."""
    first = found(office, "示范市综合办", "general")
    last = found(office, "示范市政务服务局", "service")
    staff = {}
    for number, role in enumerate(("officer", "reviewer", "secrecy", "head"), start=1):
        name = f"钱{'一二三四'[number - 1]}"
        staff[role] = agencies.add_person(by=office.operator, username=f"q{number}", display_name=name)
        agencies.appoint(
            by=office.operator,
            person=staff[role],
            agency=last,
            role=role,
            since=date(2020, 1, 1),
            reason="任职",
        )

    def merge():
        close(office, office.district, first)
        close(office, first, last)
        return last, {role: Person.objects.get(pk=one.pk) for role, one in staff.items()}

    return merge


def test_what_a_merged_agency_published_is_taken_down_by_who_does_its_work(office, taken_over):
    item, secret = published(office), published(office)
    _, staff = taken_over()
    given = {"day": LATER, "reason": "写着个人信息"}
    here = Person.objects.get(pk=office.li_qiang.pk)
    with pytest.raises(NotAllowed):
        actions.end(item=fresh(item), by=here, kind="withdrawn", **given)
    with pytest.raises(NotAllowed):
        actions.end(item=fresh(item), by=staff["officer"], kind="archived", **given)
    actions.end(item=fresh(item), by=staff["officer"], kind="withdrawn", **given)
    actions.end(item=fresh(secret), by=staff["secrecy"], kind="secret", **given)
    assert roles_of(staff["officer"], office.district, DAY) == frozenset()
    assert verify().sound


def test_it_is_found_in_the_office_and_nothing_new_is_begun_in_its_name(office, taken_over, at):  # noqa: F811
    item = published(office)
    _, staff = taken_over()
    client = Client()
    client.force_login(staff["officer"], backend="django.contrib.auth.backends.ModelBackend")
    at(2026, 3, 3)
    assert client.get(reverse("items:item", args=[item.pk])).status_code == 200
    page = client.get(reverse("items:new")).content.decode()
    assert "示范市云溪区人民政府办公室" not in page


def test_what_was_approved_does_not_go_out_in_the_name_of_an_agency_that_is_no_more(office, taken_over):
    edition = approved(office)
    _, staff = taken_over()
    with pytest.raises(Refused, match=SENTENCE):
        actions.publish(edition=edition, by=staff["officer"], day=LATER)
    assert fresh(edition.item).live is None


def test_the_documents_of_a_merged_agency_are_repealed_and_cleaned_up_by_who_does_its_work(
    office, taken_over
):
    old = row(published(office, content=document(office)))
    last, staff = taken_over()
    repeal = {**REPEAL, "theme": theme(office), "repeals": [old.pk], "issuers": [last.name]}
    content = whole({**CONTENT, **repeal})
    codes = {one.code for one in checks.open_points(content, last, LATER)}
    assert "effects.repeals" not in codes
    assert "effects.repeals" in {one.code for one in checks.open_points(content, office.county, LATER)}
    assert list(documents.in_force(last, date(2026, 4, 2))) == [old]
    register.end_document(
        by=staff["head"], document=old, day=LATER, ending="repealed", basis="云政办〔2026〕5号"
    )
