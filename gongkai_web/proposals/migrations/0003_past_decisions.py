import hashlib
import json

from django.db import migrations


def keep_decisions(apps, schema_editor):
    """The decision that stands of each proposal, which until now stood in its columns alone."""
    Decision = apps.get_model("proposals", "ProposalDecision")
    for one in apps.get_model("proposals", "Proposal").objects.exclude(decided_by=None).order_by("pk"):
        made = Decision.objects.create(
            proposal=one,
            step=0,
            role="head",
            person_id=one.decided_by_id,
            approved=one.status in ("accepted", "published"),
            note=one.opinion,
            content_hash=digest(one),
            day=one.decided_on,
        )
        line = lines_about(apps, one).last()
        if line:
            Decision.objects.filter(pk=made.pk).update(at=line.at)


def digest(one):
    """What the decision is bound to. A proposal is not changed once it was made: it is what was decided."""
    content = {
        "title": one.title,
        "cases": sorted(one.cases.values_list("pk", flat=True)),
        "by_applicant": one.by_applicant,
        "proposer": one.proposer_name,
        "grounds": one.grounds,
        "proposed_on": one.proposed_on.isoformat(),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lines_about(apps, one):
    """The lines in the trail that say when it was decided."""
    lines = apps.get_model("audit", "AuditLine").objects
    found = lines.filter(subject=f"records.Proposal:{one.pk}", act="records.decide_proposal")
    return found.order_by("position")


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('proposals', '0002_proposal_decisions'),
    ]

    operations = [
        migrations.RunPython(keep_decisions, migrations.RunPython.noop, elidable=True),
    ]
