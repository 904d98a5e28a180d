"""How does a person judge a finding, and does the verdict outlive the reading it was given on?"""

from dataclasses import replace

import pytest
from django.db import connection

from gongkai_web.annual.campaign import actions
from gongkai_web.annual.campaign.models import SubmittedFile, Verdict
from gongkai_web.annual.campaign.results import former_key_of, key_of, results, subject_of
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from tests.web.annual.test_file import JANUARY
from tests.web.campaign.reports import (
    COLUMN,
    ROW,
    as_json,
    board,
    box,
    counts,
    errors,
    faulty,
    file_page,
    judge,
    number_of,
    opened,
    rows,
    signed_in,
    tree_of,
    url,
    written,
)
from tests.web.look.trees import find

REASON = "已电话核实，另一份是撤回的"


@pytest.fixture
def file(zhou_jie):
    """云溪区's faulty report, read."""
    opened(zhou_jie, {"云溪区.json": as_json(faulty())})
    return SubmittedFile.objects.get()


def verdict(tree, rule):
    """The verdict on a finding as it is shown; empty where there is none."""
    return " ".join(box(tree, rule).xpath("string(./p)").split())


def typed(tree, rule):
    """What stands in the field for the reason."""
    return (find(box(tree, rule), "textarea")[0].text or "").strip()


def test_zhou_jie_confirms_one_finding_and_dismisses_another_with_a_reason(zhou_jie, file):
    judge(zhou_jie, file, ROW, "confirmed")
    response = judge(zhou_jie, file, COLUMN, "dismissed", REASON)
    tree = tree_of(response)
    assert response.redirect_chain[-1][0] == f"{url('file', file)}#finding-{number_of(tree, COLUMN)}"
    assert verdict(tree, ROW).startswith("✓ 已确认 周洁")
    assert verdict(tree, COLUMN).startswith("✕ 不是问题 周洁")
    assert verdict(tree, COLUMN).endswith(REASON)
    assert rows(board(zhou_jie, file.batch))[0][4:] == counts(faulty(), judged=1, dismissed=1)
    line = AuditLine.objects.filter(act="review.give_verdict").order_by("position").last()
    assert (line.reason, line.detail["rule"], line.actor_name) == (REASON, COLUMN, "周洁")


def test_a_dismissal_without_a_reason_is_refused_at_the_field(zhou_jie, file):
    response = judge(zhou_jie, file, COLUMN, "dismissed", "  ")
    assert errors(response)[0].startswith("理由：判为不是问题，须写明理由")
    tree = tree_of(response)
    field = find(tree, ".errors a")[0].get("href").removeprefix("#")
    assert [area.get("id") for area in find(box(tree, COLUMN), "textarea")] == [field]
    assert not Verdict.objects.exists()


def test_a_verdict_turned_round_in_the_table_is_found(zhou_jie, file):
    judge(zhou_jie, file, ROW, "confirmed")
    judge(zhou_jie, file, ROW, "confirmed")
    judge(zhou_jie, file, COLUMN, "dismissed", REASON)
    assert verify().sound
    with connection.cursor() as cursor:
        cursor.execute("UPDATE campaign_verdict SET decision = 'dismissed' WHERE rule = %s", [ROW])
    assert [fault.ledger for fault in verify().faults] == ["判定"] * 4


def test_what_was_typed_is_kept_where_a_verdict_is_refused(zhou_jie, file):
    response = judge(zhou_jie, file, ROW, "perhaps", REASON)
    assert typed(tree_of(response), ROW) == REASON
    assert typed(tree_of(response), COLUMN) == ""
    response = judge(zhou_jie, file, ROW, "dismissed", "长" * 501)
    assert "理由有 501 字，最多 500 字" in errors(response)[0]
    assert typed(tree_of(response), ROW) == "长" * 501


