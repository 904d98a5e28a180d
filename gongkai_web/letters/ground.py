"""What do case, applicant and agency say for a letter?

`of` reads it once; `setting` gives the words for composing, `private` what must not come to light in a letter
to others. Nothing here decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils import timezone

from gongkai.letters import Setting
from gongkai.letters.words import chinese_day
from gongkai.outcomes import applicant_kinds
from gongkai.procedure import state
from gongkai.procedure.facts import (
    AppealKind,
    ApplicantRole,
    Channel,
    Fact,
    IdentityKind,
    Medium,
    obtained_by,
    standing,
)
from gongkai_web import identity
from gongkai_web.agencies.models import Particulars
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.cases import stored
from gongkai_web.cases.models import Applicant, Case, Event

DEFAULT_WORD = "公开"
_NUMBER_LIKE = re.compile(r"[0-9A-Za-z][0-9A-Za-z\- ]{5,39}")


@dataclass(frozen=True, slots=True)
class Ground:
    """A case as it stands, with what the agency prints on its letters."""

    case: Case
    state: state.State
    facts: tuple[Fact, ...]
    agency: Particulars
    applicants: tuple[Applicant, ...]

    @property
    def letter_word(self) -> str:
        """发文字 of the agency's series."""
        return self.agency.letter_word.strip() or DEFAULT_WORD

    @property
    def first(self) -> Applicant | None:
        """To whom the post goes: the agent where there is one with an address, else the applicant."""
        agents = [one for one in self.applicants if one.role == ApplicantRole.AGENT and one.address]
        return agents[0] if agents else self.applicants[0] if self.applicants else None

    @property
    def asking(self) -> tuple[Applicant, ...]:
        """The applicant and whoever asks jointly; no agents."""
        return tuple(one for one in self.applicants if one.role != ApplicantRole.AGENT)

    def last(self, kind: str) -> Fact | None:
        """The last standing event of that kind."""
        found = [fact for fact in standing(self.facts) if fact.kind == kind]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class To:
    """Whom a letter addresses, where it is not the applicant. `person`: addressed as 您."""

    name: str
    address: str = ""
    postcode: str = ""
    person: bool = False


def of(case: Case) -> Ground:
    """Reads the case, its events, its applicants and the agency's particulars."""
    facts = tuple(stored.facts_of(case))
    return Ground(
        case,
        stored.state_of(case.agency_id, facts),
        facts,
        particulars_of(case.agency),
        tuple(case.applicants.all()),
    )


def setting(
    ground: Ground,
    *,
    day: date,
    to: To | None = None,
    by_internet: bool = False,
    attachments: Iterable[str] = (),
) -> Setting:
    """The words of a letter of that day. `to` None: to the applicant."""
    case, now, agency = ground.case, ground.state, ground.agency
    plain = Setting(
        agency_name=case.agency.name_on(day),
        recipient=to.name if to else now.applicant_name,
        letter_word=ground.letter_word,
        address=agency.address,
        postcode=agency.postcode,
        phone=agency.phone,
        office_hours=agency.hours,
        online_place=query_page() if to is None and now.channel == Channel.WEB else "",
        registry_number=case.registry_number,
        received_on=now.received_on,
        request_title=content_cited(now),
        reconsideration_authority=agency.heard_by(day),
        court=agency.court,
        online_reconsideration_url=agency.reconsideration_url,
        by_internet=by_internet,
        due_on=now.due_on,
        extended_until=now.due_on if now.extended_by else None,
        attachments=tuple(attachments),
    )
    return _asked(_addressed(plain, ground, to), ground)


def query_page() -> str:
    """The page on which an applicant follows the request, as papers name it."""
    site = settings.GONGKAI_SITE
    where = f"{site['name']}（{site['domain']}）" if site["domain"] else site["name"]
    return f"{where}“查询进度”页"


def content_cited(now: state.State) -> str:
    """What was asked for, as letters say it: the version in force, and since when it is that."""
    said = " ".join(now.content.split())
    if now.corrected_on is None:
        return said
    return f"{said.rstrip('。；，,;. ')}（经{chinese_day(now.corrected_on)}补正）"


def ordered_anew(ground: Ground) -> str:
    """Why a reply is given again: who ordered it, and which letter this one replaces or follows.

    Empty where the case has no reply before it.
    """
    before = ground.last("replied_again") or ground.last("replied")
    if before is None:
        return ""
    number = str(before.data.get("letter_number") or "")
    earlier = f"本机关{chinese_day(before.day)}作出的答复{f'（{number}）' if number else ''}"
    revoked = ground.last("revoked")
    if revoked:
        by = str(revoked.data.get("letter_number") or "")
        ends = f"{earlier}已于{chinese_day(revoked.day)}{f'以{by}' if by else ''}撤销，现重新答复如下。"
    else:
        ends = f"现重新答复如下，本答复代替{earlier}。"
    return f"{_order(ground)}{ends}"


