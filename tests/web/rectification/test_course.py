"""问题整改: sent with a term, paused, mended late, sent back, moved, merged; nothing closes by itself."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.oversight.rectification import actions, figures, queries, rows, work
from gongkai_web.oversight.rectification.actions import Found
from gongkai_web.oversight.rectification.facts import Status
from gongkai_web.oversight.rectification.models import Evidence, Finding
from gongkai_web.oversight.rectification.sheet import workbook
from tests.web.campaign.reports import tree_of
from tests.web.look.trees import find, text
from tests.web.oversight.home import client_of
from tests.web.rectification.found import DUE, MONDAY, PAGE, found, rechecked, replied, sent

JUNE_4, JUNE_8, JUNE_16, JUNE_17 = (date(2026, 6, day) for day in (4, 8, 16, 17))
YEAR = Period.of_year(2026)


def counted(figure, scope=EVERYWHERE):
    return count(figure, scope, YEAR)


def test_zhou_jie_finds_sends_and_sees_it_mended_and_all_figures_follow(town):
    finding = sent(town)
    assert (finding.status, finding.due_on) == (Status.OPEN, DUE)
    assert rechecked(town, replied(town, finding, JUNE_8), JUNE_8).status == Status.MENDED
    numbers = {figure.id: counted(figure) for figure in figures.FIGURES}
    assert numbers == {
        "rectification.found": 1,
        "rectification.sent": 1,
        "rectification.repeated": 0,
        "rectification.left": 0,
        "rectification.mended": 1,
        "rectification.in_time": 1,
        "rectification.sent_back": 0,
    }
    assert verify().sound


def test_a_reply_alone_closes_nothing_and_neither_does_age(town):
    finding = replied(town, sent(town), JUNE_4)
    assert finding.status == Status.REPLIED
    assert finding in queries.visible(town.zhou_jie, date(2030, 1, 1)).filter(status=Status.REPLIED)
    assert counted(figures.LEFT) == 1


def test_what_cannot_be_told_closes_nothing_and_what_remains_goes_back_with_a_new_day(town):
    finding = replied(town, sent(town), JUNE_4)
    assert rechecked(town, finding, JUNE_4, "unclear").status == Status.REPLIED
    assert rechecked(town, finding, JUNE_8, "remains", due_on=JUNE_17).status == Status.OPEN
    assert (finding.due_on, finding.rounds) == (JUNE_17, 1)
    assert counted(figures.SENT_BACK) == 1


def test_li_qiang_replies_after_the_last_day_and_it_is_counted_as_late(town):
    finding = rechecked(town, replied(town, sent(town), JUNE_16), JUNE_17)
    assert (finding.status, finding.late) == (Status.MENDED, True)
    assert (counted(figures.MENDED), counted(figures.IN_TIME)) == (1, 0)


def test_while_the_term_rests_nothing_is_overdue_and_its_days_are_given_back(town):
    finding = sent(town)
    actions.pause(finding=finding, by=town.zhou_jie, day=date(2026, 6, 3), reason="网站改版，等新平台上线")
    finding.refresh_from_db()
    assert (finding.status, finding.due_on) == (Status.PAUSED, None)
    assert not queries.overdue(Finding.objects.all(), JUNE_17).exists()
    actions.resume(finding=finding, by=town.zhou_jie, day=JUNE_8)
    finding.refresh_from_db()
    assert (finding.status, finding.due_on) == (Status.OPEN, date(2026, 6, 18))


def test_the_unit_sees_nothing_of_it_before_the_notice(town):
    finding = found(town)
    assert finding not in queries.visible(town.li_qiang, MONDAY)
    actions.notify(findings=[finding], by=town.zhou_jie, day=MONDAY)
    assert finding in queries.visible(town.li_qiang, MONDAY)
    assert finding not in queries.visible(town.he_jing, MONDAY)


def test_each_desk_has_the_one_row_that_is_its_own(town):
    finding = found(town)
    people = (town.zhou_jie, town.li_qiang, town.he_jing)

    def rows():
        return [finding in work.waiting(person, JUNE_8) for person in people]

    assert rows() == [True, False, False]
    actions.notify(findings=[finding], by=town.zhou_jie, day=MONDAY)
    assert rows() == [False, True, False]
    replied(town, finding, JUNE_4)
    assert rows() == [True, False, False]
    rechecked(town, finding, JUNE_8)
    assert rows() == [False, False, False]


def test_found_once_more_while_it_is_mended_it_is_evidence_of_the_same(town):
    finding = sent(town)
    again = found(town, JUNE_4, place=PAGE.replace("https", "http").rstrip("/"))
    assert again.pk == finding.pk
    assert (again.times, Evidence.objects.filter(finding=finding).count()) == (2, 2)


def test_found_again_after_it_was_mended_it_is_told_as_repeated(town):
    first = rechecked(town, replied(town, sent(town), JUNE_4), JUNE_8)
    second = found(town, JUNE_16)
    assert second.repeat_of == first
    assert counted(figures.REPEATED) == 1


def test_the_same_record_taken_over_twice_is_one_finding(town):
    first = found(town, origin="interaction.Message:7")
    assert found(town, JUNE_4, origin="interaction.Message:7", title="别的标题", place="").pk == first.pk


def test_two_findings_of_one_fault_are_merged_with_links_both_ways(town):
    first, second = sent(town), found(town, rule="首页链接", title="“工作动态”打不开", place="首页")
    actions.merge(finding=second, by=town.zhou_jie, day=JUNE_4, into=first)
    second.refresh_from_db()
    assert (second.status, second.merged_into, list(first.merged.all())) == (Status.MERGED, first, [second])
    assert counted(figures.FOUND) == 1


def test_what_a_unit_was_asked_to_mend_does_not_vanish_in_a_finding_that_it_never_got(town):
    asked, kept_back = sent(town), found(town, rule="首页链接", place="首页")
    with pytest.raises(Refused, match="还没有：并入以后责任单位看不到它"):
        actions.merge(finding=asked, by=town.zhou_jie, day=JUNE_4, into=kept_back)
    actions.merge(finding=kept_back, by=town.zhou_jie, day=JUNE_4, into=asked)
    assert list(queries.visible(town.li_qiang, JUNE_4)) == [asked]


def test_moved_to_another_unit_it_needs_a_notice_of_its_own(town):
    finding = sent(town)
    actions.move(finding=finding, by=town.zhou_jie, day=JUNE_4, to=town.county, reason="栏目由白石县维护")
    finding.refresh_from_db()
    assert (finding.status, finding.agency, finding.due_on) == (Status.NEW, town.county, None)
    assert finding not in queries.visible(town.li_qiang, JUNE_4)


def test_in_an_own_check_a_colleague_looks_again(town):
    finding = found(town, by=town.li_qiang, kept_by=town.district, source="own")
    actions.notify(findings=[finding], by=town.li_qiang, day=MONDAY)
    replied(town, finding, JUNE_4)
    with pytest.raises(NotAllowed, match="请由本单位另一人复核"):
        actions.recheck(finding=finding, by=town.li_qiang, day=JUNE_4, result="mended", note="已更新")
    actions.recheck(finding=finding, by=town.zhao_min, day=JUNE_4, result="mended", note="已更新")


def test_a_machine_finds_and_sees_it_mended_but_never_says_that_nothing_was_wrong(town):
    given = Found(source="machine", rule="dead_link", title="链接打不开", place=PAGE, origin="inspection:1")
    made = actions.register_finding(by=None, kept_by=town.city, agency=town.district, day=MONDAY, found=given)
    with pytest.raises(Refused, match="由人复核后认定"):
        actions.recheck(finding=made, by=None, day=JUNE_4, result="unfounded")
    actions.recheck(finding=made, by=None, day=JUNE_4, result="mended")
    made.refresh_from_db()
    assert made.status == Status.MENDED
    assert verify().sound


@pytest.mark.parametrize("who", ["li_qiang", "he_jing", "zheng_gang", "stranger"])
def test_only_whoever_supervises_registers_and_looks_again(town, who):
    person = getattr(town, who)
    with pytest.raises(NotAllowed):
        found(town, by=person)
    finding = replied(town, sent(town), JUNE_4)
    with pytest.raises(NotAllowed):
        actions.recheck(finding=finding, by=person, day=JUNE_4, result="mended", note="看过")


@pytest.mark.parametrize("who", ["zhou_jie", "he_jing", "stranger"])
def test_only_the_unit_says_what_it_has_mended(town, who):
    with pytest.raises(NotAllowed):
        actions.reply(finding=sent(town), by=getattr(town, who), day=JUNE_4, words="已更新")


def test_days_before_the_last_entry_and_days_to_come_are_refused(town):
    finding = sent(town, JUNE_8)
    with pytest.raises(Refused, match="早于前一项"):
        replied(town, finding, JUNE_4)
    with pytest.raises(Refused, match="还没有到"):
        actions.reply(finding=finding, by=town.li_qiang, day=JUNE_17, words="已更新", today=JUNE_16)
    with pytest.raises(Refused, match="不晚于"):
        actions.prolong(finding=finding, by=town.zhou_jie, day=JUNE_8, due_on=JUNE_8, reason="无")


def test_an_entry_is_declared_void_from_the_last_one_on(town):
    finding = replied(town, sent(town), JUNE_4)
    first, *_, last = finding.events.all()
    with pytest.raises(Refused):
        actions.void_event(finding=finding, by=town.zhou_jie, day=JUNE_8, event=first, reason="填错")
    actions.void_event(finding=finding, by=town.li_qiang, day=JUNE_8, event=last, reason="附错文件")
    finding.refresh_from_db()
    assert (finding.status, finding.due_on) == (Status.OPEN, DUE)
    assert verify().sound


def test_a_row_changed_behind_the_program_is_seen(town):
    finding = rechecked(town, replied(town, sent(town), JUNE_16), JUNE_17)
    Finding.objects.filter(pk=finding.pk).update(title="没有问题")
    assert not verify().sound


def test_the_ledger_goes_out_as_a_sheet_with_what_was_mended(town):
    rechecked(town, replied(town, sent(town), JUNE_4), JUNE_8)
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(workbook(Finding.objects.all())))
        .get_sheet_by_index(0)
        .to_python()
    )
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["编号"], told["整改情况"], told["状态"]) == (
        "问题2026-0001", "已更新三条，以后每周更新", "已整改",
    )  # fmt: skip


def test_a_supervisor_counts_what_is_in_their_scope(town):
    sent(town)
    assert counted(figures.FOUND, EVERYWHERE.seen_by(town.zhou_jie, MONDAY)) == 1
    assert counted(figures.FOUND, EVERYWHERE.seen_by(town.he_jing, MONDAY)) == 0


def test_what_was_sent_back_is_not_wiped_away_by_declaring_the_reply_void(town):
    finding = rechecked(town, replied(town, sent(town), JUNE_4), JUNE_8, "remains", due_on=JUNE_17)
    reply = finding.events.get(kind="replied")
    with pytest.raises(Refused, match="先作废后面的"):
        actions.void_event(finding=finding, by=town.li_qiang, day=JUNE_8, event=reply, reason="不算")
    assert counted(figures.SENT_BACK) == 1


def test_what_was_no_fault_is_not_repeated_and_what_was_merged_into_a_mended_one_is(town):
    rechecked(town, sent(town), JUNE_4, "unfounded")
    second = found(town, JUNE_8)
    assert second.repeat_of is None
    other = sent(town, JUNE_8, rule="首页链接", place="首页")
    actions.merge(finding=second, by=town.zhou_jie, day=JUNE_8, into=other)
    rechecked(town, other, JUNE_16)
    assert found(town, JUNE_17).repeat_of == other


def test_overdue_and_then_paused_it_is_mended_late(town):
    finding = sent(town)
    actions.pause(finding=finding, by=town.zhou_jie, day=JUNE_16, reason="网站改版")
    assert rechecked(town, finding, JUNE_17).late


def test_a_finding_that_was_moved_meanwhile_is_not_sent_to_the_old_unit(town):
    stays, goes = found(town), found(town, rule="首页链接", place="首页")
    actions.move(
        finding=Finding.objects.get(pk=goes.pk), by=town.zhou_jie, day=JUNE_4, to=town.county, reason="移交"
    )
    with pytest.raises(Refused, match="只发给一个单位"):
        actions.notify(findings=[stays, goes], by=town.zhou_jie, day=JUNE_4)


def test_a_unit_replies_on_the_day_on_which_it_does(town):
    finding = sent(town)
    with pytest.raises(Refused, match="按回复的当天登记"):
        actions.reply(finding=finding, by=town.li_qiang, day=JUNE_8, words="已更新", today=JUNE_17)


def test_what_was_mended_before_any_notice_is_not_counted_as_in_time(town):
    rechecked(town, found(town), JUNE_4)
    assert (counted(figures.MENDED), counted(figures.IN_TIME)) == (1, 0)


def test_a_record_whose_finding_was_declared_void_can_be_taken_again(town):
    first = found(town, origin="interaction.Message:7")
    event = first.events.get()
    actions.void_event(finding=first, by=town.zhou_jie, day=MONDAY, event=event, reason="登记错了单位")
    again = found(town, JUNE_4, origin="interaction.Message:7")
    assert again.pk != first.pk
    assert verify().sound


def test_what_others_were_merged_into_is_not_declared_void(town):
    first, second = found(town), found(town, rule="首页链接", place="首页")
    actions.merge(finding=second, by=town.zhou_jie, day=JUNE_4, into=first)
    with pytest.raises(Refused, match="有别的问题并入了这一条"):
        actions.void_event(
            finding=first, by=town.zhou_jie, day=JUNE_4, event=first.events.get(), reason="填错"
        )


def test_each_row_and_each_form_tells_what_was_said_last(town):
    """Whoever acts does not have to look up why it came to them, or came back."""

    def told(person):
        (row,) = rows.work_rows(person, list(work.waiting(person, JUNE_8)), JUNE_8)
        why = row.about.split(" · ")[-1]
        assert why in [text(one) for one in find(tree_of(client_of(person).get(row.act.href)), "p")]
        return why

    finding = replied(town, sent(town), JUNE_4, "已更新")
    assert told(town.zhou_jie) == "2026-06-04 李强回复：已更新"
    finding = rechecked(town, finding, JUNE_8, "remains", due_on=JUNE_17, note="还是空的")
    assert told(town.li_qiang) == "2026-06-08 周洁复核：没有整改，退回（还是空的）"
    wrong = finding.events.last()
    actions.void_event(finding=finding, by=town.zhou_jie, day=JUNE_8, event=wrong, reason="看错了")
    assert told(town.zhou_jie) == "2026-06-04 李强回复：已更新"
