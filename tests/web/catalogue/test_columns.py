"""How does the catalogue come to be, change and end – and does every old address lead on?"""

from datetime import date

import pytest

from gongkai.publication.columns import columns_for
from gongkai_web.audit import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.catalogue import actions, queries
from gongkai_web.publishing.catalogue.figures import ADJUSTED_COLUMNS, OPEN_COLUMNS, OPENED_TOPICS, TOPICS
from gongkai_web.publishing.catalogue.models import Column, ColumnChange
from tests.lawfolder import LawFolder
from tests.web.catalogue.conftest import DAY
from tests.web.catalogue.second import looked_at

LATER = date(2025, 6, 2)
SUPPLY = "art20_08_administrative_charges"


def opened(town, name="政务督查", day=DAY, **changes):
    given = {"by": town.li_qiang, "agency": town.district, "day": day, "name": name}
    return actions.open_column(**{**given, **changes})


def names(town, day=LATER):
    return [one.column.name for one in queries.tree(town.district, day)]


def test_one_act_opens_every_column_of_the_law_in_the_order_of_the_page(seeded):
    wanted = columns_for("government_office", "county", DAY)
    assert [one.column.code for one in queries.tree(seeded.district, DAY)] == [rule.code for rule in wanted]
    assert sum(column.code.startswith("art20_") for column in queries.open_on(seeded.district, DAY)) == 15
    assert queries.tree(seeded.district, DAY)[0].column.name == "政策"


def test_seeding_again_opens_only_what_is_missing(seeded):
    again = actions.seed_columns(by=seeded.li_qiang, agency=seeded.district, day=LATER, level="county")
    assert (again.opened, again.renamed) == ((), ())
    with_rules = actions.seed_columns(
        by=seeded.li_qiang, agency=seeded.district, day=LATER, level="county", rule_making=True
    )
    assert [column.code for column in with_rules.opened] == ["rules"]


def test_seeding_gives_the_name_that_the_law_has_now(seeded, column, tmp_path):
    law = LawFolder(tmp_path / "law")
    source = "{instrument: regulation, article: 第二十条第（八）项}"
    value = f"    - {{from: 2025-05-01, label: 收费目录, source: {source}}}"
    law.add_value("publication/columns.yaml", SUPPLY, value)
    with law.installed():
        again = actions.seed_columns(by=seeded.li_qiang, agency=seeded.district, day=LATER, level="county")
    assert [one.code for one in again.renamed] == [SUPPLY]
    assert column(SUPPLY).name == "收费目录"


def test_a_stranger_and_an_unknown_level_are_refused(town):
    with pytest.raises(NotAllowed, match="按法规设立栏目"):
        actions.seed_columns(by=town.he_jing, agency=town.district, day=DAY, level="county")
    with pytest.raises(Exception, match="village"):
        actions.seed_columns(by=town.li_qiang, agency=town.district, day=DAY, level="village")
    assert not Column.objects.exists()


def test_li_qiang_opens_a_column_of_the_districts_own(seeded, column):
    made = opened(seeded, parent=column("statutory"), address="wu-shui", cycle="monthly", tag="environment")
    assert (made.code, made.address) == ("own_1", "wu-shui")
    assert names(seeded)[-1] != "政务督查"  # it stands below the statutory content, not at the end
    assert queries.by_address(seeded.district, "wu-shui", DAY) == made
    assert made.changes.get().said == "政务督查"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "  "}, "1 至 100 字"),
        ({"name": "政策"}, "已经有「政策」"),
        ({"address": "guide"}, "已经用过"),
        ({"address": "中文"}, "小写字母"),
        ({"purpose": "law"}, "按法规设立"),
        ({"kind": "poem"}, "请选择"),
        ({"cycle": "daily"}, "daily"),
        ({"tag": "poetry"}, "poetry"),
        ({"today": date(2025, 3, 2)}, "还没有到"),
    ],
)
def test_a_wrong_column_is_refused(seeded, changes, words):
    with pytest.raises(Exception, match=words):
        opened(seeded, **changes)
    assert not Column.objects.filter(purpose="own").exists()


def test_without_a_catalogue_no_column_is_opened(town):
    with pytest.raises(Refused, match="先按法规设立"):
        opened(town)


