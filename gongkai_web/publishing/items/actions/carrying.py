"""How do the columns of an item come to say what its content says? Here alone.

They repeat what the public reads; before there is anything public, what was settled or is being drafted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from gongkai.errors import NotInForce
from gongkai.publication.looking_again import look_again_on
from gongkai.publication.validity import expires_on, reminder_on
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.items.actions.interpreting import fill_interpretation, link, link_new
from gongkai_web.publishing.items.actions.placing import said_of
from gongkai_web.publishing.items.content import Content, day_of, is_public
from gongkai_web.publishing.items.due import due_on, opened_later
from gongkai_web.publishing.items.kinds import NAME_OF_SOURCE, Origin
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.place_models import ItemChannel, ItemField, ItemSite
from gongkai_web.publishing.models import DocumentKind

Tag = TypeVar("Tag", ItemChannel, ItemField)
# Of ours: so long before the end of its period a list stands among what is to be looked at.
LIST_NOTICE = timedelta(days=3)


def carry(item: Item, content: Content) -> None:
    """Writes the columns of the item, its channels and its fields from the text; saves nothing else."""
    _fill(item, content)
    item.save()
    _set(ItemChannel, item, [*content["channels"], *noted_channels(item)])
    _set(ItemField, item, catalogue.rolled_up(content["fields"]))
    _set_sites(item, content.get("sites", ()))
    link(item, content)


def noted_channels(item: Item) -> list[str]:
    """The channels that a register says, whatever the text names."""
    return list(ItemChannel.objects.filter(item=item, noted=True).values_list("code", flat=True))


def carry_new(rows: Sequence[tuple[Item, Content]]) -> None:
    """The same for items that are not there yet, all of them in few queries."""
    for item, content in rows:
        _fill(item, content)
    Item.objects.bulk_create([item for item, _ in rows])
    above: dict[tuple[str, ...], frozenset[str]] = {}
    for tags in {tuple(content["fields"]) for _, content in rows}:
        above[tags] = catalogue.rolled_up(tags)
    ItemChannel.objects.bulk_create(
        ItemChannel(item=item, code=code, **said_of(item))
        for item, content in rows
        for code in sorted(set(content["channels"]))
    )
    ItemField.objects.bulk_create(
        ItemField(item=item, code=code, **said_of(item))
        for item, content in rows
        for code in sorted(above[tuple(content["fields"])])
    )
    sites = _known_sites({key for _, content in rows for key in content.get("sites", ())})
    ItemSite.objects.bulk_create(
        ItemSite(item=item, outlet=sites[key], **said_of(item))
        for item, content in rows
        for key in content.get("sites", ())
        if key in sites
    )
    link_new(rows)


def _fill(item: Item, content: Content) -> None:
    item.title = content["title"]
    item.item_class, item.column_code = content["item_class"], content["column"]
    item.attribute, item.origin = content["attribute"], content["origin"]
    reposted = content["origin"] == Origin.REPOSTED
    item.source_name = content["source_name"][:NAME_OF_SOURCE] if reposted else ""
    item.document_number = content["document_number"]
    item.theme, item.genre = content["theme"], content["genre"]
    item.formed_on = day_of(content, "formed_on")
    item.effective_from, item.expires_on = day_of(content, "effective_from"), day_of(content, "expires_on")
    item.shown_until = day_of(content, "shown_until")
    item.look_again_on = _look_again(content) or _by_its_class(item, content)
    item.due_on = due_on(content) if item.batch_id is None and not opened_later(item) else None
    fill_interpretation(item, content)


def _look_again(content: Content) -> date | None:
    """What stays inside is looked at again on the day of its re-assessment (第十八条).

    A list some days before its period is over: whoever keeps it knows that it will be taken down. A document
    before its term is over, so that there is time to evaluate whether it shall hold on.
    """
    if not is_public(content):
        return day_of(content, "reassess_on")
    until = day_of(content, "shown_until")
    list_ends = until - LIST_NOTICE if until else None
    days = [day_of(content, "look_again_on"), list_ends, _evaluation(content)]
    return min((one for one in days if one), default=None)


def _by_its_class(item: Item, content: Content) -> date | None:
    """Of what is public and has no day of its own; past stock is looked through by its batches and sweeps."""
    if item.changed_on is None or item.batch_id is not None or not is_public(content):
        return None
    return look_again_on(content["item_class"], item.changed_on)


def _evaluation(content: Content) -> date | None:
    """When the keeper of a document is told that its term comes near.

    A normative document that says no last day holds on, and is evaluated when the usual term would be over.
    """
    title, kind, last = content["title"], content.get("document_kind"), day_of(content, "expires_on")
    since = day_of(content, "effective_from") or day_of(content, "formed_on") or last
    if not kind or since is None:
        return None
    try:
        if last is None and kind == DocumentKind.NORMATIVE_DOCUMENT:
            last = expires_on(title, since)
        return reminder_on(title, since, last) if last else None
    except NotInForce:
        return None


def _set(model: type[Tag], item: Item, codes: Iterable[str]) -> None:
    wanted = set(codes)
    known = model._default_manager.filter(item=item)
    known.exclude(code__in=wanted).delete()
    held, said = set(known.values_list("code", flat=True)), said_of(item)
    if held:
        known.update(**said)
    model._default_manager.bulk_create(model(item=item, code=code, **said) for code in sorted(wanted - held))


def _set_sites(item: Item, keys: Collection[int]) -> None:
    known = ItemSite.objects.filter(item=item)
    known.exclude(outlet__in=keys).delete()
    held, said = set(known.values_list("outlet", flat=True)), said_of(item)
    if held:
        known.update(**said)
    sites = _known_sites(set(keys) - held)
    ItemSite.objects.bulk_create(ItemSite(item=item, outlet=one, **said) for one in sites.values())


def _known_sites(keys: Collection[int]) -> dict[int, Outlet]:
    """The sites by key. One that is not there has none: it is told when the text is handed in."""
    return Outlet.objects.in_bulk(sorted(keys)) if keys else {}
