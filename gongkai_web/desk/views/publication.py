"""主动公开待办: where is all listed that the home of the office counts as work of publication?"""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.prepared import read
from gongkai_web.publishing.items.pages.work import work_rows
from gongkai_web.publishing.items.work import lists, work

TITLE = "主动公开待办"


@signed_in
@require_safe
def publication(request: OfficeRequest) -> HttpResponse:
    """All of it, the most pressing first."""
    day, now = today(), timezone.now()
    found = work(request.user, day, read(lists(request.user, day, now)))
    context = {"title": TITLE, "rows": work_rows(found, day)}
    return page(request, "desk/publication.html", context, Link(TITLE))
