"""Can every case be read whose events were once accepted, whatever has been learnt since?"""

from datetime import date

import pytest
from django.core.management import call_command

from gongkai.procedure import state
from gongkai.procedure.facts import Fact
from gongkai_web.cases import actions, queries
from gongkai_web.cases.models import Case, DueMove, Event
from tests.people import receive

SUBMITTED = {
    "applicant_kind": "natural_person",
    "applicant_name": "王芳",
    "channel": "counter",
    "title": "补偿方案",
}
CAME = [("submitted", "2025-03-03", SUBMITTED), ("confirmed", "2025-03-03", {})]
FEE = {"basis": "pages", "count": 50, "amount": 200}
GRANTED = {"outcome": "granted"}
DENIED = {"outcome": "denied_enforcement_file", "reason": "执法案卷", "article": "第十六条第二款"}

# What earlier rules took, and what it is called now.
STORED = {
    "收费通知没有登记送达就答复": (
        [("fee.decided", "2025-03-10", FEE), ("replied", "2025-03-20", GRANTED)],
        {"fee-unpaid"},
    ),
    "收费通知送达在期限以后，然后答复": (
        [
            ("fee.decided", "2025-03-28", FEE),
            ("fee.served", "2025-04-02", {}),
            ("replied", "2025-04-10", GRANTED),
        ],
        {"fee-unpaid"},
    ),
    "收费通知发出以后告知延期": (
        [("fee.decided", "2025-03-10", FEE), ("extended", "2025-03-12", {"days": 5})],
        {"told-while-waiting"},
    ),
    "查阅的按量计收": (
        [("fee.decided", "2025-03-10", FEE)],
        {"fee-basis"},
    ),
    "开放以后又评估": (
        [
            ("replied", "2025-03-20", DENIED),
            ("dispatched", "2025-03-20", {}),
            ("replied_again", "2025-04-10", {**GRANTED, "corrects": "改为公开"}),
            ("reassessed", "2026-03-20", {"open_now": True, "content": "已经公开"}),
        ],
        set(),
    ),
    "没有写明是否责令重新答复": (
        [
            ("replied", "2025-03-20", DENIED),
            ("served", "2025-03-25", {}),
            ("appeal.filed", "2025-04-10", {"ref": "复1", "kind": "reconsideration"}),
            ("appeal.concluded", "2025-06-10", {"ref": "复1", "result": "corrected"}),
        ],
        set(),
    ),
}


def facts(rows):
    return [
        Fact(kind, date.fromisoformat(day), data, number, number, number)
        for number, (kind, day, data) in enumerate(rows, start=1)
    ]


@pytest.mark.parametrize("name", STORED)
def test_what_was_accepted_once_is_read_and_flagged(name):
    rows, flags = STORED[name]
    came = [(kind, day, {**data, "medium": "inspection"} if name == "查阅的按量计收" else data)
            if kind == "submitted" else (kind, day, data) for kind, day, data in CAME]  # fmt: skip
    now = state.of(facts([*came, *rows]))
    assert {flag.code for flag in now.flags} == flags
    assert now.next_act != "reply_again"


def test_after_an_upgrade_every_case_is_read_anew_and_one_that_cannot_be_read_stops_no_other(town, capsys):
    sound = receive(town, date(2025, 3, 3))
    broken = receive(town, date(2025, 3, 3))
    Case.objects.filter(pk=sound.pk).update(next_act="close", next_on=None, due_on=date(2025, 1, 1))
    Event.objects.create(
        case=broken, position=9, place=9, kind="no.such", day=date(2025, 3, 4), data={}, person_name="李强"
    )
    call_command("recompute")
    sound.refresh_from_db()
    assert (sound.next_act, sound.due_on) == ("reply", date(2025, 3, 31))
    assert sound.registry_number in capsys.readouterr().out
    assert DueMove.objects.get().reason == "软件升级后按现在的规则重新计算"
    assert set(queries.states_of([sound, broken])) == {sound.pk}
    assert actions.recompute_open(by=None, day=date(2025, 3, 5), reason="放假通知") == []