def test_a_renamed_column_keeps_its_code_and_its_old_address_leads_on(seeded):
    made = opened(seeded, address="du-cha")
    actions.rename_column(by=seeded.li_qiang, column=made, day=LATER, name="督查通报", address="tong-bao")
    found = queries.by_address(seeded.district, "du-cha", LATER)
    assert (found.name, found.address, found.code) == ("督查通报", "tong-bao", "own_1")
    with pytest.raises(Refused, match="旧链接"):
        opened(seeded, name="另一个", address="du-cha")
    actions.rename_column(by=seeded.li_qiang, column=made, day=LATER, name="督查通报", address="du-cha")
    assert queries.by_address(seeded.district, "tong-bao", LATER).address == "du-cha"


def test_the_name_of_a_statutory_column_is_that_of_the_law(seeded, column):
    with pytest.raises(Refused, match="第二十条第（八）项"):
        actions.rename_column(by=seeded.li_qiang, column=column(SUPPLY), day=LATER, name="收费")


def test_what_is_merged_is_found_where_it_went_and_never_over_a_chain(seeded):
    first, second, third = (opened(seeded, name, address=name.lower()) for name in ("A", "B", "C"))
    below = opened(seeded, "A1", parent=first, address="a1")
    merge = {"by": seeded.li_qiang, "day": LATER, "reason": "内容重复"}
    actions.merge_column(column=first, into=second, **merge)
    actions.merge_column(column=second, into=third, **merge)
    first.refresh_from_db()
    below.refresh_from_db()
    assert first.merged_into == third
    assert below.parent == third
    assert {queries.by_address(seeded.district, old, LATER).pk for old in ("a", "b")} == {third.pk}
    assert queries.codes_of(third) == ["own_3", "own_1", "own_2"]
    assert names(seeded)[-2:] == ["C", "A1"]
    third.refresh_from_db()
    with pytest.raises(Refused, match="在用的栏目"):
        actions.merge_column(column=third, into=first, **merge)


def test_a_former_address_of_what_was_merged_leads_on(seeded):
    first, second = opened(seeded, "A", address="a"), opened(seeded, "B", address="b")
    actions.rename_column(by=seeded.li_qiang, column=first, day=LATER, name="A", address="aa")
    actions.merge_column(by=seeded.li_qiang, column=first, into=second, day=LATER, reason="合并")
    assert queries.by_address(seeded.district, "a", LATER) == second


def test_a_column_is_not_merged_into_what_stands_below_it(seeded):
    first = opened(seeded, "A", address="a")
    below = opened(seeded, "A1", parent=first, address="a1")
    with pytest.raises(Refused, match="下级栏目"):
        actions.merge_column(by=seeded.li_qiang, column=first, into=below, day=LATER, reason="合并")


def test_a_statutory_column_is_neither_merged_nor_closed(seeded, column):
    other = opened(seeded)
    with pytest.raises(Refused, match="第二十条第（八）项"):
        actions.merge_column(by=seeded.li_qiang, column=column(SUPPLY), into=other, day=LATER, reason="少")
    with pytest.raises(Refused, match="第二十条第（八）项"):
        actions.close_column(by=seeded.li_qiang, column=column(SUPPLY), day=LATER, reason="少")


def test_a_closed_column_leaves_the_tree_and_keeps_its_page(seeded):
    made = opened(seeded)
    below = opened(seeded, "下级", parent=made)
    with pytest.raises(Refused, match="下级栏目：下级"):
        actions.close_column(by=seeded.li_qiang, column=made, day=LATER, reason="更新少")
    for one in (below, made):
        actions.close_column(by=seeded.li_qiang, column=one, day=LATER, reason="更新少")
    assert "政务督查" not in names(seeded, LATER)
    assert "政务督查" in names(seeded, date(2025, 6, 1))
    assert queries.by_address(seeded.district, made.address, LATER).closed_on == LATER
    with pytest.raises(Refused, match="已于 2025-06-02 停用"):
        actions.rename_column(by=seeded.li_qiang, column=made, day=LATER, name="新名")
    with pytest.raises(Refused, match="理由"):
        actions.close_column(by=seeded.li_qiang, column=opened(seeded, "又一个"), day=LATER, reason=" ")


