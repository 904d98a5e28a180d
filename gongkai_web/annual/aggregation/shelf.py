"""Where do the packed sums lie? By sum and digest."""

from __future__ import annotations

from gongkai_web.annual.aggregation.models import Package, Sum
from gongkai_web.storage import Shelf

SHELF = Shelf("sums")


def keep(sum_: Sum, sha256: str, data: bytes) -> None:
    """Writes the bytes under their digest."""
    SHELF.keep(f"{sum_.pk}/{sha256}", data)


def read(package: Package) -> bytes:
    """The bytes as they were packed. Raises LostError."""
    return SHELF.read(f"{package.sum_id}/{package.sha256}", package.sha256)