def test_the_verdict_survives_another_reading_and_another_upload(zhou_jie, file, tmp_path):
    judge(zhou_jie, file, COLUMN, "dismissed", REASON)
    zhou_jie.post(url("again", file))
    zhou_jie.post(url("remove", file))
    batch = opened(zhou_jie, {"又来.txt": written(faulty(), tmp_path, ".txt")}, title="第二次")
    page = file_page(zhou_jie, SubmittedFile.objects.get())
    assert verdict(page, COLUMN).startswith("✕ 不是问题")
    assert verdict(page, ROW) == ""
    assert rows(board(zhou_jie, batch))[0][4:] == counts(faulty(), dismissed=1)


def test_a_verdict_on_a_cause_goes_for_what_follows_from_it(zhou_jie, file):
    judge(zhou_jie, file, ROW, "dismissed", REASON)
    assert rows(board(zhou_jie, file.batch))[0][4:] == counts(faulty(), judged=1, dismissed=2)
    page = file_page(zhou_jie, file)
    assert verdict(page, ROW).startswith("✕ 不是问题")
    assert verdict(page, COLUMN) == ""  # none of its own
    judge(zhou_jie, file, COLUMN, "confirmed")
    assert verdict(file_page(zhou_jie, file), COLUMN).startswith("✓ 已确认")
    assert rows(board(zhou_jie, file.batch))[0][4:] == counts(faulty(), judged=1, dismissed=1)


def test_another_wording_forgets_no_verdict(zhou_jie):
    made = faulty()
    made["table3"]["granted"]["natural_person"] = None
    cell = "table3.granted.natural_person"
    made["notes"] = [{"code": "blank-cell", "cell": cell, "stated": "", "message": f"{cell}：原文为空。"}]
    opened(zhou_jie, {"云溪区.json": as_json(made)})
    file = SubmittedFile.objects.get()
    (blank,) = [one for one in results(file.batch, [file])[0].judged if one.finding.rule == "cells.blank"]
    subject = subject_of(file)
    assert key_of(subject, replace(blank.finding, message="换一种说法。")) == blank.key
    former = former_key_of(subject, blank.finding)
    assert former != blank.key
    Verdict.objects.create(
        agency=file.batch.agency,
        key=former,
        subject=subject,
        rule="cells.blank",
        cells=[],
        decision="confirmed",
        person_id=1,
        person_name="周洁",
        day=JANUARY,
    )
    (blank,) = [one for one in results(file.batch, [file])[0].judged if one.finding.rule == "cells.blank"]
    assert blank.verdict.decision == "confirmed"


def test_the_verdict_does_not_reach_another_year_or_another_fault(zhou_jie, file):
    judge(zhou_jie, file, COLUMN, "dismissed", REASON)
    worse = faulty()
    worse["table3"]["new_received"]["natural_person"] += 1
    batch = opened(zhou_jie, {"2022.json": as_json(faulty(2022)), "更差.json": as_json(worse)}, "其他")
    assert [row[4:] for row in rows(board(zhou_jie, batch))] == [counts(faulty(2022)), counts(worse)]


def test_the_latest_verdict_counts_and_the_former_one_stays(zhou_jie, file):
    judge(zhou_jie, file, ROW, "dismissed", REASON)
    judge(zhou_jie, file, ROW, "confirmed")
    assert [one.decision for one in Verdict.objects.all()] == ["dismissed", "confirmed"]
    assert str(results(file.batch, [file])[0].errors) == counts(faulty())[0]


def test_a_verdict_of_one_office_is_none_of_another(town, zhou_jie, file):
    judge(zhou_jie, file, ROW, "dismissed", REASON)
    li_qiang = signed_in(town.li_qiang)
    opened(li_qiang, {"自查.json": as_json(faulty())})
    own = SubmittedFile.objects.get(name="自查.json")
    assert str(results(own.batch, [own])[0].errors) == counts(faulty())[0]


def test_only_staff_of_the_checking_agency_judge_and_only_what_is_there(town, file):
    key = results(file.batch, [file])[0].judged[0].key
    given = {"file": file, "decision": "confirmed", "reason": "", "day": JANUARY}
    for person in (town.li_qiang, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed):
            actions.give_verdict(by=person, key=key, **given)
    with pytest.raises(Refused, match="已经不在了"):
        actions.give_verdict(by=town.zhou_jie, key="0" * 64, **given)
    assert not Verdict.objects.exists()
