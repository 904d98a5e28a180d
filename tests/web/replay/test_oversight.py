"""Is what reports say of oversight borne out by entries, tasks and stated noughts, and told by a draft?"""

from datetime import date

from gongkai_web.annual import prose
from gongkai_web.audit.verify import verify
from gongkai_web.registers.models import ZeroReport
from gongkai_web.replay.statements.crew import account_of
from gongkai_web.replay.statements.oversight import kept
from gongkai_web.replay.statements.statement import rules, statements_of
from tests.web.replay.test_replay import played
from tests.web.replay.test_statements import said_in_the_draft, told

KNOWN = {one.figure for one in kept()} | {
    "workplan.tasks",
    "workplan.points_fulfilled",
    "workplan.goals",
    "zero-reports.stated",
}
RULES = [one for one in rules() if one.figure in KNOWN]
# A sentence of each kind, as reports write them.
TEXT = "".join(f"{one.words[0].replace('{}', '8')}。" for one in RULES)
NOUGHTS = {"没有安全责任事故", "没有泄密事件"}  # told by words, not by a number


def test_every_statement_of_oversight_is_made_and_counted(town):
    made = told(TEXT)
    assert {one.rule.name for one in statements_of(made)} >= {one.name for one in RULES}
    replayed = played(town, made)
    found = {one.statement.rule.name: one.counted for one in replayed.statements}
    assert replayed.equal
    assert (found["集中风险评估"], found["季度通报"], found["没有泄密事件"]) == (8, 4, 1)
    assert ZeroReport.objects.count() == 2
    assert set(said_in_the_draft(town.district, replayed)) <= NOUGHTS
    draft = "".join(prose.first_draft(town.district, replayed.year).values())
    assert "没有发生失泄密事件。" in draft
    assert "没有发生信息安全责任事故。" in draft
    assert verify().sound


def test_where_nobody_said_that_there_was_nothing_the_draft_does_not_say_so(town):
    replayed = played(town, told("按季度通报检查运行情况。"))
    draft = "".join(prose.first_draft(town.district, replayed.year).values())
    assert "季度通报" in draft
    assert "泄密" not in draft
    assert "事故" not in draft


def test_two_agencies_of_one_platform_have_accounts_of_different_names(town):
    since, day = date(2023, 12, 1), date(2024, 1, 2)
    first = account_of(town.district, town.li_qiang, since, day)
    second = account_of(town.county, town.he_jing, since, day)
    assert (first.agency, second.agency) == (town.district, town.county)
    assert account_of(town.district, town.li_qiang, since, day) == first
