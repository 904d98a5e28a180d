"""引用的联系方式: what does a text say where it names a telephone or hours? What they were that day.

They are frozen into the text when it is handed in, so that what was approved goes out. When one of them
changes, the item is due to be looked at again (`queries.to_look_at_again`).
"""

from __future__ import annotations

from gongkai.publication.references import references_in
from gongkai_web.agencies.models import Agency
from gongkai_web.errors import Refused
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.catalogue.actions import note_uses
from gongkai_web.publishing.items.actions.attaching import owner_of
from gongkai_web.publishing.items.content import CONTACTS, Content
from gongkai_web.publishing.items.models import Item


def with_contacts(agency: Agency, content: Content) -> Content:
    """The text with the contacts that it names as they are now. Raises Refused for one that there is not."""
    plain = {name: value for name, value in content.items() if name != CONTACTS}
    names = references_in(content["body"])
    if not names:
        return plain
    known = catalogue.contacts_of(agency)
    if unknown := [name for name in names if name not in known]:
        raise Refused(
            f"正文引用了「{unknown[0]}」，{agency.name}没有这样的联系方式；请在目录的联系方式里登记，或者改正名称。"
        )
    return {**plain, CONTACTS: {name: known[name] for name in names}}


def note_contacts(item: Item, content: Content, *, before: bool) -> None:
    """What the public reads of contacts from now on; `before`: something of it was public already."""
    said = content.get(CONTACTS, {})
    known = catalogue.contacts_of(item.agency) if said or before else {}
    if said or before:
        note_uses(
            agency=item.agency,
            subject=owner_of(item),
            title=item.title,
            names=[name for name in said if name in known],
            said=said,
        )
