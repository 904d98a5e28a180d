"""Which links of a text can be asked for, when is that due again, and which of them are dead?

A link is called dead when it did not answer on several days (实现约定): a site may be down for an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils.crypto import salted_hmac

from gongkai.proofing.finding import Finding
from gongkai.proofing.links import Outward, dead_links, outward
from gongkai.proofing.markup import page_passage
from gongkai.proofing.passage import Passage, plain_passage
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.link_models import LinkCheck, Verdict

# Of ours: on so many different days it did not answer; so long what answered is not asked again.
DEAD_AFTER, AGAIN_AFTER = 2, timedelta(days=7)
_FIELDS = (("body", "正文"), ("source_url", "来源链接"))


def passages_of(content: Content) -> list[tuple[Passage, list[Outward]]]:
    """The fields of a text in which links stand, each with those that can be asked for."""
    found = []
    for name, label in _FIELDS:
        written = content.get(name, "")
        if "//" in written:
            page = name == "body"
            passage = (page_passage if page else plain_passage)(name, label, written)
            found.append((passage, outward(passage, written if page else None)))
    return found


def addresses_of(content: Content) -> list[str]:
    """The addresses, each once."""
    return list(dict.fromkeys(one.address for _, found in passages_of(content) for one in found))


def key_of(address: str) -> str:
    """Under which its check is kept."""
    return salted_hmac("items.links", address, algorithm="sha256").hexdigest()


def checks_of(addresses: Iterable[str]) -> dict[str, LinkCheck]:
    """What is known of these addresses."""
    keys = {key_of(one): one for one in addresses}
    return {keys[one.key]: one for one in LinkCheck.objects.filter(key__in=keys)} if keys else {}


def is_due(check: LinkCheck | None, day: date) -> bool:
    """Whether to ask: once, again after a week, and each day as long as it did not answer."""
    if check is None:
        return True
    settled = check.verdict == Verdict.FINE
    return check.checked_on <= day - AGAIN_AFTER if settled else check.checked_on < day


def is_fine(address: str) -> bool:
    """Whether it answered when it was asked last."""
    return LinkCheck.objects.filter(key=key_of(address), verdict=Verdict.FINE).exists()


def is_dead(check: LinkCheck) -> bool:
    """Whether it did not answer on enough days."""
    return check.failing_since is not None and check.failed_days >= DEAD_AFTER


def said_of(check: LinkCheck) -> str:
    """What is told of a dead one."""
    return f"{check.said}，自 {check.failing_since} 起，{check.checked_on} 检查"


def points(content: Content, day: date) -> list[Finding]:
    """The dead links of a text, for 发布前清单."""
    read = passages_of(content)
    checks = checks_of(one.address for _, found in read for one in found)
    dead: Mapping[str, str] = {address: said_of(one) for address, one in checks.items() if is_dead(one)}
    return (
        [point for passage, found in read for point in dead_links(passage, day, found, dead)] if dead else []
    )