def test_columns_are_put_in_another_order_and_below_another(seeded):
    first, second, third = (opened(seeded, name) for name in ("A", "B", "C"))
    actions.move_column(by=seeded.li_qiang, column=third, day=LATER, before=first)
    assert names(seeded)[-3:] == ["C", "A", "B"]
    actions.move_column(by=seeded.li_qiang, column=first, day=LATER, parent=second)
    assert [(one.column.name, one.depth) for one in queries.tree(seeded.district, LATER)][-3:] == [
        ("C", 0),
        ("B", 0),
        ("A", 1),
    ]
    with pytest.raises(Refused, match="自己或者它的下级"):
        actions.move_column(by=seeded.li_qiang, column=second, day=LATER, parent=first)
    with pytest.raises(Refused, match="「A」不在最上一级"):
        actions.move_column(by=seeded.li_qiang, column=third, day=LATER, before=first)
    assert names(seeded)[-3:] == ["C", "B", "A"]


def test_a_statutory_column_stays_below_its_own(seeded, column):
    with pytest.raises(Refused, match="不能移到别的栏目下"):
        actions.move_column(by=seeded.li_qiang, column=column(SUPPLY), day=LATER, parent=column("policies"))


# – what is missing, overdue, due


def test_statutory_columns_without_content_are_told_with_their_article(seeded):
    counts = {column.code: 1 for column in queries.open_on(seeded.district, DAY)}
    assert queries.missing_columns(seeded.district, DAY, counts) == []
    # Where the law does not say that something must stand, an empty column is no fault.
    assert queries.missing_columns(seeded.district, DAY, {**counts, "policies": 0}) == []
    (found,) = queries.missing_columns(seeded.district, DAY, {**counts, SUPPLY: 0})
    assert found.code == SUPPLY
    assert "第二十条第（八）项" in found.sentence


def test_a_column_that_the_law_adds_later_is_missing_until_it_is_opened(seeded):
    counts = {column.code: 1 for column in queries.open_on(seeded.district, DAY)}
    actions.seed_columns(
        by=seeded.li_qiang, agency=seeded.district, day=DAY, level="county", rule_making=True
    )
    Column.objects.filter(code="rules").update(opened_on=LATER)
    (found,) = queries.missing_columns(seeded.district, DAY, counts)
    assert (found.code, found.column) == ("rules", None)


def test_a_column_is_overdue_by_its_cycle_counting_what_was_merged_into_it(seeded, column):
    actions.set_cycle(by=seeded.li_qiang, column=column("news"), day=DAY, cycle="fortnightly")
    late = {one.column.code: one for one in queries.overdue_columns(seeded.district, date(2025, 3, 20), {})}
    assert late["news"].since == date(2025, 3, 18)
    assert "notices" not in late
    updated = {"news": date(2025, 3, 19)}
    assert queries.overdue_columns(seeded.district, date(2025, 3, 20), updated) == []
    old = opened(seeded, "旧动态")
    actions.merge_column(
        by=seeded.li_qiang, column=old, into=column("news"), day=date(2025, 3, 19), reason="重复"
    )
    assert queries.overdue_columns(seeded.district, date(2025, 3, 20), {old.code: date(2025, 3, 18)}) == []


def test_the_schedule_says_what_was_early_and_what_is_late(seeded):
    note = {"by": seeded.li_qiang, "agency": seeded.district, "year": 2025, "day": LATER}
    actions.note_scheduled(key="department_report", published_on=date(2025, 1, 20), **note)
    actions.note_scheduled(key="government_budget", started_on=date(2025, 2, 19), **note)
    how = {entry.key: entry.punctuality.value for entry in queries.schedule(seeded.district, 2025, LATER)}
    assert how["department_report"] == "early"
    assert how["government_budget"] == how["site_work_report"] == "overdue"
    assert how["department_budget"] == "undated"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "poem"}, "没有「poem」"),
        ({"published_on": date(2026, 1, 1)}, "还没有到"),
        ({"started_on": date(2025, 2, 2), "published_on": date(2025, 2, 1)}, "早于起算日"),
    ],
)
def test_a_wrong_day_of_the_schedule_is_refused(seeded, changes, words):
    given = {"key": "government_budget", "by": seeded.li_qiang, "agency": seeded.district, "year": 2025}
    with pytest.raises(Refused, match=words):
        actions.note_scheduled(**{**given, "day": LATER, **changes})


