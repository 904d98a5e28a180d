"""Who gets what at every address of the checking desk? Made from its URL list: none can be forgotten."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.annual.campaign.models import SubmittedFile
from gongkai_web.annual.campaign.queries import visible
from gongkai_web.annual.campaign.urls import urlpatterns
from tests.web.annual.test_file import JANUARY
from tests.web.campaign.reports import as_json, faulty, opened, signed_in, tree_of, written
from tests.web.look.trees import find, text

pytestmark = pytest.mark.slow

BY_POST = {"add", "read", "verdict", "again", "remove"}
FOR_ALL = {"batches", "new"}


@pytest.fixture
def file(zhou_jie, tmp_path):
    opened(zhou_jie, {"云溪区.docx": written(faulty(), tmp_path, ".docx")})
    return SubmittedFile.objects.get()


def address(name, pk, file):
    route = next(str(one.pattern) for one in urlpatterns if one.name == name)
    return reverse(f"campaign:{name}", args=[pk, file][: route.count("<")])


def ask(client, name, pk, file):
    return (client.post if name in BY_POST else client.get)(address(name, pk, file))


NAMES = [one.name for one in urlpatterns]


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(file, name):
    response = ask(Client(), name, file.batch_id, file.pk)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/?next=/office/review/")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FOR_ALL])
def test_other_agencies_and_strangers_find_no_such_page_and_change_nothing(town, file, name):
    for person in (town.li_qiang, town.sun_li, town.he_jing, town.stranger, town.operator):
        assert ask(signed_in(person), name, file.batch_id, file.pk).status_code == 404
    file.refresh_from_db()
    assert file.stage == "read"


@pytest.mark.parametrize("name", NAMES)
def test_zhou_jie_gets_each_page_and_a_guessed_number_leads_nowhere(zhou_jie, file, name):
    assert ask(zhou_jie, name, file.batch_id, file.pk).status_code in {200, 302}
    if name not in FOR_ALL:
        assert ask(zhou_jie, name, 99999, file.pk).status_code == 404
    if address(name, 1, 1) != address(name, 1, 2):
        assert ask(zhou_jie, name, file.batch_id, 99999).status_code == 404


@pytest.mark.parametrize("name", sorted(BY_POST - {"add"}))
def test_nothing_is_changed_by_following_a_link(zhou_jie, file, name):
    assert zhou_jie.get(address(name, file.batch_id, file.pk)).status_code == 405


def test_a_file_is_not_reached_through_another_batch(town, zhou_jie, file):
    other = opened(zhou_jie, {"另.json": as_json(faulty(2022))})
    assert ask(zhou_jie, "file", other.pk, file.pk).status_code == 404
    own = opened(signed_in(town.li_qiang), {"自查.json": as_json(faulty())})
    assert ask(signed_in(town.li_qiang), "original", own.pk, file.pk).status_code == 404


def test_a_batch_is_seen_by_the_staff_of_its_agency_and_nobody_else(town, file):
    assert visible(town.zhou_jie, JANUARY).get() == file.batch
    for person in (town.li_qiang, town.he_jing, town.stranger, town.operator, AnonymousUser()):
        assert not visible(person, JANUARY).exists()
    opened(signed_in(town.li_qiang), {"自查.json": as_json(faulty())})
    assert visible(town.zhou_jie, JANUARY).get() == file.batch


def test_an_operator_of_the_agency_sees_no_batch(town, file):
    keeper = agencies.add_person(by=town.operator, username="keeper", display_name="管理员")
    today = timezone.localdate()
    agencies.appoint(by=town.operator, person=keeper, agency=town.city, role="operator", since=today)
    client = signed_in(keeper)
    assert ask(client, "file", file.batch_id, file.pk).status_code == 404
    assert ask(client, "batch", file.batch_id, 0).status_code == 404
    said = text(find(tree_of(ask(client, "new", 0, 0)), "p.empty")[0])
    assert said.startswith("您现在没有经办、审核、负责或者主管岗位")


def test_somebody_without_office_is_told_why_the_list_is_empty(town):
    tree = tree_of(signed_in(town.stranger).get(reverse("campaign:batches")))
    assert "还没有核对批次" in text(find(tree, "p.empty")[0])
    assert not find(tree, "main a.button")


def test_the_desk_leads_to_the_checking_desk(town):
    for path in (reverse("desk:home"), reverse("campaign:batches")):
        tree = tree_of(signed_in(town.zhou_jie).get(path))
        entries = [(text(link), link.get("href")) for link in find(tree, "nav.nav a")]
        assert entries.count(("核对台", "/office/review/")) == 1
        assert len(entries) == len(set(entries))
