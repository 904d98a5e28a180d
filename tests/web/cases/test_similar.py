"""When are two requests for the same, and how much is read to find out?"""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from gongkai_web.cases import similar
from gongkai_web.cases.models import Case
from gongkai_web.cases.similar import ALIKE, asked_before, asked_by_others, similarity
from tests.people import receive

folded = import_module("gongkai_web.cases.migrations.0006_folded_names")
TITLE = "云溪路拓宽工程的征地补偿方案"
DAY = date(2024, 3, 15)


@pytest.mark.parametrize(
    "other",
    [
        "申请公开云溪路拓宽工程征地补偿方案",
        "云溪路拓宽工程征地补偿安置方案",
        "关于「云溪路拓宽工程」的征地补偿方案的政府信息",
        "云溪路拓宽工程　征地补偿方案。",
    ],
)
def test_the_same_in_other_words_is_alike(other):
    assert similarity(TITLE, other) >= ALIKE


@pytest.mark.parametrize("other", ["2023 年部门决算", "云溪路环境影响评价报告", "", "的"])
def test_other_things_are_not_alike(other):
    assert similarity(TITLE, other) < ALIKE


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2024 年部门预算", "２０２４年部门预算", True),
        ("2024 年部门预算执行情况", "部门预算执行情况", True),
        ("2024 年部门预算", "2025 年部门预算", False),
        ("云政〔2024〕12 号文件", "云政〔2024〕13 号文件", False),
        ("第 3 批拆迁补偿名册", "第 13 批拆迁补偿名册", False),
    ],
)
def test_the_same_of_another_year_or_number_is_another_thing(one, other, alike):
    assert (similarity(one, other) >= ALIKE) is alike


def test_alike_is_the_same_both_ways_and_whole_for_the_same():
    assert similarity(TITLE, TITLE) == 1
    assert similarity(TITLE, "征地补偿") == similarity("征地补偿", TITLE)


def test_her_own_requests_are_told_from_those_of_others(town):
    mine = receive(town, date(2024, 1, 8))
    his = receive(town, date(2024, 1, 9), applicant_name="陈刚")
    receive(town, date(2024, 1, 9), by=town.he_jing, agency=town.county)
    key = mine.applicant_key
    assert [one.case for one in asked_before(town.district, key, TITLE, DAY)] == [mine]
    assert [one.case for one in asked_by_others(town.district, key, TITLE, DAY)] == [his]
    assert asked_before(town.district, key, TITLE, DAY, but=mine.pk) == []


def test_what_is_long_past_is_no_duplicate(town):
    old = receive(town, date(2020, 1, 8))
    assert asked_before(town.district, old.applicant_key, TITLE, DAY) == []
    assert asked_by_others(town.district, "", TITLE, DAY) == []


def test_no_more_candidates_are_compared_than_said_and_what_is_alike_alone_is_read(
    town, django_assert_num_queries, monkeypatch
):
    for number in range(6):
        receive(town, date(2024, 1, 8), applicant_name=f"申请人{number % 2}")
    monkeypatch.setattr(similar, "CANDIDATES", 4)
    key = Case.objects.order_by("-pk")[0].applicant_key
    for ask, alike in ((asked_by_others, 2), (asked_before, 3)):
        with django_assert_num_queries(2) as seen:
            assert len(ask(town.district, key, TITLE, DAY)) == alike
        assert "LIMIT 4" in seen.captured_queries[0]["sql"]
        with django_assert_num_queries(1):
            assert ask(town.district, key, "公交线路调整方案", DAY) == []


@pytest.mark.parametrize("dot", ["•", "．", " ・ ", "…"])
def test_her_name_with_another_dot_is_hers(town, dot):
    mine = receive(town, date(2024, 1, 8), applicant_name="阿依古丽·买买提")
    again = receive(town, date(2024, 3, 8), applicant_name=f"阿依古丽{dot}买买提")
    assert again.applicant_name == f"阿依古丽{dot}买买提"
    before = asked_before(town.district, again.applicant_key, TITLE, DAY, but=again.pk)
    assert [one.case for one in before] == [mine]


def test_names_spaced_for_the_look_of_a_column_are_the_same_name(town):
    mine = receive(town, date(2024, 1, 8), applicant_name="张三")
    assert receive(town, date(2024, 2, 8), applicant_name="张　三").applicant_key == mine.applicant_key
    assert receive(town, date(2024, 2, 9), applicant_name="张三丰").applicant_key != mine.applicant_key


def test_keys_of_earlier_versions_are_folded(town):
    case = receive(town, date(2024, 1, 8), applicant_name="张　三")
    Case.objects.filter(pk=case.pk).update(applicant_key="natural_person:张　三")
    folded.fold(apps, None)
    assert Case.objects.get(pk=case.pk).applicant_key == case.applicant_key == "natural_person:张三"
