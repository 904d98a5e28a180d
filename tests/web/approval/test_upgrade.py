"""Does a database of version 0.1, which had no table of these decisions, keep who decided what?"""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongkai_web.annual import actions as annual
from gongkai_web.annual.models import FilingDecision
from gongkai_web.audit.models import AuditLine
from gongkai_web.files import actions as files
from gongkai_web.files.models import Redaction, RedactionDecision
from gongkai_web.proposals import actions as proposals
from gongkai_web.proposals.models import ProposalDecision
from tests.web.approval.conftest import JANUARY, PROPOSED
from tests.web.files.made import DAY


def upgrade(app):
    """The rows of the table of decisions are made from what 0.1 had."""
    name = "0003_past_decisions"
    apps = MigrationExecutor(connection).loader.project_state((app, name)).apps
    import_module(f"gongkai_web.{app}.migrations.{name}").keep_decisions(apps, None)


def rows(model):
    """All that stands in the table, but the keys."""
    columns = [field.attname for field in model._meta.fields if field.name != "id"]
    return list(model.objects.order_by("pk").values(*columns))


def empty(model):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


def confirmed(town, redaction):
    files.confirm_redaction(by=town.zhao_min, redaction=redaction, day=DAY, seen=redaction.pinned)


def returned(town, redaction):
    files.return_redaction(by=town.sun_li, redaction=redaction, day=DAY, reason="第2页漏涂")


@pytest.mark.parametrize("act", [confirmed, returned])
def test_zhao_min_confirmed_and_sun_li_returned_a_redaction(town, redaction, act):
    act(town, redaction)
    before = rows(RedactionDecision)
    for one in before:
        one.pop("at")
    empty(RedactionDecision)
    upgrade("files")
    after = rows(RedactionDecision)
    written = [one.pop("at") for one in after]
    assert after == before
    assert len(written) == 1


def test_the_time_is_that_of_the_line_in_the_trail(town, redaction):
    confirmed(town, redaction)
    empty(RedactionDecision)
    upgrade("files")
    assert RedactionDecision.objects.get().at == AuditLine.objects.get(act="files.confirm_redaction").at


def test_a_return_after_which_boxes_were_changed_keeps_its_reason(town, redaction):
    returned(town, redaction)
    box = {"page": 2, "x": 0, "y": 0, "w": 100, "h": 100, "reason": "denied_state_secret"}
    files.add_box(by=town.li_qiang, redaction=redaction, day=DAY, **box)
    again = files.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
    empty(RedactionDecision)
    upgrade("files")
    kept = RedactionDecision.objects.get()
    assert (kept.approved, kept.note, kept.content_hash) == (False, "第2页漏涂", "")
    confirmed(town, again)
    assert Redaction.objects.get().status == "confirmed"


def test_an_undecided_redaction_gets_no_decision(redaction):
    upgrade("files")
    assert rows(RedactionDecision) == []


def test_sun_li_published_a_report(town, filing):
    annual.release_report(by=town.sun_li, filing=filing, day=JANUARY)
    before = rows(FilingDecision)
    empty(FilingDecision)
    upgrade("annual")
    after = rows(FilingDecision)
    assert [one.pop("at") for one in before] != []
    assert [one.pop("at") for one in after] != []
    assert after == before


def test_a_report_that_is_not_published_gets_no_decision(filing):
    upgrade("annual")
    assert rows(FilingDecision) == []


@pytest.mark.parametrize("publish", [True, False])
def test_sun_li_decided_on_a_proposal(town, proposal, publish):
    proposals.decide_proposal(
        proposal=proposal, by=town.sun_li, day=PROPOSED, publish=publish, opinion="照此办理"
    )
    before = rows(ProposalDecision)
    assert len(before) == 1
    for one in before:
        one["at"] = AuditLine.objects.get(act="records.decide_proposal").at
    empty(ProposalDecision)
    upgrade("proposals")
    assert rows(ProposalDecision) == before


def test_what_was_accepted_before_the_upgrade_is_published_after_it(town, proposal):
    proposals.decide_proposal(
        proposal=proposal, by=town.sun_li, day=PROPOSED, publish=True, opinion="可以公开"
    )
    empty(ProposalDecision)
    upgrade("proposals")
    given = {"by": town.li_qiang, "day": PROPOSED, "place": "公报3期"}
    assert proposals.record_publication(proposal=proposal, **given).status == "published"


def test_a_proposal_that_waits_gets_no_decision(proposal):
    upgrade("proposals")
    assert rows(ProposalDecision) == []