# – fields and contacts


def test_a_field_of_the_districts_own_rolls_up(seeded):
    tag = actions.open_field(
        by=seeded.li_qiang, agency=seeded.district, day=DAY, label="老旧小区改造", within=["housing"]
    )
    assert queries.rolled_up([tag.code]) == {tag.code, "housing", "livelihood"}
    assert tag.code in queries.fields_on(seeded.district, DAY)
    assert tag.code not in queries.fields_on(seeded.county, DAY)
    actions.close_field(by=seeded.li_qiang, tag=tag, day=LATER, reason="并入保障性住房")
    assert tag.code not in queries.fields_on(seeded.district, LATER)
    assert queries.rolled_up([tag.code]) == {tag.code, "housing", "livelihood"}
    with pytest.raises(Refused, match="已经有了"):
        actions.open_field(by=seeded.li_qiang, agency=seeded.district, day=DAY, label="民生")


def test_a_changed_telephone_lists_every_page_that_it_alters(seeded, column):
    given = {"by": seeded.li_qiang, "agency": seeded.district, "name": "办公室电话", "kind": "phone"}
    assert actions.keep_contact(day=DAY, value="0371-1111111", **given) == ()
    guide = column("guide")
    with pytest.raises(Refused, match="没有名为「值班电话」"):
        actions.introduce_column(by=seeded.li_qiang, column=guide, day=DAY, introduction="{{值班电话}}")
    actions.introduce_column(
        by=seeded.li_qiang, column=guide, day=DAY, introduction="咨询请拨 {{办公室电话}}。"
    )
    looked_at(seeded, DAY)
    uses = actions.keep_contact(day=LATER, value="0371-2222222", **given)
    assert [use.title for use in uses] == ["栏目说明：政府信息公开指南"]
    guide.refresh_from_db()
    assert queries.introduction_of(guide) == "咨询请拨 0371-2222222。"
    contact = seeded.district.contacts.get()
    with pytest.raises(Refused, match="1 处引用"):
        actions.remove_contact(by=seeded.li_qiang, contact=contact, day=LATER)
    actions.introduce_column(by=seeded.li_qiang, column=guide, day=LATER, introduction="")
    actions.remove_contact(by=seeded.li_qiang, contact=contact, day=LATER)
    assert queries.contacts_of(seeded.district) == {}
    assert verify.verify().sound


# – figures and the trail


def test_columns_adjustments_and_topics_are_counted(seeded):
    before = count(OPEN_COLUMNS, Scope.of(seeded.district), Period.of_day(LATER))
    topic = opened(seeded, "稳经济一揽子政策", purpose="topic")
    other = opened(seeded, "旧栏目")
    actions.rename_column(by=seeded.li_qiang, column=other, day=LATER, name="新栏目")
    actions.merge_column(by=seeded.li_qiang, column=other, into=topic, day=LATER, reason="合并")
    year = Period.of_year(2025)
    assert count(OPEN_COLUMNS, Scope.of(seeded.district), Period.of_day(LATER)) == before + 1
    assert count(ADJUSTED_COLUMNS, EVERYWHERE, year) == 4  # two opened, one renamed, one merged
    assert (count(TOPICS, EVERYWHERE, year), count(OPENED_TOPICS, EVERYWHERE, year)) == (1, 1)
    assert count(OPENED_TOPICS, EVERYWHERE, Period.of_year(2024)) == 0


def test_every_change_is_traced_and_the_trail_agrees(seeded, column):
    made = opened(seeded)
    actions.set_cycle(by=seeded.li_qiang, column=made, day=LATER, cycle="monthly")
    actions.move_column(by=seeded.li_qiang, column=made, day=LATER, before=column("guide"))
    actions.open_field(by=seeded.li_qiang, agency=seeded.district, day=DAY, label="老旧小区改造")
    actions.close_column(by=seeded.li_qiang, column=made, day=LATER, reason="更新少")
    assert [change.kind for change in ColumnChange.objects.filter(column=made)] == [
        "opened",
        "cycle_set",
        "moved",
        "closed",
    ]
    assert verify.verify().sound


def test_a_column_changed_behind_the_actions_is_found(seeded, column):
    Column.objects.filter(pk=column("guide").pk).update(name="别的名称")
    assert not verify.verify().sound
