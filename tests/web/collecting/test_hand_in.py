"""What happens to a file that a unit hands in: read and checked on the spot, told, confirmed, kept?"""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from gongkai.document import from_json as report_of
from gongkai.document import to_json
from gongkai.reading.formats.archive import Archive
from gongkai_web.annual.campaign.collecting import actions, findings, queries, remarked, store
from gongkai_web.annual.campaign.collecting.actions.keys import unit_by
from gongkai_web.annual.campaign.collecting.actions.lines import Outsider
from gongkai_web.annual.campaign.collecting.models import Incoming, Submission, Traces, Unit
from gongkai_web.annual.campaign.collecting.telling import belongs_to, told_at_once
from gongkai_web.annual.campaign.collecting.words import State
from gongkai_web.annual.campaign.uploads import Upload
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from tests.law.aggregation.made import report as made_up
from tests.law.aggregation.test_repetition import ROADS, SCHOOLS, WATER
from tests.web.campaign.reports import NO_REPORT, as_json, faulty
from tests.web.collecting.lists import BUREAU, IN_TIME, OPENED, SCHOOL, campaign_of, hand_in, standing
from tests.web.collecting.lists import report_of as report_by

HUANG_PING = Outsider("黄平")


def sent(unit, made, name="年报.json"):
    """黄平, who has no account, sends a file for the school; what then waits."""
    return actions.take_in(by=HUANG_PING, unit=unit, upload=Upload(name, as_json(made)), day=IN_TIME)


def confirmed(unit, made, reply="", **changes):
    waits = sent(unit, made)
    return actions.confirm(by=HUANG_PING, unit=unit, sha256=waits.sha256, day=IN_TIME, reply=reply, **changes)


def codes(unit, made):
    """What is told at once about a report."""
    return [(one.code, one.blocks) for one in told_at_once(unit, report_of(made))]


def test_a_file_counts_once_whoever_sent_it_has_seen_the_findings_and_confirmed(town):
    campaign, units = campaign_of(town)
    school = units[SCHOOL]
    waits = sent(school, faulty() | {"agency": SCHOOL})
    assert standing(campaign)[SCHOOL].state == State.DRAFT
    found = findings.in_report(school, report_of(waits.document))
    assert {one.severity for one in found} >= {"error"}
    handed = actions.confirm(by=HUANG_PING, unit=school, sha256=waits.sha256, day=IN_TIME)
    one = standing(campaign)[SCHOOL]
    assert (one.state, one.handed.errors) == (State.SUBMITTED, sum(f.severity == "error" for f in found))
    assert store.read(handed) == as_json(faulty() | {"agency": SCHOOL})
    assert handed.person_name == "黄平"
    assert not Incoming.objects.exists()
    assert verify().sound


def test_a_file_without_a_report_is_said_to_be_none_and_cannot_be_confirmed(town):
    _, units = campaign_of(town)
    upload = Upload("食堂.txt", NO_REPORT)
    waits = actions.take_in(by=HUANG_PING, unit=units[SCHOOL], upload=upload, day=IN_TIME)
    assert "《食堂.txt》" in waits.failure
    with pytest.raises(Refused, match="没有读到年报"):
        actions.confirm(by=HUANG_PING, unit=units[SCHOOL], sha256=waits.sha256, day=IN_TIME)


def test_of_an_archive_no_more_is_unpacked_than_is_needed_to_refuse_it(town, monkeypatch):
    """Five hundred files of fifty megabytes pack into one: whoever sends that by a link fills no memory."""
    _, units = campaign_of(town)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(40):
            archive.writestr(f"{number}.txt", NO_REPORT)
    read, unpacked = [], Archive.read
    monkeypatch.setattr(Archive, "read", lambda self, name: (read.append(name), unpacked(self, name))[1])
    upload = Upload("年报.zip", packed.getvalue())
    with pytest.raises(Refused, match="不止一份文件"):
        actions.take_in(by=HUANG_PING, unit=units[SCHOOL], upload=upload, day=IN_TIME)
    assert len(read) == 2
    campaign = units[SCHOOL].campaign
    with pytest.raises(Refused, match="一次最多收 20 份"):
        actions.take_in_many(by=town.zhou_jie, campaign=campaign, files=[upload], day=IN_TIME)
    assert len(read) == 2 + 21


