"""Do the worked examples of publication come out as the handbook says, and is a slip in its data told?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies

from gongkai import lawcheck
from gongkai.publication.columns import columns_for, overdue_before, overdue_since, statutory_columns
from gongkai.publication.counted import interpretation_class, rolled_up
from gongkai.publication.demands import elements_of, term_of
from gongkai.publication.elements import missing
from gongkai.publication.files import PUBLICATION_FILES
from gongkai.publication.legality import Making, flaws
from gongkai.publication.numbering import (
    document_number,
    document_number_problems,
    index_number,
    index_parts,
    typed_number,
)
from gongkai.publication.schedule import schedule_of
from gongkai.publication.standard import (
    apart,
    heads_within,
    lacking_heads,
    row_problems,
    standard_columns,
    values_of,
)
from gongkai.publication.terms import GENERAL, last_moment, publication_due, timeliness
from gongkai.publication.validity import (
    Life,
    ended,
    expires_on,
    longest_reminder,
    reminder_on,
    validity,
    validity_states,
)
from gongkai.publication.words import fields, grassroots_fields, information_classes
from gongkai.workdays import Why, calendar
from tests.law.worked import Example, Facts, examples, holds
from tests.lawfolder import LawFolder

DAY = date(2025, 3, 3)
EVERY = examples("publication.yaml")


@pytest.mark.parametrize("example", EVERY)
def test_publication(example: Example) -> None:
    holds(example, _answer)


def test_every_example_has_a_name_of_its_own() -> None:
    names = [found.id for found in EVERY]
    assert sorted(names) == sorted(set(names))


def _answer(example: Example) -> Facts:
    for key, answer in ANSWERS.items():
        if key in example:
            return answer(example)
    raise AssertionError(f"{example['name']}: nobody answers it")


def _of_a_term(example: Example) -> Facts:
    found = publication_due(example["start"], example.get("term", "general"))
    return {
        "last": found.last,
        "counted": sum(step.counted for step in found.steps),
        "make_up": [step.day for step in found.steps if step.why is Why.MAKE_UP],
        "provisional": found.provisional,
        "says": found.sentence,
    }


def _of_a_moment(example: Example) -> Facts:
    return {"until": last_moment(example["known_at"], example["term"])}


def _of_timeliness(example: Example) -> Facts:
    told = example["timely"]
    return {"timeliness": timeliness(told["last"], told.get("published"), told["today"]).value}


def _of_columns(example: Example) -> Facts:
    told = example["columns"]
    found = columns_for(told["kind"], told["level"], told["day"], rule_making=told.get("rule_making", False))
    codes = [column.code for column in found if column.code.startswith(told["like"])]
    return {"count": len(codes), "codes": codes}


def _of_a_cycle(example: Example) -> Facts:
    told = example["overdue"]
    return {"since": overdue_since(told["cycle"], told["last"], told["day"])}


def _of_elements(example: Example) -> Facts:
    told = example["missing"]
    found = missing(told["kind"], DAY, told["given"], told.get("text", ""))
    return {"keys": [one.key for one in found], "says": "".join(one.message for one in found)}


def _of_an_index(example: Example) -> Facts:
    told = example["index"]
    number = index_number(told["agency"], told["formed"], told["serial"], pattern=told.get("pattern", ""))
    parts = index_parts(number, told["formed"])
    return {"number": number, "parts": [parts.agency, parts.year, parts.serial]}


def _of_a_document_number(example: Example) -> Facts:
    told = example["document"]
    number = document_number(told["text"])
    wrong = document_number_problems(told["text"], told.get("formed"), told.get("words", ()))
    parts = [number.agency, number.year, number.serial] if number else None
    return {"parts": parts, "count": len(wrong), "says": "".join(wrong)}


def _of_a_life(example: Example) -> Facts:
    told = example["life"]
    life = Life(
        told["issued"],
        told["effective"],
        tuple(told.get("amended", ())),
        told.get("expires"),
        told.get("ended"),
        told.get("ending", ""),
    )
    state = validity_states()[validity(life, example["day"])]
    return {"state": state.code, "binding": state.binding, "marked": state.marked, "said": state.said}


def _of_a_making(example: Example) -> Facts:
    told = example["making"]
    making = Making(
        told.get("conclusion", ""),
        told.get("sent"),
        told.get("reviewed"),
        told.get("deliberated"),
        told.get("issued"),
    )
    found = flaws(making)
    return {
        "about": [one.about for one in found],
        "blocks": [one.about for one in found if one.blocks],
        "says": "".join(one.message for one in found),
    }


def _of_endings(example: Example) -> Facts:
    told = example["endings"]
    day, how = ended([tuple(one) for one in told.get("acts", ())], told.get("last"))
    return {"ended": day, "how": how}


def _of_lasting(example: Example) -> Facts:
    told = example["lasting"]
    last = expires_on(told["title"], told["effective"], months=told.get("months"))
    return {"last": last, "reminder": reminder_on(told["title"], told["effective"], last)}


def _of_interpretation(example: Example) -> Facts:
    told = example["interpretation"]
    return {"class": interpretation_class(told["author"], told["form"], DAY)}


def _of_tags(example: Example) -> Facts:
    return {"fields": sorted(rolled_up(example["tags"], DAY))}


def _of_a_schedule(example: Example) -> Facts:
    found = schedule_of(**example["schedule"])
    return {
        "lasts": {entry.key: entry.last for entry in found},
        "how": {entry.key: entry.punctuality.value for entry in found},
        "left": {entry.key: entry.days_left for entry in found if entry.days_left is not None},
    }


ANSWERS: dict[str, Any] = {
    "start": _of_a_term,
    "known_at": _of_a_moment,
    "timely": _of_timeliness,
    "columns": _of_columns,
    "overdue": _of_a_cycle,
    "missing": _of_elements,
    "index": _of_an_index,
    "document": _of_a_document_number,
    "life": _of_a_life,
    "endings": _of_endings,
    "making": _of_a_making,
    "lasting": _of_lasting,
    "interpretation": _of_interpretation,
    "tags": _of_tags,
    "schedule": _of_a_schedule,
}


def test_there_are_twenty_six_fields_of_grassroots_disclosure() -> None:
    assert len(grassroots_fields().on(DAY)) == 26


def test_a_statutory_column_has_an_article_and_an_update_cycle() -> None:
    statutory = [column for column in statutory_columns().on(DAY).values() if column.statutory]
    assert len(statutory) == 15 + 12 + 3
    assert [column.code for column in statutory if not column.cycle or not column.source.article] == []


def test_the_parts_of_the_yearly_statement_are_the_classes() -> None:
    told = {one.report for one in information_classes().values()}
    assert told == {"overview_updates", "news_updates", "disclosure_catalog_updates", ""}


def test_the_fields_of_the_samples_are_there() -> None:
    wanted = {"民生", "助企纾困", "涉农补贴", "稳岗就业", "社会救助", "保障性住房", "公共企事业单位"}
    assert wanted <= {field.label for field in fields().values()}


# – terms through the years

FORMED = strategies.dates(date(2019, 5, 15), date(2026, 10, 31))


@given(start=FORMED)
def test_twenty_working_days_end_on_the_twentieth_and_every_day_on_the_way_is_told(start: date) -> None:
    found = publication_due(start)
    days = calendar()
    assert found.last is not None
    assert days.is_workday(found.last)
    assert days.count(start, found.last) == sum(step.counted for step in found.steps) == 20
    told = [step.day for step in found.steps]
    assert told == [start + timedelta(days=n) for n in range((found.last - start).days + 1)]


@given(start=FORMED)
def test_natural_days_end_on_the_first_working_day_from_the_twentieth_on(start: date) -> None:
    found, days = publication_due(start, "department_budget"), calendar()
    twentieth = start + timedelta(days=20)
    assert found.last == days.next_workday(twentieth)
    assert [step.number for step in found.steps if step.counted] == list(range(1, 21))


@given(start=strategies.dates(date(2019, 9, 1), date(2026, 10, 31)))
def test_a_consultation_is_never_shorter_than_thirty_days(start: date) -> None:
    assert publication_due(start, "decision_opinions").last == start + timedelta(days=30)


# – the standard catalogue


HEADS = [
    "序号",
    "领域",
    "一级 事项",
    "公开内容\n(要素)",
    "依据",
    "时限",
    "公开主体",
    "渠道和载体",
    "公开对象",
]
# As many offices print it: two rows of heads, the lower one ticked.
UPPER = ["序号", "领域", "公开事项", "", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体",
         "公开对象", "", "公开方式", "", "公开层级", ""]  # fmt: skip
LOWER = [
    "",
    "",
    "一级事项",
    "二级事项",
    "",
    "",
    "",
    "",
    "",
    "全社会",
    "特定群众",
    "主动",
    "依申请公开",
    "县级",
    "乡级",
]
TICKED = [
    "1",
    "就业",
    "就业信息",
    "岗位",
    "名称",
    "条例",
    "20日",
    "人社局",
    "网站",
    "√",
    "",
    "√",
    "",
    "√",
    "√",
]


def _is_tick(text: str) -> bool:
    return text == "√"


def test_heads_of_a_sheet_are_found_below_its_title_however_they_are_written() -> None:
    heads = heads_within([["云溪区标准目录"], HEADS, ["1", "就业"]], DAY)
    assert heads is not None
    assert (heads.places["first_level"], heads.places["content"], heads.below) == (2, 3, 2)
    assert lacking_heads(heads, DAY) == ["公开方式", "公开层级"]


def test_a_head_of_two_rows_is_read_and_what_is_ticked_is_said_in_its_words() -> None:
    heads = heads_within([UPPER, LOWER, TICKED], DAY)
    assert heads is not None
    assert heads.below == 2
    assert lacking_heads(heads, DAY) == []
    values = values_of(TICKED, heads, _is_tick)
    assert (values["first_level"], values["second_level"]) == ("就业信息", "岗位")
    assert (values["audience"], values["manner"], values["level"]) == ("全社会", "主动", "县级、乡级")
    assert row_problems(values, DAY) == ()


def test_the_first_row_of_content_is_no_second_head() -> None:
    full = [column.label for column in standard_columns().values()]
    first = ["就业", "就业信息", "岗位", "名称", "条例", "20日", "人社局", "网站", "全社会", "主动", "县级"]
    heads = heads_within([full, first], DAY)
    assert heads is not None
    assert (heads.below, heads.ticks) == (1, {})
    assert heads_within([["就业", "岗位"], first], DAY) is None


def _row(**changed: str) -> dict[str, str]:
    full = dict.fromkeys(standard_columns(), "有")
    return full | {"audience": "全社会", "manner": "主动", "level": "县级、乡级"} | changed


def test_a_sound_row_of_the_standard_catalogue_has_no_problem() -> None:
    assert row_problems(_row(second_level=""), DAY) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"basis": " "}, "「公开依据」没有填写"),
        ({"audience": "本村"}, "「公开对象」写的是「本村」；可用：全社会、特定群众"),
        ({"level": "县级、省级"}, "写的是「省级」"),
        ({"manner": "主动公开、随意"}, "写的是「随意」"),
    ],
)
def test_what_is_wrong_with_a_row_is_told(changed: dict[str, str], words: str) -> None:
    (told,) = row_problems(_row(**changed), DAY)
    assert words in told


def test_a_cell_may_hold_several_entries() -> None:
    assert apart("■政府网站 □政府公报；微博/微信\n公告栏") == [
        "政府网站",
        "政府公报",
        "微博",
        "微信",
        "公告栏",
    ]


def test_the_earliest_reminder_is_that_of_the_term_that_reminds_first(law: LawFolder) -> None:
    assert (longest_reminder(DAY), longest_reminder(date(2015, 1, 1))) == (90, 0)
    law.replace("publication/validity_terms.yaml", "months: 24, reminder: 90", "months: 24, reminder: 120")
    with law.installed():
        assert longest_reminder(DAY) == 120


# – the data


@pytest.fixture
def law(tmp_path: Any) -> LawFolder:
    return LawFolder(tmp_path / "law")


def test_every_file_of_publication_has_its_reader(law: LawFolder) -> None:
    there = {path.name for path in (law.root / "publication").glob("*.yaml")}
    assert {file for file, _ in PUBLICATION_FILES} <= there


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("columns.yaml", "within: policies", "within: polices", "polices"),
        ("columns.yaml", "cycle: yearly", "cycle: daily", "daily"),
        ("columns.yaml", "term: department_budget", "term: budget", "budget"),
        ("columns.yaml", "elements: guide", "elements: guides", "guides"),
        ("columns.yaml", "levels: [township]", "levels: [village]", "village"),
        ("genres.yaml", "elements: person_list", "elements: persons", "persons"),
        ("genres.yaml", "elements: person_list", "term: person_list", "person_list"),
        ("fields.yaml", "within: [livelihood]", "within: [livelyhood]", "livelyhood"),
        ("themes.yaml", "within: general_affairs", "within: affairs", "affairs"),
        ("terms.yaml", "unit: workdays, amount: 2", "unit: workday, amount: 2", "workday"),
        ("elements.yaml", "extends: official_document", "extends: document", "document"),
        ("schedule.yaml", "term: general", "term: common", "common"),
        ("schedule.yaml", "day: 01-31,", "", "其中一个"),
        ("interpretation_classes.yaml", "authors: [media]", "authors: [press]", "press"),
        ("interpretation_classes.yaml", "forms: [chart,", "forms: [graph,", "graph"),
        ("numbering.yaml", "{agency}/{year}-{serial}", "{agency}/{year}", "{serial}"),
        ("validity.yaml", "amended:", "altered:", "amended"),
        ("legality_conclusions.yaml", "passes: true", "pass: true", "passes"),
        ("legality_term.yaml", "most: 15", "most: 0", "most"),
        ("day_limits.yaml", "months: 24", "months: 0", "months"),
        ("channels.yaml", "medium: site", "medium: web", "web"),
        ("standard_columns.yaml", "required: false", "requird: false", "requird"),
    ],
)
def test_a_slip_is_told_with_its_file(law: LawFolder, file: str, old: str, new: str, words: str) -> None:
    law.replace(f"publication/{file}", old, new)
    with law.installed():
        told = lawcheck.problems()
    assert any(f"publication/{file}" in one and words in one for one in told), told


@pytest.mark.slow
def test_a_new_column_and_a_new_term_are_data_alone(law: LawFolder) -> None:
    source = "{instrument: regulation, article: 第二十二条}"
    law.enter(
        "publication/terms.yaml",
        "water_quality:\n  name: 水质\n  starts: 检测之日\n  by: 水务部门\n  bound: within\n  values:\n"
        f"    - {{from: 2026-01-01, unit: workdays, amount: 5, source: {source}}}\n",
    )
    law.enter(
        "publication/columns.yaml",
        "water_quality:\n  values:\n    - {from: 2026-01-01, label: 水质, kind: items, within: statutory, "
        f"cycle: monthly, term: water_quality, source: {source}}}\n",
    )
    with law.installed():
        assert lawcheck.problems() == []
        before = {column.code for column in columns_for("department", "county", date(2025, 12, 31))}
        after = {column.code for column in columns_for("department", "county", date(2026, 1, 1))}
        assert after - before == {"water_quality"}
        assert publication_due(date(2026, 3, 2), "water_quality").last == date(2026, 3, 9)


@pytest.mark.slow
def test_a_new_genre_with_its_elements_and_its_term_is_data_alone(law: LawFolder) -> None:
    source = "{instrument: regulation, article: 第二十二条}"
    law.enter(
        "publication/terms.yaml",
        "spot_check:\n  name: 抽查结果\n  starts: 抽查完成之日\n  by: 组织抽查的机关\n  bound: within\n"
        f"  values:\n    - {{from: 2026-01-01, unit: workdays, amount: 5, source: {source}}}\n",
    )
    law.enter(
        "publication/elements.yaml",
        "spot_check:\n  label: 抽查结果\n  elements:\n    result: {label: 抽查结果, required: true, "
        f"signs: [抽查结果], values: [{{from: 2026-01-01, source: {source}}}]}}\n",
    )
    law.enter(
        "publication/genres.yaml",
        "spot_check:\n  values:\n    - {from: 2026-01-01, label: 抽查结果公示, elements: spot_check, "
        f"term: spot_check, source: {source}}}\n",
    )
    with law.installed():
        assert lawcheck.problems() == []
        assert elements_of("normative_documents", "spot_check") == "spot_check"
        assert term_of("normative_documents", "spot_check") == "spot_check"


def test_what_the_genre_demands_goes_before_the_column_and_article_26_comes_last() -> None:
    assert elements_of("guide", "service_guide") == "service_guide"
    assert elements_of("guide", "notice") == "guide"
    assert elements_of("of-our-own", "") == ""
    budgets = next(code for code, one in statutory_columns().items() if one.term == "department_budget")
    assert term_of(budgets, "notice") == "department_budget"
    assert term_of("guide", "notice") == term_of("of-our-own", "") == GENERAL


def test_a_column_goes_with_the_one_above_it(law: LawFolder) -> None:
    law.replace(
        "publication/columns.yaml", "label: 政策, kind: group", "label: 政策, kind: group, levels: [township]"
    )
    with law.installed():
        kept = {
            level: {column.code for column in columns_for("department", level, DAY)}
            for level in ("county", "township")
        }
    assert "normative_documents" in kept["township"]
    assert not {"policies", "normative_documents"} & kept["county"]


@given(strategies.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_last_overdue_update_is_the_last_one_that_is_overdue(day: date):
    for cycle in ("fortnightly", "monthly", "quarterly", "half_yearly", "yearly"):
        last = overdue_before(cycle, day)
        assert last is not None
        assert overdue_since(cycle, last, day) is not None
        assert overdue_since(cycle, last + timedelta(days=1), day) is None
    assert overdue_before("on_change", day) is None


@pytest.mark.parametrize(
    "typed",
    [
        "示政办发〔2026〕15号",
        "示政办发[2026]第15号",
        "示政办发2026年15号",
        "示政办发2026 15号",
        "２０２６年示政办发第15号文",
        "示政办发【2026】15号文件",
    ],
)
def test_whoever_asks_for_a_number_may_write_it_as_it_comes(typed):
    number = typed_number(typed)
    assert number
    assert number.said == "示政办发〔2026〕15号"


@pytest.mark.parametrize("typed", ["2026年第15号", "停车2026", "2026年部门预算", "15号", "示政办发2026年15"])
def test_what_names_no_number_is_words(typed):
    assert typed_number(typed) is None
