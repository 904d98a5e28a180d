"""Who sees and begins inspections on their pages, and what do these say?"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.audit import verify
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed
from gongkai_web.oversight.inspection.actions import runs
from gongkai_web.oversight.inspection.models import Finding, Run
from gongkai_web.oversight.inspection.urls import urlpatterns
from tests.law.pages.pages import DAY
from tests.web.inspection.test_crawl import HOME, crawl, page

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
STAFF = {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 404, "stranger": 404}
EXPECTED = {
    "runs": {**dict.fromkeys(WHO, 200), "anonymous": 302},
    "new": {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 403, "stranger": 403},
    "run": STAFF,
    "finding": STAFF,
}


@pytest.fixture
def done(inspect):
    outlet = inspect.site(HOME)
    pages = {HOME: page("<img src='/x.png'>"), f"{HOME}x.png": page("")}
    return crawl(outlet, pages)[0]


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def address(name, done):
    args = {"run": [done.pk], "finding": [Finding.objects.filter(run=done, kind="image_alt").get().pk]}
    return reverse(f"inspection:{name}", args=args.get(name, []))


def test_every_address_has_an_expectation():
    assert sorted(one.name for one in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, done, who):
    people = {
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    client = client_of(people[who]) if who in people else Client()
    found = {name: client.get(address(name, done)).status_code for name in EXPECTED}
    assert found == {name: expected[who] for name, expected in EXPECTED.items()}


def test_the_supervisor_begins_an_inspection_and_it_stands_in_the_trail(town, inspect):
    outlet = inspect.site(HOME)
    page_of = client_of(town.zhou_jie).post(reverse("inspection:new"), {"outlet": outlet.pk}, follow=True)
    assert "已排入" in page_of.content.decode()
    run = Run.objects.get()
    assert (run.asked_by, run.state) == (town.zhou_jie, "running")
    assert AuditLine.objects.filter(act="inspection.start_run", subject=f"inspection.Run:{run.pk}").exists()
    assert verify.verify().sound
    again = client_of(town.zhou_jie).post(reverse("inspection:new"), {"outlet": outlet.pk})
    assert (again.status_code, "正在检查" in again.content.decode()) == (422, True)


def test_he_jing_begins_none_for_another_county(town, inspect):
    outlet = inspect.site(HOME)
    with pytest.raises(NotAllowed, match="不能检查网站"):
        runs.start_run(by=town.he_jing, outlet=outlet, day=DAY, now=timezone.now())


def test_the_result_is_told_by_indicator_and_each_point_explained(town, done):
    told = client_of(town.li_qiang).get(address("run", done)).content.decode()
    for words in ("机器检查的部分", "由人检查", "看不出，不扣分", "图片没有替代文字", "V5"):
        assert words in told


def test_a_fault_shows_its_evidence_and_what_to_do(town, done):
    told = client_of(town.li_qiang).get(address("finding", done)).content.decode()
    for words in (HOME, "请写明图片说的是什么", "content-type: text/html", "/x.png"):
        assert words in told
