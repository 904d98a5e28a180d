"""Where do the bytes of the files lie that units hand in? By campaign and digest."""

from __future__ import annotations

from pathlib import Path

from gongkai_web.annual.campaign.collecting.models import Campaign, Incoming, Submission
from gongkai_web.storage import Shelf

SHELF = Shelf("campaign")


def keep(campaign: Campaign, sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest."""
    SHELF.keep(_name(campaign.pk, sha256), data)


def path(campaign: Campaign, sha256: str) -> Path:
    """Where the process that reads the file finds it."""
    return SHELF.path(_name(campaign.pk, sha256))


def read(submission: Submission) -> bytes:
    """The bytes as they were handed in. Raises LostError."""
    return SHELF.read(_name(submission.unit.campaign_id, submission.sha256), submission.sha256)


def drop_unused(campaign: Campaign, sha256: str) -> None:
    """Deletes bytes that no submission and no waiting file of the campaign needs."""
    needed = Submission.objects.filter(unit__campaign=campaign, sha256=sha256).exists()
    if not needed and not Incoming.objects.filter(unit__campaign=campaign, sha256=sha256).exists():
        SHELF.drop(_name(campaign.pk, sha256))


def _name(campaign: int, sha256: str) -> str:
    return f"{campaign}/{sha256}"