def test_what_is_confirmed_is_what_was_on_the_screen(town):
    _, units = campaign_of(town)
    first = sent(units[SCHOOL], report_by(units[SCHOOL]))
    sent(units[SCHOOL], faulty() | {"agency": SCHOOL})
    with pytest.raises(Refused, match="已经换了"):
        actions.confirm(by=HUANG_PING, unit=units[SCHOOL], sha256=first.sha256, day=IN_TIME)


def test_a_file_that_is_left_is_gone_with_its_bytes(town, django_capture_on_commit_callbacks):
    campaign, units = campaign_of(town)
    waits = sent(units[SCHOOL], report_by(units[SCHOOL]))
    with django_capture_on_commit_callbacks(execute=True):
        actions.leave(by=HUANG_PING, unit=units[SCHOOL], day=IN_TIME)
    assert standing(campaign)[SCHOOL].state == State.NOT_STARTED
    assert not store.path(campaign, waits.sha256).exists()


def test_only_the_unit_and_the_office_above_it_hand_in(town):
    _, units = campaign_of(town)
    upload = Upload("年报.json", as_json(report_by(units[SCHOOL])))
    for stranger in (town.he_jing, town.stranger, town.zhou_jie):
        with pytest.raises(NotAllowed):
            actions.take_in(by=stranger, unit=units[SCHOOL], upload=upload, day=IN_TIME)
    assert actions.take_in(by=town.li_qiang, unit=units[SCHOOL], upload=upload, day=IN_TIME).sent_by == "李强"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"agency": BUREAU}, [("another_unit", True)]),
        ({"agency": "示范市云溪区自然资源局"}, [("another_unit", True)]),
        ({"agency": "别市教育局"}, [("not_listed", False)]),
        ({"agency": None}, [("nameless", False)]),
        ({"agency": "示范市云溪区示范学校"}, []),
        ({"year": 2023}, [("last_year", True)]),
        ({"year": 2021}, [("other_year", True)]),
        ({"year": None}, [("yearless", False)]),
        ({}, []),
    ],
)
def test_another_units_file_last_years_and_a_unit_not_listed_are_told_at_once(town, changes, told):
    _, units = campaign_of(town)
    assert codes(units[SCHOOL], report_by(units[SCHOOL], **changes)) == told


@pytest.mark.parametrize(
    ("listed", "owner"),
    [(["示范市第一小学"], 0), (["示范市第一小学", "白石县第一小学"], None), (["示范市小学"], None)],
)
def test_a_short_name_stands_for_one_unit_alone(listed, owner):
    units = [Unit(name=name) for name in listed]
    found = belongs_to(units, replace(made_up("甲", 2024), agency="第一小学"))
    assert found is (None if owner is None else units[owner])


def test_the_name_of_last_year_is_still_its_own(town):
    _, units = campaign_of(town)
    school = actions.rename_unit(by=town.zhou_jie, unit=units[SCHOOL], name="云溪区第一学校", day=OPENED)
    assert codes(school, report_by(school, agency=SCHOOL)) == []


def test_the_same_bytes_and_the_same_numbers_as_another_unit_are_told_and_zeros_are_not(town):
    _, units = campaign_of(town)
    confirmed(units[SCHOOL], report_by(units[SCHOOL]))
    bureau = report_by(units[BUREAU])
    assert codes(units[BUREAU], bureau) == [("same_report", False)]
    waits = sent(units[BUREAU], report_by(units[SCHOOL]))
    told = told_at_once(units[BUREAU], report_of(waits.document), waits.sha256)
    assert [one.code for one in told] == ["another_unit", "same_bytes", "same_report"]
    none = {table: {row: dict.fromkeys(cells, 0) for row, cells in bureau[table].items()} for table in TABLES}
    confirmed(units[SCHOOL], report_by(units[SCHOOL], **none))
    assert codes(units[BUREAU], bureau | none | {"sections": []}) == []


