"""Whose record is planted, and on which day? What the plants of all rows share."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

Office = SimpleNamespace  # the town with its reviewers (`tests.web.items.written.furnish`)
Planting = Iterator[None]
LATER, TODAY = date(2026, 3, 9), date(2026, 12, 31)


def own(office: Office) -> dict:
    """李强 at 云溪区."""
    return {"by": office.li_qiang, "agency": office.district}
