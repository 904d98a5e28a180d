"""How do two acts that each would be the first of an agency follow one another?

There is no row yet to be held: both look, both find nothing, both write. Whoever writes what an agency has
only once, or gives the next number of it, stands in line at the agency itself and looks after that.
"""

from __future__ import annotations

from gongkai_web.agencies.models import Agency


def stand_in_line(agency: Agency) -> None:
    """Waits for the act before; until this act is done the next one waits. Inside a transaction.

    What only refers to the agency goes on meanwhile (`no_key`).
    """
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
