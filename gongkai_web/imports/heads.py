"""Who headed the disclosure office on a day?"""

from __future__ import annotations

import functools
from datetime import date

from gongkai_web.agencies.models import Agency, Office, Person, Role
from gongkai_web.errors import Refused


class Heads:
    """The heads of an agency's disclosure office; their terms are read once, when first asked for."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def on(self, day: date) -> Person:
        """Who headed it then and so agreed to an extension (第三十三条第二款). Raises Refused for nobody."""
        for term in self._terms:
            if term.since <= day and (term.until is None or day <= term.until):
                return term.person
        raise Refused(
            f"{day} 延期须经公开机构负责人同意，{self.agency.name}在这一天没有登记负责人；"
            "请先登记其任职起始日期。"
        )

    @functools.cached_property
    def _terms(self) -> list[Office]:
        terms = Office.objects.filter(agency=self.agency, role=Role.HEAD)
        return list(terms.select_related("person").order_by("since", "pk"))
