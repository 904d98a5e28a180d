"""What follows in the public's search when an item becomes public, changes or ends?

A registered document is found by its row of the register, everything else by its item (`pages.findable`).
"""

from __future__ import annotations

from collections.abc import Collection

from gongkai_web.publishing.actions import DOCUMENTS
from gongkai_web.publishing.items.models import Item
from gongkai_web.search.actions import follow

ITEMS = "items"


def follow_items(items: Collection[Item]) -> None:
    """In the transaction of the act: what is found is what is public then."""
    follow(ITEMS, [item.pk for item in items])
    documents = [item.document_id for item in items if item.document_id is not None]
    if documents:
        follow(DOCUMENTS, documents)
