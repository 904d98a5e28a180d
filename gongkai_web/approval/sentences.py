"""How does an approval say no? All its sentences stand here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from gongkai_web.agencies.models import Person, Role
from gongkai_web.approval.matter import Matter, Words


def labels(roles: Collection[str]) -> str:
    """The roles as a sentence names them: 经办人、审核人或公开机构负责人."""
    *first, last = [role.label for role in Role if role in roles]
    return f"{'、'.join(first)}或{last}" if first else last


def not_in_turn(matter: Matter, by: Person, day: date) -> str:
    """It takes another office."""
    office = f"{matter.agency.name}的{labels(matter.roles)}"
    return f"{by.display_name}在 {day} 不是{office}，不能{matter.words.act}。"


def own_work(matter: Matter, by: Person, *, alone_may: bool) -> str:
    """It takes another person."""
    words = matter.words
    others = f"本机关还有别的{labels(matter.roles)}；" if alone_may else ""
    return f"{words.thing}由{by.display_name}{words.made}，{others}须由另一人{words.decide}。"


def signed_out(words: Words) -> str:
    """Nobody is signed in."""
    return f"请先登录，再{words.decide}。"


def waits_for_nobody(words: Words) -> str:
    """There is no step to decide."""
    return f"{words.thing}现在不等谁{words.decide}；请刷新页面，看现在的状态。"


def not_seen(words: Words, then: str) -> str:
    """The page is older than the content."""
    return f"页面打开以后{words.thing}{words.changed}；请{words.look}，再{then}。"


def moved(words: Words, since: str, then: str) -> str:
    """The content is another one than it was then."""
    return f"{words.parts}在{since}以后有改动，与{since}时的不一致，不能{then}；请重新{words.submit}。"


def lapsed(words: Words, then: str) -> str:
    """Not every step approved the content as it is now."""
    return f"{words.thing}还没有按现在的内容由各环节{words.decide}完，不能{then}；请重新{words.submit}。"


def no_reason(words: Words) -> str:
    """A no needs its reason."""
    return f"{words.refusal}须写明{words.reason}，以便{words.purpose}。"
