"""What is kept of each act?

One line an act, chained: each line holds the hash of the one before it. Actor and agency stand as id and
name, without a key, so that the line outlives both.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import models

from gongkai_web.audit.append_only import AppendOnly

START = "0" * 64
HASHED = ("at", "actor_id", "actor_name", "agency_id", "agency_name", "act", "subject", "detail", "reason")


class AuditLine(AppendOnly):
    """Who did what, when, to what, why. `position` counts from 1 without a gap."""

    position = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("操作人编号", null=True)
    actor_name = models.CharField("操作人", max_length=100)
    agency_id = models.BigIntegerField("机关编号", null=True)
    agency_name = models.CharField("机关", max_length=200, blank=True)
    act = models.CharField("行为", max_length=80)
    subject = models.CharField("对象", max_length=120)
    detail = models.JSONField("内容", default=dict)
    reason = models.TextField("理由", blank=True)
    previous_hash = models.CharField("上一条的摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "审计记录"
        indexes = (
            models.Index(fields=["subject"], name="audit_subject"),
            models.Index(fields=["agency_id", "at"], name="audit_agency_at"),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.act} {self.subject}"


class AuditHead(models.Model):
    """The end of the chain, in one row: writers queue at it, and a cut-off end does not fit it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    count = models.BigIntegerField("条数", default=0)
    hash = models.CharField("最后一条的摘要", max_length=64, default=START)

    class Meta:
        verbose_name = verbose_name_plural = "审计链尾"

    def __str__(self) -> str:
        return f"{self.count} {self.hash[:12]}"


def digest(values: dict[str, Any], previous_hash: str) -> str:
    """SHA-256 of the canonical JSON of the fields in HASHED and of the hash before; 64 hex digits."""
    fields = {name: values[name] for name in HASHED}
    at: datetime = fields["at"]
    fields["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields["previous_hash"] = previous_hash
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def canonical(value: Any) -> str:
    """The one way to write a value as JSON; days and decimals become strings."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
