"""What a unit has not signed for is found without reading all that it has got."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index."""

    dependencies = [("bulletins", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(
                condition=models.Q(("received_on", None)), fields=["agency"], name="bulletin_unsigned"
            ),
        ),
    ]
