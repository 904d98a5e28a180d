"""Which batches may this person see, what waits in them, and which verdicts count?

`visible` is the one place that decides who sees a batch; files, findings, downloads and sheets go through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, agencies_where
from gongkai_web.agencies.queries import own_agencies
from gongkai_web.annual.campaign import limits
from gongkai_web.annual.campaign.models import Batch, Stage, SubmittedFile, Verdict


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Batch]:
    """The batches that the person may see on that day: those of the agencies that they work for.

    Neither whoever supervises that agency nor the agencies whose reports lie in a batch see it.
    """
    return Batch.objects.filter(agency__in=own_agencies(person, day)).select_related("agency", "opened_by")


def checking_for(person: Person | AnonymousUser, day: date) -> QuerySet[Agency]:
    """The agencies in whose name the person may check."""
    return agencies_where(person, What.CHECK_REPORTS, day)


def with_counts(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """The batches, newest first, with how many files they hold, are still unread, could not be read."""
    unread = Q(files__stage__in=[Stage.WAITING, Stage.READING])
    return batches.annotate(
        files_count=Count("files"),
        unread_count=Count("files", filter=unread),
        failed_count=Count("files", filter=Q(files__stage=Stage.FAILED)),
    ).order_by("-opened_on", "-pk")


def next_waiting(batch: Batch) -> SubmittedFile | None:
    """The first file that waits for its reading, or lost its reader long ago."""
    return waiting(batch).order_by("pk").first()


def waiting(batch: Batch) -> QuerySet[SubmittedFile]:
    """The files that somebody must start to read."""
    lost = Q(stage=Stage.READING, since__lt=_stale())
    return SubmittedFile.objects.filter(batch=batch).filter(Q(stage=Stage.WAITING) | lost)


def being_read(batch: Batch) -> bool:
    """Whether a file of the batch has a reader, who may be lost."""
    return SubmittedFile.objects.filter(batch=batch, stage=Stage.READING).exists()


def _stale() -> datetime:
    return timezone.now() - timedelta(seconds=limits.SECONDS_STALE)


def years_before(agency: Agency, files: Iterable[SubmittedFile]) -> dict[tuple[str, int], SubmittedFile]:
    """The reports of the years before that the office holds in any batch, by reporting agency and year.

    Where there are several, the one handed in last. Without their documents.
    """
    known = [file for file in files if file.reporter and file.year]
    found = (
        SubmittedFile.objects.filter(
            batch__agency=agency,
            stage=Stage.READ,
            reporter__in={file.reporter for file in known},
            year__in={file.year - 1 for file in known if file.year},
        )
        .defer("document")
        .order_by("pk")
    )
    return {(file.reporter, file.year): file for file in found if file.year}


def documents(files: Iterable[int]) -> dict[int, object]:
    """What was read in these files, by key."""
    return dict(SubmittedFile.objects.filter(pk__in=list(files)).values_list("pk", "document"))


def verdicts(agency: Agency, subjects: Iterable[str]) -> dict[str, Verdict]:
    """The verdicts of the office that count, by the key of their finding."""
    found = Verdict.objects.filter(agency=agency, subject__in=set(subjects)).order_by("pk")
    return {verdict.key: verdict for verdict in found}