def test_what_is_like_another_unit_is_told_to_both_but_only_the_office_reads_which_it_is(town):
    """黄平 copied the report of the bureau, put his own name into it and changed the numbers."""
    _, units = campaign_of(town)
    theirs = report_by(units[BUREAU])
    prose = "；".join(
        f"第{n}项工作照{sign}号方案推进，结果按季度向社会说明"
        for n, sign in enumerate("甲乙丙丁戊己庚辛壬癸")
    )
    theirs["sections"] = [one | {"text": f"{BUREAU}本年：{prose}。"} for one in theirs["sections"][:1]]
    confirmed(units[BUREAU], theirs)
    none = {table: {row: dict.fromkeys(cells, 0) for row, cells in theirs[table].items()} for table in TABLES}
    copied = theirs | none | {"agency": SCHOOL}
    copied["sections"] = [one | {"text": one["text"].replace(BUREAU, SCHOOL)} for one in copied["sections"]]
    assert codes(units[SCHOOL], copied) == [("same_text", False)]
    (blind,), (full,) = (
        told_at_once(units[SCHOOL], report_of(copied), names=names) for names in (False, True)
    )
    assert "另一个单位交的" in blind.message
    assert BUREAU not in blind.message
    assert f"“{BUREAU}” {IN_TIME} 交的" in full.message
    confirmed(units[SCHOOL], copied, reply="两个单位合署办公")
    first = queries.last_submission(units[BUREAU])
    again = told_at_once(units[BUREAU], report_of(theirs), besides=first.pk, names=True)
    assert [SCHOOL in one.message for one in again] == [True], "the one that came first is told of it, too"


def test_a_report_without_a_table_is_not_accepted_before_somebody_says_why(town):
    """手册02 §7: what is not filled in is no zero. Of a table that is not there no sum is wrong."""
    _, units = campaign_of(town)
    handed = confirmed(units[SCHOOL], report_by(units[SCHOOL]) | {"table3": {}})
    given = {"by": town.li_qiang, "submission": handed, "day": IN_TIME}
    with pytest.raises(Refused, match="读不出的格，不能通过"):
        actions.accept(**given)
    for one in findings.reviewed(handed).judged:
        actions.judge(key=one.key, decision="dismissed", reason="原件上有，已对照", **given)
    actions.accept(**given)


def carrying(name, year, *, came=0, went=0):
    """Ten requests, of which so many are carried over."""
    return to_json(made_up(name, year, **{"in": came, "new": 10, "done": 10 + came - went, "out": went}))


def test_what_a_merged_unit_carried_over_is_carried_in_by_the_one_that_took_it_over(town):
    """手册02 R5: the school had three open cases when it was merged into the bureau, which had two."""
    _, former = campaign_of(town, year=2023)
    for name, went in ((SCHOOL, 3), (BUREAU, 2)):
        actions.submit_report(
            by=town.li_qiang, unit=former[name], document=carrying(name, 2023, went=went), day=IN_TIME
        )
    given = {"by": town.li_qiang, "unit": former[BUREAU], "day": IN_TIME}
    actions.submit_report(document=carrying(BUREAU, 2023, went=9), practice=True, **given)  # never counts
    _, units = campaign_of(town)

    def found(came):
        units[BUREAU].refresh_from_db()
        report = report_of(carrying(BUREAU, 2024, came=came))
        return {one.rule for one in findings.in_report(units[BUREAU], report) if one.severity == "error"}

    assert (found(2), found(5)) == (set(), {"years.carried_over"})
    given = {"by": town.zhou_jie, "day": IN_TIME, "reason": "机构改革"}
    actions.merge_unit(unit=units[SCHOOL], into=units[BUREAU], **given)
    assert (found(2), found(5)) == ({"years.carried_over"}, set())
    actions.unmerge_unit(unit=units[SCHOOL], **given)
    actions.split_unit(unit=units[SCHOOL], successors=[units[BUREAU]], **given)
    assert (found(2), found(4)) == (set(), set()), "how much of it nobody knows before they are added up"


TABLES = ("table2", "table3", "table4")


