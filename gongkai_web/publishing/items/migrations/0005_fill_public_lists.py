"""Theme, genre and days of validity of what stood here before: as the text says that the public reads."""

from datetime import date

from django.db import migrations

_AT_ONCE = 200


def fill(apps, schema_editor):
    items = apps.get_model("items", "Item")
    drafts = apps.get_model("items", "Edition").objects
    found = items.objects.filter(sealed=False).select_related("live__text", "inside__text").order_by("pk")
    for item in found.iterator(chunk_size=_AT_ONCE):
        shown = item.live or item.inside
        draft = None if shown else drafts.filter(item=item).order_by("number").last()
        content = shown.text.content if shown else (draft.content if draft else {})
        for name in ("theme", "genre"):
            setattr(item, name, str(content.get(name, ""))[:80])
        for name in ("effective_from", "expires_on"):
            setattr(item, name, date.fromisoformat(content[name]) if content.get(name) else None)
        item.save(update_fields=["theme", "genre", "effective_from", "expires_on"])


class Migration(migrations.Migration):

    dependencies = [("items", "0004_public_lists")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
