"""What is stored of a proposal to publish what several asked for?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.approval import models as approval
from gongkai_web.cases.models import Case
from gongkai_web.publishing.items.models import Item


class ProposalStatus(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", "待审核"
    ACCEPTED = "accepted", "同意，待公开"
    PUBLISHED = "published", "已公开"
    REFUSED = "refused", "不转主动公开"


class Proposal(models.Model):
    """To publish what several applicants asked for, or what one suggests to publish (《条例》第四十四条).

    `opinion` and `decided_*` repeat the decision that stands. `item`: as what it is published; its
    publication closes the proposal.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="proposals", verbose_name="机关")
    title = models.CharField("政府信息", max_length=300)
    cases = models.ManyToManyField(Case, related_name="proposals", verbose_name="相同的申请")
    by_applicant = models.BooleanField("申请人建议", default=False)
    proposer_name = models.CharField("建议人", max_length=200)
    grounds = models.TextField("建议理由", blank=True)
    proposed_on = models.DateField("提出日期")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    status = models.CharField(
        "状态", max_length=12, choices=ProposalStatus.choices, default=ProposalStatus.WAITING
    )
    opinion = models.TextField("审核意见", blank=True)
    decided_on = models.DateField("审核日期", null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="审核人")
    published_on = models.DateField("公开日期", null=True)
    place = models.CharField("公开位置", max_length=500, blank=True)
    item = models.OneToOneField(
        Item, models.PROTECT, null=True, related_name="proposal", verbose_name="起草的信息"
    )

    class Meta:
        verbose_name = verbose_name_plural = "转主动公开"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["agency", "status"], name="proposal_status"),)

    def __str__(self) -> str:
        return self.title


class ProposalDecision(approval.Decision):
    """What the head decided about a proposal; one that was taken back is followed by a row that says why."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions", verbose_name="建议")

    class Meta(approval.Decision.Meta):
        verbose_name = verbose_name_plural = "转主动公开审核"
