"""What does somebody read who reads no Chinese: what the site is, how to apply, by when comes a reply?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.deadlines import terms
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.portal import ways
from gongkai_web.public_pages.declared import public_page


@public_page()
def english(request: HttpRequest) -> HttpResponse:
    """The summary, with the terms of the law of today."""
    today = days.today()
    names = (
        "reply",
        "extension",
        "correction_notice",
        "third_party_opinion",
        "message_consultation",
        "message_fault",
    )
    lengths = {name: terms()[name].dated.on(today).value.count for name in names}
    return render(
        request, "portal/english.html", {"terms": lengths, "breadcrumbs": [ways.HOME, Link("English")]}
    )
