"""Xiao Lin opens the report in December: does its prose tell what was recorded, and nothing besides?"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import gongkai
from gongkai import topics
from gongkai.checking import rules_version
from gongkai.drafting.blocks import TO_FILL_IN, blocks, blocks_for, drafted, paragraphs
from gongkai.drafting.passage import Numbers, asked, printed
from gongkai.drafting.references import counted_of, written
from gongkai.errors import LawError
from gongkai.form import form_of_year
from gongkai.lawbook import Lawbook
from gongkai.outcomes import agency_kinds
from gongkai.topics import groups

LAW = Path(gongkai.__file__).parent / "law"
DAY = date(2024, 12, 31)


def by(code: str, found: Mapping[str, int]) -> str:
    """The sentence of that code in print: what is not named was counted as zero."""
    block = blocks()[code]
    counted = dict.fromkeys(block.asked, 0) | {counted_of(one): n for one, n in found.items()}
    return printed(drafted(block, counted), Numbers(counted, {}, {}))


def copied(folder: Path, was: str, now: str) -> Lawbook:
    """The law with one thing written otherwise in its blocks."""
    root = Path(shutil.copytree(LAW, folder / "law"))
    file = root / "drafting" / "blocks.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(was) == 1
    file.write_text(text.replace(was, now), encoding="utf-8")
    return Lawbook(root)


def test_entries_of_zero_are_left_out_and_the_others_are_joined() -> None:
    found = {
        "items.published": 7474,
        "items.published item_class=overview": 198,
        "items.published item_class=news": 6466,
        "items.published item_class=other": 810,
    }
    assert by("published", found) == (
        "全年主动公开政府信息7474条，其中概况类信息198条、政务动态信息6466条、其他信息810条。"
    )


def test_without_any_entry_the_lead_is_left_out_too() -> None:
    assert by("published", {"items.published": 12}) == "全年主动公开政府信息12条。"


def test_what_was_swept_is_said_once_however_many_kinds() -> None:
    found = {"sweeps.sweeps sweep_kind=words": 1, "sweeps.sweeps sweep_kind=links": 2}
    mended = {"sweeps.hits sweep_kind=links": 5, "sweeps.mended sweep_kind=links": 4}
    assert by("sweeps", found) == "排查已公开信息：错敏字1批次、错链断链2批次。"
    assert by("sweeps", found | mended).endswith("错链断链2批次，发现错链断链5处，整改4处。")


def test_what_was_public_in_time_stands_beside_what_had_a_term() -> None:
    found = {"items.due": 5, "items.in_time": 5}
    assert by("in_time", found) == "有法定公开期限的信息5条，在期限内公开5条。"
    assert by("in_time", {"items.due": 5, "items.in_time": 4, "items.late": 1}).endswith("4条，超期公开1条。")


def test_a_list_of_which_nothing_is_done_yet_does_not_call_itself_done() -> None:
    assert by("standard", {"standard.items": 4}) == "编制基层政务公开标准目录，列入4项。"


def test_a_meeting_and_a_study_are_each_told_once() -> None:
    found = {"meetings.met": 3, "meetings.studies": 2, "meetings.held": 5}
    assert by("meetings", found) == "研究部署公开工作，召开会议3次、组织学习2次。"


def test_what_a_training_was_about_is_told_as_a_part_of_the_trainings() -> None:
    found = {
        "trainings.sessions trainings_way=held": 2,
        "trainings.sessions trainings_way=attended": 1,
        "trainings.sessions trainings_topic=requests": 1,
    }
    said = "加强业务培训，举办培训2场、参加培训1场，培训中依申请公开的1场。"
    assert by("trainings", found) == said
    assert by("trainings", {"publicity.held": 4}) == ""
    assert by("publicity", {"publicity.held": 4}) == "加大公开工作的宣传力度，开展宣传活动4次。"


def test_a_goal_that_was_set_is_not_called_judged() -> None:
    assert by("work_points", {"workplan.goals": 4, "workplan.goals_met": 3}) == (
        "对照工作要点逐项分解落实，确定季度目标4个、完成季度目标3个。"
    )


def test_who_judged_the_office_is_told_whoever_it_was() -> None:
    assert by("evaluations", {"evaluations.received evaluations_kind=social": 1}) == (
        "接受考核评估，社会评议1次。"
    )


def test_what_was_reported_and_adopted_tells_its_share() -> None:
    found = {"reported-up.reported": 1496, "reported-up.adopted": 925}
    assert by("reported_up", found) == "向上级政府网站报送信息1496条，采用925条，采用率61.8%。"


def test_what_never_happened_has_no_sentence() -> None:
    assert by("reported_up", {}) == ""


def test_that_there_was_nothing_is_told_only_where_somebody_said_so() -> None:
    """No record is no nought."""
    assert by("leaks", {}) == ""
    assert by("leaks", {"zero-reports.stated register=leaks": 1}) == "没有发生失泄密事件。"


def test_fees_that_were_not_asked_are_stated_as_three_zeros() -> None:
    assert by("fees", {}) == (
        "本年度没有收取信息处理费，发出收费通知的件数和总金额以及实际收取的总金额均为0。"
    )


def test_a_comparison_says_more_or_less_with_its_unit() -> None:
    block = blocks()["received_compared"]
    received = counted_of("cases.new_received")
    found = {received: 3}
    for before, words in ((9, "比上年减少6件"), (1, "比上年增加2件"), (3, "与上年持平")):
        told = Numbers(found, {received: before}, {"cases.new_received": "件"})
        assert printed(drafted(block, found), told) == f"新收申请数量{words}。"


def test_a_sentence_that_compares_is_left_out_where_that_very_number_is_not_known_of_last_year() -> None:
    found = {one: 3 for block in blocks_for("department", DAY).values() for one in block.asked}
    received, concluded = counted_of("cases.new_received"), counted_of("cases.results_total")
    for before, is_said in (((), False), ((concluded,), False), ((received,), True)):
        drafted_now = paragraphs("department", DAY, found, before)["requests"]
        told = printed(drafted_now, Numbers(found, dict.fromkeys(before, 1), {"cases.new_received": "件"}))
        assert ("新收申请数量" in told) is is_said


def test_section_one_has_its_five_topics_in_the_order_of_the_form() -> None:
    first = [one.label for one in groups().on(DAY).values() if one.section == 1]
    assert first == ["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"]


SIXTH = """\
services:
  values:
    - from: 2027-01-01
      section: 1
      required: true
      label: 公共企事业单位信息公开
      lead: （六）公共企事业单位信息公开。
      told: 公共企事业
      source: {instrument: form_2021, article: 编的}
