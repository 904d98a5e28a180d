"""What do all pages of the checking desk share: who may open them, and where they stand?"""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from gongkai_web.annual.campaign.models import Batch, SubmittedFile
from gongkai_web.annual.campaign.queries import visible
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.request import OfficeRequest

CHECKING_DESK = Section("核对台", "campaign:batches")


def batch_or_404(request: OfficeRequest, pk: int) -> Batch:
    """The batch, where the person may see it; else no such page."""
    return get_object_or_404(visible(request.user, today()), pk=pk)


def file_or_404(request: OfficeRequest, pk: int, file: int) -> SubmittedFile:
    """The file, where the person may see its batch; else no such page."""
    found = SubmittedFile.objects.select_related("batch__agency")
    return get_object_or_404(found, pk=file, batch=batch_or_404(request, pk))
