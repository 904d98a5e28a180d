"""“X 正在编辑”: how does a page tell who else has the text open, and keep its own lease?

The script of the page asks each minute; without script the opening of the page counts for a while. It is
asked by GET, as the page itself is: a hint, which may be asked any number of times, and no act. A lease that
cannot be written down keeps nobody from the page.
"""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.office.days import today
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.content import GROUPS
from gongkai_web.publishing.items.models import Edition
from gongkai_web.publishing.items.pages import rows
from gongkai_web.publishing.items.pages.views import edition_or_404, item_or_404


@signed_in
@require_safe
def editing(request: OfficeRequest, pk: int, group: str) -> HttpResponse:
    """Renews the lease, or with `leave` gives it back; who else is at the text."""
    found = item_or_404(request, pk)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "修改主动公开的信息")
    edition = edition_or_404(request, found)
    if group not in GROUPS:
        return HttpResponse(status=404)
    if "leave" in request.GET:
        actions.let_go(edition=edition, by=request.user, group=group)
    else:
        actions.hold(edition=edition, by=request.user, group=group, now=timezone.now())
    return JsonResponse({"said": rows.others_at(request.user, edition)})


def open_form(person: Person, edition: Edition, group: str) -> None:
    """The form was opened: the lease of who has no script."""
    try:
        actions.hold(edition=edition, by=person, group=group, now=timezone.now(), opened=True)
    except DatabaseError:  # a hint is not worth a page
        return
