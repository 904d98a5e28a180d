"""What the rows of channels, fields and sites say of the items that were here before."""

from django.db import migrations

_SAME = "agency_id, published_on, state, ending, item_class, column_code, shown_until"


def fill(apps, schema_editor):
    for table in ("items_itemchannel", "items_itemfield", "items_itemsite"):
        schema_editor.execute(
            f"UPDATE {table} SET ({_SAME}, shown) = (SELECT {_SAME}, live_id IS NOT NULL "
            f"FROM items_item WHERE items_item.id = {table}.item_id)"
        )


class Migration(migrations.Migration):

    dependencies = [("items", "0023_places_counted")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
