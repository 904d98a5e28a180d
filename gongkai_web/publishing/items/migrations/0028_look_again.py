"""What is public and has no day to be looked at again gets that of its class, from its last change on."""

from datetime import date
from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from gongkai.publication.looking_again import look_again_on


def give_days(apps: StateApps, _: Any) -> None:
    """Past stock has none: it is looked through by its batches."""
    items = apps.get_model("items", "Item").objects
    open_ = items.filter(live__isnull=False, ending="", batch=None, look_again_on=None, attribute="proactive")
    kinds: set[tuple[str, date]] = set(open_.values_list("item_class", "changed_on").distinct())
    for item_class, changed_on in kinds:
        day = look_again_on(item_class, changed_on) if changed_on else None
        if day is not None:
            open_.filter(item_class=item_class, changed_on=changed_on).update(look_again_on=day)


class Migration(migrations.Migration):
    dependencies = [("items", "0027_fill_source_name")]

    operations = [migrations.RunPython(give_days, migrations.RunPython.noop)]
