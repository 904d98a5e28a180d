"""What does the first page of oversight show? How the units stand, its rooms, and its registers."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.oversight import ways
from gongkai_web.oversight.dashboard.standing import standing
from gongkai_web.oversight.rectification.spans import AGES
from gongkai_web.oversight.registers.declared import REGISTERS
from gongkai_web.registers.overview import overview_of

_HOME = Section("监督保障", "oversight:home")


@signed_in
@require_GET
def home(request: OfficeRequest) -> HttpResponse:
    """监督保障."""
    context = {
        "standing": standing(request.user, today()),
        "ages": ["单位", "考核", *AGES.values(), "逾期"],
        "shown": overview_of(request, REGISTERS, today()),
        "rooms": ways.rooms(),
    }
    return _HOME.page(request, "oversight/home.html", context)
