"""May what the engine answers be older than the mark of the page? Then the page is made each time.

The index that lies on a host hears of an act some seconds later, the mark of the page at once: an older list
would be kept, and its reader told that nothing has changed.
"""

from __future__ import annotations

from django.http import HttpRequest

from gongkai_web.public_pages.declared import make_each_time
from gongkai_web.search.engines import answers_late


def made_each_time_where_late(request: HttpRequest) -> None:
    """Keeps nothing of an answer of such an index."""
    if answers_late():
        make_each_time(request)
