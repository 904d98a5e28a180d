"""What is kept of each act?

One line an act, chained: each line holds the hash of the one before it in its chain. Every agency has a chain
of its own, so that the writers of two agencies do not wait for each other. Actor and agency stand as id and
name, without a key, so that the line outlives both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models

from gongkai_web.audit.append_only import AppendOnly

START = "0" * 64
HASHED = ("at", "actor_id", "actor_name", "agency_id", "agency_name", "act", "subject", "detail", "reason")

# The chain of all lines of version 0.1, which had only one; closed by a keyed line when it is brought here.
FORMER = "0.1"
# What is done for no agency: people, sign-ins, notices; and which chains were opened.
COMMON = "common"
# The ends of all other chains, day by day.
ANCHOR = "anchor"
# The acts of the trail itself.
OPEN, SEAL, ANCHORED = "audit.open_chain", "audit.seal", "audit.anchor"


class AuditLine(AppendOnly):
    """Who did what, when, to what, why. `place` counts from 1 without a gap within its `chain`.

    `position` numbers all lines as they came. `hash` is of what the line says and of the line before: anybody
    can count it anew. `seal` is that hash under a key of the installation: nobody else can make it. Lines of
    version 0.1 have none. `reason_digest` vouches for the reason, which can go under seal (`reasons`); lines
    of earlier versions have none and vouch for the words themselves.
    """

    position = models.BigAutoField("序号", primary_key=True)
    chain = models.CharField("链", max_length=40)
    place = models.BigIntegerField("链上序号")
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("操作人编号", null=True)
    actor_name = models.CharField("操作人", max_length=100)
    agency_id = models.BigIntegerField("机关编号", null=True)
    agency_name = models.CharField("机关", max_length=200, blank=True)
    act = models.CharField("行为", max_length=80)
    subject = models.CharField("对象", max_length=120)
    detail = models.JSONField("内容", default=dict)
    reason = models.TextField("理由", blank=True)
    reason_salt = models.CharField("理由的盐", max_length=32, blank=True)
    reason_digest = models.CharField("理由的摘要", max_length=64, blank=True)
    previous_hash = models.CharField("上一条的摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)
    seal = models.CharField("封印", max_length=64, blank=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "审计记录"
        constraints = (models.UniqueConstraint(fields=["chain", "place"], name="audit_place"),)
        indexes = (
            models.Index(fields=["subject"], name="audit_subject"),
            models.Index(fields=["agency_id", "at"], name="audit_agency_at"),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.act} {self.subject}"


class AuditHead(models.Model):
    """The end of a chain: its writers queue at it, and a cut-off end does not fit it.

    `seal`: chain, count and hash under a key of the installation, so that no other end can be written.
    `public`: grows with every act of which the public may see something (`gongkai_web.public_pages`).
    """

    chain = models.CharField("链", max_length=40, primary_key=True)
    count = models.BigIntegerField("条数", default=0)
    hash = models.CharField("最后一条的摘要", max_length=64, default=START)
    seal = models.CharField("封印", max_length=64, blank=True)
    public = models.BigIntegerField("公众看得到的变动", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "审计链尾"

    def __str__(self) -> str:
        return f"{self.chain} {self.count} {self.hash[:12]}"


def chain_of(agency_id: int | None) -> str:
    """The chain of what is done in the name of that agency, or of none."""
    return COMMON if agency_id is None else f"agency-{agency_id}"


def digest(values: Mapping[str, Any], previous_hash: str) -> str:
    """SHA-256 of the canonical JSON of the fields in HASHED, of chain and place, and of the hash before.

    64 hex digits. Version 0.1 had one chain and hashed neither its name nor the place.
    """
    fields = {name: values[name] for name in HASHED}
    if told := values.get("reason_digest"):
        fields["reason"] = {"digest": told}
    if values["chain"] != FORMER:
        fields |= {"chain": values["chain"], "place": values["place"]}
    at: datetime = fields["at"]
    fields["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields["previous_hash"] = previous_hash
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def canonical(value: Any) -> str:
    """The one way to write a value as JSON; days and decimals become strings."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
