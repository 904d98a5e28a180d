"""From where what stood here before was reposted: as the text says that is or was public, else the draft."""

from django.db import migrations

_AT_ONCE = 200
_LONGEST = 100


def fill(apps, schema_editor):
    items = apps.get_model("items", "Item").objects
    editions = apps.get_model("items", "Edition").objects
    publications = apps.get_model("items", "Publication").objects
    found = items.filter(sealed=False, origin="reposted").select_related("live__text", "inside__text")
    for item in found.order_by("pk").iterator(chunk_size=_AT_ONCE):
        last = publications.filter(item=item).select_related("snapshot__text").order_by("pk").last()
        shown = item.live or item.inside or (last.snapshot if last else None)
        draft = None if shown else editions.filter(item=item).order_by("number").last()
        content = shown.text.content if shown else (draft.content if draft else {})
        name = str(content.get("source_name", ""))[:_LONGEST]
        items.filter(pk=item.pk).update(source_name=name)


class Migration(migrations.Migration):

    dependencies = [("items", "0026_source_name")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
