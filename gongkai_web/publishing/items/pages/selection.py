"""Of which part of what was published is a feed or a file asked: an agency, or one of its columns?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac

import gongkai
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.audit.queries import head_of
from gongkai_web.office.days import today
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item


@dataclass(frozen=True, slots=True)
class Selection:
    """What stands in a column of an agency, or all that it published. `page`: where people read it."""

    agency: Agency
    column: Column | None
    day: date

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.agency.name} {self.column.name if self.column else '主动公开的信息'}"

    @property
    def page(self) -> str:
        """Where people read the same."""
        if self.column is None:
            return f"{reverse('items:public_items')}?agency={self.agency.slug}"
        return reverse("catalogue:public_column", args=[self.agency.slug, self.column.address])

    def items(self) -> QuerySet[Item]:
        """What is public of it now, newest first."""
        found = queries.listed_on(self.day).filter(agency=self.agency)
        if self.column is None:
            return found
        return found.filter(column_code__in=catalogue.codes_of(self.column))


def selected(slug: str, address: str = "") -> Selection:
    """What is asked for; an address that a column once had finds it too. Raises Http404."""
    agency, day = get_object_or_404(visible_agencies(), slug=slug), today()
    column = catalogue.by_address(agency, address, day) if address else None
    if address and column is None:
        raise Http404
    return Selection(agency, column, day)


def version(request: HttpRequest, slug: str, **_: str) -> str | None:
    """Changes with every act of the agency and every day: nothing that is shown stays behind it.

    Asked before anything is read. Keyed, so that nobody counts the acts of an office.
    """
    agency = visible_agencies().filter(slug=slug).first()
    if agency is None:
        return None
    # Words of the law come with a release.
    told = f"{request.build_absolute_uri()} {today()} {head_of(agency.pk)} {gongkai.__version__}"
    return f'"{salted_hmac("items.version", told).hexdigest()}"'
