"""What an inspection found is known again by its site, too: a unit may have two."""

import hashlib

from django.db import migrations

_OF_RUN = "inspection.Run:"


def with_site(apps, _):
    """As `queries.key_of` writes it since."""
    from gongkai.rectification import place_of

    sites = dict(apps.get_model("inspection", "Run").objects.values_list("pk", "outlet"))
    found = apps.get_model("rectification", "Finding").objects.filter(origin__startswith=_OF_RUN)
    for one in found.select_related("told").iterator(chunk_size=500):
        site = sites.get(int(one.origin.removeprefix(_OF_RUN).partition("#")[0]))
        if site is not None:
            words = (one.told.slug, one.rule, place_of(one.place or one.title), f"outlet:{site}")
            one.key = hashlib.sha256("\n".join(words).encode()).hexdigest()
            one.save(update_fields=["key"])


class Migration(migrations.Migration):

    dependencies = [
        ("inspection", "0004_refuted"),
        ("rectification", "0002_origins_of_what_stands"),
    ]

    operations = [migrations.RunPython(with_site, migrations.RunPython.noop, elidable=True)]
