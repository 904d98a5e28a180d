"""Whether a reply was late, and whether it has left, are columns; among the flags are broken rules alone."""

from django.db import migrations, models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

_LATE = ("reply-late", "dispatch-late", "reply-ordered")


def fill(apps, schema_editor):
    """As `stored.refresh` does. Who was withdrawn before the reply waits for none."""
    cases, events = apps.get_model("cases", "Case"), apps.get_model("cases", "Event")
    said = Q()
    for code in _LATE:
        said |= Q(text__contains=f'"{code}"')
    late = cases.objects.annotate(text=Cast("flags", TextField())).filter(said)
    cases.objects.filter(pk__in=late.order_by().values("pk")).update(late=True)
    for case in late.filter(text__contains='"reply-ordered"'):
        case.flags = [code for code in case.flags if code != "reply-ordered"]
        case.save(update_fields=["flags"])
    replied = cases.objects.filter(status="replied", concluded_on__isnull=False, dispatched_on=None)
    void = {one.data["event"] for one in events.objects.filter(kind="voided", case__in=replied)}
    withdrawn = events.objects.filter(kind="withdrawn", case__in=replied)
    gone = {one.case_id for one in withdrawn if one.pk not in void}
    keys = [pk for pk in replied.values_list("pk", flat=True) if pk not in gone]
    for start in range(0, len(keys), 500):
        cases.objects.filter(pk__in=keys[start : start + 500]).update(unsent=True)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_waits_for_a_decision'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='late',
            field=models.BooleanField(default=False, verbose_name='答复、发出逾期'),
        ),
        migrations.AddField(
            model_name='case',
            name='unsent',
            field=models.BooleanField(default=False, verbose_name='答复没有发出'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(late=True), fields=['agency', 'concluded_on'], name='case_late'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(unsent=True), fields=['agency', 'due_on'], name='case_unsent'),
        ),
    ]