def test_a_part_that_is_anothers_is_told_and_a_sentence_is_not(town):
    """黄平 takes the chapter on schools from the bureau, and most of its larger numbers, and adds his own."""
    _, units = campaign_of(town)
    own = report_by(units[SCHOOL])
    own["sections"] = [own["sections"][0] | {"text": WATER + ROADS}]
    theirs = report_by(units[BUREAU])
    theirs["sections"] = [theirs["sections"][0] | {"text": SCHOOLS + ROADS}]
    new, granted = own["table3"]["new_received"], own["table3"]["granted"]
    columns = [column for column in new if column != "total"]
    for at, column in enumerate(columns):
        theirs["table3"]["new_received"][column], theirs["table3"]["granted"][column] = 31 + at, 21 + at
        new[column], granted[column] = 31 + at, (21 if at < 2 else 81) + at
    confirmed(units[BUREAU], theirs)
    assert codes(units[SCHOOL], own) == [("prose_in_part", False), ("numbers_in_part", False)]
    prose, numbers = told_at_once(units[SCHOOL], report_of(own), names=True)
    assert re.search(r"正文 \d+ 字里有 \d\d% 和“.*”.*交的相同", prose.message)
    assert f"“{ROADS[:12]}" in prose.message, "the longest passage is shown"
    assert f"不小于 10 的 13 个数有 9 个和“{BUREAU}”" in numbers.message
    assert not any(BUREAU in one.message for one in told_at_once(units[SCHOOL], report_of(own)))
    with pytest.raises(Refused, match="请说明：正文"):
        confirmed(units[SCHOOL], own)
    Traces.objects.all().delete()
    import_module("gongkai_web.annual.campaign.migrations.0007_traces").keep(apps, None)
    told = told_at_once(units[SCHOOL], report_of(own), names=True)
    assert told == [prose, numbers], "of what was handed in before there were traces, too"
    little = own | {"table3": theirs["table3"] | {"new_received": granted, "granted": new}}
    little["sections"] = [own["sections"][0] | {"text": WATER + ROADS[:60]}]
    assert codes(units[SCHOOL], little) == [], "a sentence, and numbers in other cells"


def test_what_is_left_from_last_year_is_asked_for_a_word(town):
    """黄平 hands in last year's prose with one new chapter, and most of last year's numbers."""
    _, former = campaign_of(town, year=2023)
    last = report_by(former[SCHOOL])
    last["sections"] = [last["sections"][0] | {"text": SCHOOLS + ROADS}]
    for row in ("new_received", "unavailable_not_held"):
        last["table3"][row] |= dict.fromkeys(last["table3"][row], 41)
    confirmed(former[SCHOOL], last)
    _, units = campaign_of(town)
    own = last | {"year": 2024, "sections": [last["sections"][0] | {"text": SCHOOLS + ROADS + WATER[:90]}]}
    own["table3"] = last["table3"] | {"granted": dict.fromkeys(last["table3"]["granted"], 1)}
    found = told_at_once(units[SCHOOL], report_of(own))
    assert [one.code for one in found] == ["prose_of_last_year", "numbers_of_last_year"]
    assert all("本单位上年的" in one.message for one in found)


def test_the_same_numbers_with_other_words_are_how_a_unit_mends_its_words(town):
    _, units = campaign_of(town)
    made = report_by(units[SCHOOL])
    confirmed(units[SCHOOL], made)
    again = sent(units[SCHOOL], made).document
    assert codes(units[SCHOOL], again) == [("same_report", False)]
    assert codes(units[SCHOOL], again | {"title": "改过的标题"}) == []


def test_a_file_that_was_handed_in_last_year_is_told(town):
    _, former = campaign_of(town, year=2023)
    confirmed(former[SCHOOL], report_by(former[SCHOOL]))
    _, units = campaign_of(town)
    waits = sent(units[SCHOOL], report_by(former[SCHOOL]))
    told = told_at_once(units[SCHOOL], report_of(waits.document), waits.sha256)
    assert [one.code for one in told] == ["last_year", "same_bytes", "same_report"]
    assert "本单位 2023 年度交的" in told[1].message


def test_one_file_twice_is_refused_and_what_is_asked_must_be_answered(town):
    _, units = campaign_of(town)
    confirmed(units[SCHOOL], report_by(units[SCHOOL]))
    with pytest.raises(Refused, match="没有改过的不必再交"):
        confirmed(units[SCHOOL], report_by(units[SCHOOL]))
    with pytest.raises(Refused, match="请说明：三张表的数、正文都和另一个单位交的完全相同"):
        confirmed(units[BUREAU], report_by(units[BUREAU]))
    made = confirmed(units[BUREAU], report_by(units[BUREAU]), reply="两个单位合署办公，确实相同。")
    assert made.reply == "两个单位合署办公，确实相同。"


