"""What do `due`, `fee` and `rules` print, and how is a wrong call answered?"""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.cli import fees, main


def run(capsys, *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    said = capsys.readouterr()
    return status, said.out, said.err


def due(capsys, *words: str) -> dict:
    status, out, _ = run(capsys, "due", *words, "--json")
    assert status == 0
    return json.loads(out)


def test_due_accounts_for_every_day(capsys):
    answer = due(capsys, "--received", "2024-09-20")
    days = [date.fromisoformat(step["day"]) for step in answer["steps"]]
    assert answer["due"] == "2024-10-23"
    assert days == [days[0] + timedelta(days=offset) for offset in range(len(days))]
    assert answer["steps"][0]["why"] == "start"
    assert sum(step["counted"] for step in answer["steps"]) == 20
    assert {step["why"] for step in answer["steps"]} == {
        "start",
        "counted",
        "weekend",
        "holiday",
        "make_up_workday",
    }
    assert all(step["source"] for step in answer["steps"])


def test_due_takes_the_events_of_the_contract(capsys):
    answer = due(
        capsys, "--received", "2025-04-07", "--extend", "20",
        "--event", "third_party.asked=2025-04-14", "--event", "third_party.answered=2025-04-28",
    )  # fmt: skip
    assert (answer["due"], answer["provisional"]) == ("2025-06-20", False)
    assert sum(step["why"] == "excluded" for step in answer["steps"]) == 11


def test_due_is_open_while_the_applicant_must_act(capsys):
    answer = due(
        capsys, "--received", "2025-03-03", "--event", "correction.asked=2025-03-12",
        "--applicant-until", "2025-03-26",
    )  # fmt: skip
    assert (answer["due"], answer["applicant_until"]) == (None, "2025-03-26")


def test_due_across_a_year_without_a_notice_is_provisional(capsys):
    answer = due(capsys, "--received", "2026-12-15")
    assert (answer["due"][:4], answer["provisional"]) == ("2027", True)


def test_due_in_words_begins_with_the_sentence(capsys):
    status, out, _ = run(capsys, "due", "--received", "2024-09-20")
    assert status == 0
    assert out.startswith("应于 2024-10-23（第 20 个工作日，含当日）前答复。2024-09-20 收到。\n")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["due"], "--received"),
        (["due", "--received", "2024-9-20"], "2024-9-20"),
        (["due", "--received", "2018-03-01"], "2019-05-15"),
        (["due", "--received", "2024-09-20", "--event", "asked=2024-09-21"], "correction.asked"),
        (["due", "--received", "2024-09-20", "--event", "extended=2024-09-19"], "早于收到申请的 2024-09-20"),
        (["due", "--received", "2024-09-20", "--extend", "21"], "20"),
        (["fee", "--by", "weight", "--count", "3"], "pages"),
        (["fee", "--by", "items", "--count", "-1"], "-1"),
        (["fee", "--by", "items", "--count", "12", "--day", "2020-12-31"], "2021-01-01"),
        (["fee", "--by", "items"], "--count"),
        (["nonsense"], "nonsense"),
        ([], "命令"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_status_2(capsys, words, named):
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert named in err


def test_a_fee_is_told_tier_by_tier_total_last(capsys):
    status, out, _ = run(capsys, "fee", "--by", "items", "--count", "35", "--day", "2025-04-01")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "第 1–10 件：10 件 × 0 元 ＝ 0 元"
    assert lines[-1] == "合计 3000 元（按件计收，《信息处理费管理办法》第四条）"


def test_a_fee_for_machines(capsys):
    _, out, _ = run(capsys, "fee", "--by", "pages", "--count", "250", "--day", "2025-04-01", "--json")
    bill = json.loads(out)
    assert (bill["total"], [tier["amount"] for tier in bill["tiers"]]) == (4700, [0, 700, 2000, 2000])


class LateInTheYear(datetime):
    """Five in the afternoon of 31 December at Greenwich: in China the next year has begun."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2024, 12, 31, 17, tzinfo=UTC).astimezone(tz or UTC)  # the machine stands there


def test_a_fee_without_a_day_is_that_of_the_day_in_china(capsys, monkeypatch):
    monkeypatch.setattr(fees, "datetime", LateInTheYear)
    assert main(["fee", "--by", "items", "--count", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["day"] == "2025-01-01"


def test_the_rules_name_sentence_severity_forms_and_source(capsys):
    _, out, _ = run(capsys, "rules", "--json")
    rules = {rule["id"]: rule for rule in json.loads(out)}
    assert {"t3.row_total", "t3.balance", "t3.results_total", "t4.block_total"} <= set(rules)
    assert {"years.carried_over", "cells.whole_numbers"} <= set(rules)
    assert rules["t3.balance"]["source"] == "国办公开办函〔2021〕30号 表三"
    assert all(rule["sentence"] and rule["forms"] for rule in rules.values())


def test_a_command_of_the_office_says_what_to_install_where_it_is_missing(capsys, monkeypatch):
    monkeypatch.setattr("gongkai.cli.commands.entry_points", lambda **_: [])
    status, _, err = run(capsys, "serve")
    assert status == 2
    assert "gongkai[web]" in err
