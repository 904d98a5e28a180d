"""Every agency gets a chain of its own, and lines are keyed.

The lines of version 0.1 stay as they are, in the chain `0.1`; one keyed line closes it.
"""

import hashlib
import hmac
import json
from datetime import UTC

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

FORMER = "0.1"


def sealed(purpose, value):
    """As the lines of that day are sealed; written out, for a migration must not change with the program."""
    key = HKDF(SHA256(), 32, salt=b"gongkai.audit", info=purpose.encode()).derive(
        settings.IDENTITY_KEYS[0].encode()
    )
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def go_on_counting(apps, schema_editor):
    """PostgreSQL gives the next number by itself from now on, beginning with 1; SQLite knows the last one."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "SELECT setval(pg_get_serial_sequence('audit_auditline', 'position'),"
            " coalesce(max(position), 1), max(position) IS NOT NULL) FROM audit_auditline"
        )


def close_former(apps, schema_editor):
    line_of, head_of = apps.get_model("audit", "AuditLine"), apps.get_model("audit", "AuditHead")
    line_of.objects.update(chain=FORMER, place=models.F("position"))
    head = head_of.objects.filter(chain=FORMER).first()
    if head is None or not head.count:
        return  # a new installation, or one whose end was lost: that verify says
    values = {
        "at": timezone.now(),
        "actor_id": None,
        "actor_name": "系统",
        "agency_id": None,
        "agency_name": "",
        "act": "audit.seal",
        "subject": f"audit.Chain:{FORMER}",
        "detail": {"through": head.count},
        "reason": "升级：此前的记录没有用密钥封印",
    }
    fields = {
        **values,
        "at": values["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        "previous_hash": head.hash,
    }
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found = hashlib.sha256(text.encode()).hexdigest()
    place = head.count + 1
    line_of.objects.create(
        **values,
        chain=FORMER,
        place=place,
        previous_hash=head.hash,
        hash=found,
        seal=sealed("line", found),
    )
    head_of.objects.filter(chain=FORMER).update(
        count=place, hash=found, seal=sealed("head", f"{FORMER} {place} {found}")
    )


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditline",
            name="position",
            field=models.BigAutoField(primary_key=True, serialize=False, verbose_name="序号"),
        ),
        migrations.AddField(
            model_name="auditline",
            name="chain",
            field=models.CharField(default=FORMER, max_length=40, verbose_name="链"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditline",
            name="place",
            field=models.BigIntegerField(default=0, verbose_name="链上序号"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditline",
            name="seal",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="封印"),
            preserve_default=False,
        ),
        # The one row of version 0.1 had the number 1.
        migrations.AlterField(
            model_name="audithead",
            name="id",
            field=models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="链"),
        ),
        migrations.RenameField(model_name="audithead", old_name="id", new_name="chain"),
        migrations.AddField(
            model_name="audithead",
            name="seal",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="封印"),
            preserve_default=False,
        ),
        migrations.RunSQL(
            "UPDATE audit_audithead SET chain = '0.1' WHERE chain = '1'",
            migrations.RunSQL.noop,
            elidable=True,
        ),
        migrations.RunPython(go_on_counting, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(close_former, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="auditline",
            constraint=models.UniqueConstraint(fields=("chain", "place"), name="audit_place"),
        ),
    ]