problems:
"""


def test_a_topic_that_is_asked_for_from_a_day_is_drafted_and_missed_from_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Next year a sixth one is required: an entry of the law, and both the draft and the check know it."""
    root = Path(shutil.copytree(LAW, tmp_path / "law"))
    file = root / "drafting" / "groups.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("problems:\n", SIXTH, 1), encoding="utf-8")
    known = groups(Lawbook(root))
    monkeypatch.setattr(topics, "groups", lambda: known)
    topics.topics_of.cache_clear()
    asked_for = {year: [one.code for one in topics.topics_of(year)] for year in (2019, 2026, 2027, None)}
    topics.topics_of.cache_clear()
    five = ["publication", "requests", "management", "platform", "supervision"]
    six = [*five, "services"]
    assert asked_for == {2019: five, 2026: five, 2027: six, None: six}
    assert rules_version(Lawbook(root)) != rules_version()


def test_what_only_governments_must_tell_is_asked_of_no_department() -> None:
    told = {kind for kind in agency_kinds() if "evaluation" in blocks_for(kind, DAY)}
    assert told == {"government", "township_government"}


def test_what_is_not_known_is_left_to_fill_in_where_the_form_asks_for_it() -> None:
    empty = {code for code, text in paragraphs("department", DAY, {}).items() if TO_FILL_IN in written(text)}
    asked_for = {code for code, one in groups().on(DAY).items() if one.required}
    assert empty == asked_for | {"fees"}


def test_every_group_belongs_to_a_section_of_the_form() -> None:
    sections = {heading.number for heading in form_of_year(2024).sections}
    assert {group.section for group in groups().values()} <= sections


def test_a_year_without_anything_keeps_its_leads_and_what_must_be_stated() -> None:
    zero = {one: 0 for block in blocks_for("department", DAY).values() for one in block.asked}
    draft = paragraphs("department", DAY, zero)
    assert list(draft) == list(groups().on(DAY))
    in_print = {code: printed(text, Numbers(zero, {}, {})) for code, text in draft.items()}
    assert in_print["requests"].startswith("（二）依申请公开。本年度没有收到政府信息公开申请")
    assert "均为0" in in_print["fees"]
    assert not asked(draft.values())


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("{items.reposted}条", "许多", "没有引用的数"),
        ("{items.reposted}条", "{items.reposted}条[，很多]", "无从决定写不写"),
        ("{items.reposted}条", "{转载}条", "不是引用的数"),
        ('group: publication, text: "及时', 'group: elsewhere, text: "及时', "elsewhere"),
    ],
)
def test_a_block_written_wrongly_is_refused_with_what_is_wrong(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    with pytest.raises(LawError, match=told):
        blocks(copied(tmp_path, was, now))


def test_what_must_be_stated_needs_words_for_zero(tmp_path: Path) -> None:
    said = "zero: 本年度没有收取信息处理费，发出收费通知的件数和总金额以及实际收取的总金额均为0。"
    with pytest.raises(LawError, match="没有发生也要写"):
        blocks(copied(tmp_path, f"      {said}\n", ""))


def test_the_calls_that_are_told_of_are_those_on_decisions_and_say_so() -> None:
    """Opinions are asked on other drafts, too; those are counted by `opinions.*` and stand in no block."""
    told = by("decisions", {"decisions.listed": 4, "decisions.consulted": 3, "decisions.opinions": 21})
    assert "就重大行政决策草案公开征求意见3期，收到意见21条" in told
