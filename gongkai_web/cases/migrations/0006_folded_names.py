"""The keys by which applicants are matched fold how their names are written, as new ones do."""

from django.db import migrations

from gongkai.naming import plain_name


def fold(apps, editor):
    """Keys with a name in them; digests of identity numbers have no colon."""
    Case = apps.get_model("cases", "Case")
    changed = []
    for case in Case.objects.filter(applicant_key__contains=":").only("pk", "applicant_key").iterator():
        kind, _, name = case.applicant_key.partition(":")
        folded = f"{kind}:{plain_name(name)}"
        if folded != case.applicant_key:
            case.applicant_key = folded
            changed.append(case)
    Case.objects.bulk_update(changed, ["applicant_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_earlier_number")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop, elidable=True)]
