"""The points after a review are called by a word that no outcome of a request has."""

from django.db import migrations


class Migration(migrations.Migration):
    """Renames one column."""

    dependencies = [("assessment", "0001_initial")]

    operations = [migrations.RenameField(model_name="objection", old_name="granted", new_name="revised")]