def test_what_was_returned_is_handed_in_unchanged_where_the_unit_says_that_it_is_meant(town):
    _, units = campaign_of(town)
    first = confirmed(units[SCHOOL], report_by(units[SCHOOL]))
    actions.return_report(by=town.li_qiang, submission=first, reason="请核对新收", day=IN_TIME)
    waits = sent(units[SCHOOL], report_by(units[SCHOOL]))
    (told,) = told_at_once(units[SCHOOL], report_of(waits.document), waits.sha256)
    assert (told.code, told.blocks) == ("unchanged", False)
    assert f"本单位 {IN_TIME} 第 1 次交的一模一样" in told.message
    with pytest.raises(Refused, match="请说明：这个文件和本单位"):
        confirmed(units[SCHOOL], report_by(units[SCHOOL]))
    second = confirmed(units[SCHOOL], report_by(units[SCHOOL]), reply="已经核对，新收 3 件无误")
    assert (second.number, second.sha256, second.reply) == (2, first.sha256, "已经核对，新收 3 件无误")


def test_a_try_out_neither_locks_nor_counts(town):
    campaign, units = campaign_of(town)
    made = confirmed(units[SCHOOL], report_by(units[SCHOOL]), practice=True)
    assert made.practice
    assert standing(campaign)[SCHOOL].state == State.NOT_STARTED
    confirmed(units[SCHOOL], report_by(units[SCHOOL]), reply="试交过，照此提交")
    assert [one.practice for one in Submission.objects.order_by("pk")] == [True, False]


def test_a_link_opens_the_one_unit_until_its_day_and_can_be_taken_back(town):
    _, units = campaign_of(town)
    until = IN_TIME + timedelta(days=5)
    key, code = actions.give_key(by=town.li_qiang, unit=units[SCHOOL], until=until, day=IN_TIME)
    assert unit_by(code, until) == units[SCHOOL]
    assert code not in str(vars(key))
    for gone, day in ((code, until + timedelta(days=1)), ("guessed", IN_TIME)):
        with pytest.raises(Refused, match="已经失效"):
            unit_by(gone, day)
    with pytest.raises(NotAllowed):
        actions.revoke_key(by=town.he_jing, key=key, day=IN_TIME)
    actions.revoke_key(by=town.li_qiang, key=key, day=IN_TIME)
    with pytest.raises(Refused, match="已经失效"):
        unit_by(code, IN_TIME)


def test_an_error_holds_the_approval_until_it_is_mended_or_held_for_none(town):
    """What was held for none in a try-out is asked again in what counts."""
    _, units = campaign_of(town)
    given = {"by": town.li_qiang, "day": IN_TIME}
    document = faulty() | {"agency": SCHOOL}
    tried = actions.submit_report(unit=units[SCHOOL], document=document, practice=True, **given)
    for one in findings.reviewed(tried).judged:
        actions.judge(submission=tried, key=one.key, decision="dismissed", reason="演练", **given)
    assert not findings.open_errors(tried)
    handed = confirmed(units[SCHOOL], document, reply="正式报送")
    with pytest.raises(Refused, match="还有错误，不能通过"):
        actions.accept(by=town.li_qiang, submission=handed, day=IN_TIME)
    for one in [one for one in findings.reviewed(handed).judged if one.finding.severity == "error"]:
        actions.judge(
            by=town.li_qiang,
            submission=handed,
            key=one.key,
            decision="dismissed",
            reason="原件如此，已电话核实",
            day=IN_TIME,
        )
    actions.accept(by=town.li_qiang, submission=handed, day=IN_TIME)
    assert queries.state_of_submission(handed) == State.ACCEPTED


def test_remarks_sit_on_cells_and_passages_and_are_answered(town):
    _, units = campaign_of(town)
    handed = hand_in(town, units[SCHOOL])
    text = handed.document["sections"][0]["text"][:20]
    actions.remark(
        by=town.li_qiang, submission=handed, cell="table3.granted.total", text="比上年少一半？", day=IN_TIME
    )
    said = actions.remark(
        by=town.li_qiang, submission=handed, passage=text, text="写得好", public=True, day=IN_TIME
    )
    assert (said.section, said.public) == (1, True)
    reply = actions.answer(by=HUANG_PING, remark=said, text="谢谢", day=IN_TIME)
    assert reply.answers == said
    again = actions.answer(by=town.li_qiang, remark=reply, text="不客气", day=IN_TIME)
    (_, shown) = remarked.remarks_on(units[SCHOOL])
    assert shown.replies == (reply, again), "what is said to an answer is read where the remark is"
    for wrong in ({"cell": "table3.nobody.total"}, {"passage": "没有写过的一句"}, {}):
        with pytest.raises(Refused):
            actions.remark(by=town.li_qiang, submission=handed, text="？", day=IN_TIME, **wrong)