def _order(ground: Ground) -> str:
    """The decision or judgment that ordered it and still stands; empty where nobody did."""
    by = ground.state.owed.ordered_by if ground.state.owed else ""
    appeal = next((one for one in ground.state.appeals if by and one.ref == by), None)
    if appeal is None:
        return ""
    day = chinese_day(appeal.instance_concluded_on)
    paper = "行政复议决定" if appeal.kind == AppealKind.RECONSIDERATION else "行政判决"
    number = appeal.instance_ref or appeal.ref
    return f"{day}，{appeal.organ or '有关机关'}以{number}{paper}责令本机关重新答复。"


def registration(ground: Ground, *, day: date) -> Setting:
    """The words of the register form: besides those of a letter, who entered the request, and when."""
    first = Event.objects.filter(case=ground.case, kind="submitted").order_by("position").first()
    by = first.person_name if first else ""
    at = timezone.localtime(ground.case.registered_at)
    when = f"{chinese_day(at.date())}{at.hour}时{at.minute:02d}分"
    return replace(setting(ground, day=day), registered="，".join(filter(None, (by, when))))


def _addressed(setting: Setting, ground: Ground, to: To | None) -> Setting:
    if to is not None:
        return replace(
            setting,
            recipient_address=to.address,
            recipient_postcode=to.postcode,
            organisation=not to.person,
        )
    post = ground.first
    return replace(
        setting,
        several=len(ground.asking) > 1,
        addressee=_addressee(ground, post),
        recipient_address=post.address if post else "",
        recipient_postcode=post.postcode if post else "",
        organisation=applicant_kinds()[ground.state.applicant_kind].group != "person",
    )


def _addressee(ground: Ground, post: Applicant | None) -> str:
    """The name on the envelope: of the one whose address it is."""
    if post is None:
        return ""
    if post.role == ApplicantRole.AGENT:
        asking = [one.name for one in ground.asking]
        whose = f"{asking[0]}等{len(asking)}人" if len(asking) > 1 else "".join(asking)
        return f"{post.name}（{whose}的代理人）"
    return post.name


def _asked(setting: Setting, ground: Ground) -> Setting:
    """What the register form (登记表) says of who asks; numbers only masked."""
    now, one = ground.state, ground.applicants[0] if ground.applicants else None
    submitted = ground.last("submitted")
    shown = f"{IdentityKind(one.id_kind).label} {one.masked}" if one and one.id_kind else ""
    channel = Channel(now.channel).label if now.channel in Channel.values else now.channel
    taken = bool(submitted and submitted.data.get("taken_down"))
    return replace(
        setting,
        applicant_name=now.applicant_name,
        applicant_kind=applicant_kinds()[now.applicant_kind].label,
        applicant_identity=shown,
        applicant_contact=_contact(ground),
        channel=channel,
        submitted_on=now.submitted_on,
        obtaining=obtaining(ground),
        dictated="是，已经申请人确认" if taken else "否",
    )


def _contact(ground: Ground) -> str:
    """How the applicant is reached, and their agent."""
    said = []
    for one in ground.applicants:
        if one is not ground.applicants[0] and one.role != ApplicantRole.AGENT:
            continue
        agent = f"代理人{one.name}" if one.role == ApplicantRole.AGENT else ""
        parts = (agent, one.contact, one.phone, one.address, one.postcode, one.email)
        said.append("，".join(part for part in parts if part))
    return "；".join(part for part in said if part)


def obtaining(ground: Ground) -> str:
    """In what shape and by which way the applicant wants the information."""
    now = ground.state
    medium = Medium(now.medium).label if now.medium in Medium.values else now.medium
    return "，".join(part for part in (medium, obtained_by(now.way)) if part)


def private(ground: Ground, text: str) -> tuple[str, ...]:
    """What of the applicants must not stand in a letter to others, as far as `text` could contain it.

    Identity numbers are not decrypted for this: whatever looks like one is matched by its digest.
    """
    found = [
        told
        for one in ground.applicants
        for told in (one.phone, one.email, one.address, one.name, one.contact)
        if told.strip()
    ]
    digests = {(one.id_kind, one.id_digest) for one in ground.applicants if one.id_digest}
    for looks_like in _NUMBER_LIKE.findall(text) if digests else ():
        if any(identity.digest(kind, looks_like) == digest for kind, digest in digests):
            found.append(looks_like)
    return tuple(dict.fromkeys(found))
