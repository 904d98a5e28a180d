"""How do agencies and terms of office come to be, change and end?

Whoever runs the system (a superuser), and operators for their own agency and all below it, may do this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.errors import GongkaiError
from gongkai.outcomes import agency_kinds
from gongkai_web.agencies import authorities, tree
from gongkai_web.agencies.models import (
    REACHED_BY,
    Agency,
    AgencyName,
    FormerParticular,
    Office,
    Particulars,
    Person,
    Role,
)
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import forget_terms
from gongkai_web.agencies.roles import STEPS
from gongkai_web.agencies.showing import require_showable
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused

# – people


@transaction.atomic
def install_operator(*, username: str, display_name: str, password: str | None) -> Person:
    """Makes the first person of an installation, who runs the system. Refused once there is anybody.

    Without a password nobody can sign in as that person until one is set.
    """
    refuse_second()
    person = Person(username=username, display_name=display_name, is_staff=True, is_superuser=True)
    _give_password(person, password)
    person.save()
    _line(None, None, "install_operator", person, {"username": username, "display_name": display_name})
    return person


def refuse_second() -> None:
    """Raises Refused where there is anybody already."""
    if Person.objects.exists():
        raise Refused("系统里已有人员，不能再次初始化；请由现有的系统管理员添加人员。")


@transaction.atomic
def add_person(
    *,
    by: Person,
    username: str,
    display_name: str,
    password: str | None = None,
    password_of: Person | None = None,
) -> Person:
    """Adds somebody who can sign in; without a password only after one is set. No office yet.

    `password_of`: signs in with the password of that person, as all do in a city that is only shown: making
    a hash is slow on purpose.
    """
    require(by, None, What.ADD_PEOPLE, timezone.localdate())
    if Person.objects.filter(username=username).exists():
        raise Refused(f"登录名「{username}」已有人使用；请换一个。")
    person = Person(username=username, display_name=display_name)
    if password_of is None:
        _give_password(person, password)
    else:
        person.password = password_of.password
    person.save()
    _line(by, None, "add_person", person, {"username": username, "display_name": display_name})
    return person


def _give_password(person: Person, password: str | None) -> None:
    if password is None:
        person.set_unusable_password()
        return
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(f"口令不合要求：{'；'.join(error.messages)}") from error
    person.set_password(password)


# – agencies

# What an address of the site is made of.
SLUG = r"^[a-z0-9-]+\Z"


@transaction.atomic
def found_agency(
    *,
    by: Person,
    name: str,
    slug: str,
    kind: str,
    founded_on: date,
    reason: str,
    parent: Agency | None = None,
    supervisor: Agency | None = None,
) -> Agency:
    """Founds an agency below `parent`. `supervisor`: whose office supervises it, by default the parent's.

    `reason`: the document by which it was set up, or why it is entered here; it stays in the trail.
    Of what is typed only the name is public: what else its page says is read by a second person first.
    """
    require(by, parent, What.RUN, timezone.localdate(), "设立机关")
    _require_reason(reason, "设立机关")
    _check_agency(name, slug, kind)
    _check_founding(name.strip(), founded_on, {"上级": parent, "主管部门": supervisor})
    agency = Agency(
        name=name.strip(),
        slug=slug,
        kind=kind,
        parent=parent,
        supervisor=supervisor or parent,
        founded_on=founded_on,
    )
    agency.save()
    tree.forget()
    AgencyName(agency=agency, name=agency.name, since=founded_on).save()
    require_showable(agency, timezone.localdate(), {"机关名称": agency.name})
    detail = {
        "slug": slug,
        "kind": kind,
        "founded_on": founded_on,
        "parent": parent.pk if parent else None,
        "supervisor": agency.supervisor_id,
    }
    _line(by, agency, "found_agency", agency, detail, reason=reason)
    return agency


@transaction.atomic
def mark_made_up(*, by: Person, agency: Agency, words: str) -> None:
    """Says on its page that an agency of the sample city is made up. No page offers it: whoever typed here
    would do so without a second person.
    """
    require(by, agency, What.RUN, timezone.localdate(), "标明虚构的机关")
    agency.notice = words
    agency.save(update_fields=["notice"])
    tree.forget()
    _line(by, agency, "mark_made_up", agency, {"notice": words})


@transaction.atomic
def set_particulars(*, by: Person, agency: Agency, day: date, **changes: Any) -> Particulars:
    """Changes what letters and the guide say of the agency, and its steps; `changes` by field name.

    Operators may, and the head of the agency's disclosure office (《条例》第四条: 维护指南).
    """
    require(by, agency, What.SET_PARTICULARS, day)
    return write_particulars(by=by, agency=agency, day=day, changes=changes)


@transaction.atomic
def write_particulars(*, by: Person, agency: Agency, day: date, changes: Mapping[str, Any]) -> Particulars:
    """The same, for the act that has asked who may."""
    known = {field.name for field in Particulars._meta.fields} - {"id", "agency"}
    unknown = sorted(set(changes) - known)
    if unknown:
        raise Refused(f"机关情况没有名为「{unknown[0]}」的项；可用：{'、'.join(sorted(known))}。")
    if not set(changes.get("steps", ())) <= set(STEPS):
        raise Refused(f"签发前的环节只能是：{'、'.join(STEPS)}。")
    if "former_authorities" in changes:
        authorities.check(changes["former_authorities"])
    found, _ = Particulars.objects.get_or_create(agency=agency)
    before = {name: getattr(found, name) for name in REACHED_BY if name in changes}
    require_showable(agency, day, _written(found, changes))
    for name, value in changes.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
    former = {name: was for name, was in before.items() if was != getattr(found, name)}
    _note_former(found, former)
    _line(by, agency, "set_particulars", agency, {**changes, "former": former})
    return found


def _written(found: Particulars, changes: Mapping[str, Any]) -> dict[str, str]:
    """The words among what is changed, by what they are called: letters and pages show them as they are."""
    labels = {field.name: str(field.verbose_name) for field in Particulars._meta.fields}
    told = {name: value for name, value in changes.items() if value != getattr(found, name)}
    if "former_authorities" in told:
        told["former_authorities"] = authorities.written(told["former_authorities"])
    return {labels[name]: value for name, value in told.items() if isinstance(value, str)}


def _note_former(found: Particulars, former: Mapping[str, str]) -> None:
    """Keeps what was changed, so that a guide that still says it is found (《条例》第十二条)."""
    for name, was in former.items():
        kept = FormerParticular.objects.filter(agency=found.agency, field=name)
        kept.filter(was=getattr(found, name)).delete()
        if was:
            kept.get_or_create(was=was, defaults={"agency": found.agency, "field": name})


# Pages that stand beside those of the agencies: /office/agencies/new/, /apply/receipt/, /apply/draft/.
RESERVED = frozenset({"new", "receipt", "draft"})


def _check_agency(name: str, slug: str, kind: str) -> None:
    if not name.strip():
        raise Refused("机关名称不能为空。")
    if slug in RESERVED:
        raise Refused(f"网址名不能用「{slug}」，那是本站别的网页的网址；请换一个。")
    try:
        agency_kinds().at(kind, timezone.localdate())
    except GongkaiError as error:
        raise Refused(str(error)) from error
    if not re.match(SLUG, slug):
        raise Refused(f"网址名「{slug}」只能用小写字母、数字和连字符；请改写，例如 yunxi-ziran。")
    if Agency.objects.filter(slug=slug).exists():
        raise Refused(f"网址名「{slug}」已有机关使用；请换一个。")


def _check_founding(name: str, founded_on: date, above: Mapping[str, Agency | None]) -> None:
    """Founded by now, the only one of its name, and below what is still there. `above` by its word."""
    today = timezone.localdate()
    if founded_on > today:
        raise Refused(f"设立日期 {founded_on} 还没有到；请在设立以后登记，或者核对日期。")
    for word, agency in above.items():
        if agency and agency.closed_on and agency.closed_on < today:
            raise Refused(f"{word}「{agency.name}」已于 {agency.closed_on} 撤销；请选现有的机关。")
    same = Agency.objects.filter(Q(closed_on=None) | Q(closed_on__gte=today), name=name).first()
    if same:
        raise Refused(f"已有名为「{name}」的机关（网址名 {same.slug}）；请直接使用它，或者核对名称。")


@transaction.atomic
def rename_agency(*, by: Person, agency: Agency, name: str, day: date, reason: str) -> AgencyName:
    """Gives the agency a new name from `day` on; the earlier names remain."""
    require(by, agency, What.RUN, timezone.localdate(), "更名")
    _require_reason(reason, "更名")
    latest = agency.names.order_by("since").last()
    if latest and day <= latest.since:
        raise Refused(f"「{latest.name}」自 {latest.since} 起使用，新名称的起用日期须晚于这一天。")
    if not name.strip():
        raise Refused("机关名称不能为空。")
    given = AgencyName(agency=agency, name=name.strip(), since=day)
    given.save()
    former, agency.name = agency.name, given.name
    agency.save(update_fields=["name"])
    tree.forget()
    _line(by, agency, "rename_agency", agency, {"from": former, "to": given.name, "day": day}, reason=reason)
    return given


@transaction.atomic
def close_agency(
    *, by: Person, agency: Agency, day: date, reason: str, successor: Agency | None = None
) -> Agency:
    """Closes the agency; `day` is its last. Its records remain, its terms of office end with it.

    `successor`: into which it was merged, or which does its work; its pages lead there.
    """
    require(by, agency, What.RUN, timezone.localdate(), "撤销机关")
    _require_reason(reason, "撤销机关")
    if agency.closed_on:
        raise Refused(f"{agency.name}已于 {agency.closed_on} 撤销。")
    if day < agency.founded_on:
        raise Refused(f"{agency.name} {agency.founded_on} 才设立，撤销日期不能早于这一天。")
    if successor is not None and (successor == agency or successor.closed_on or successor.founded_on > day):
        raise Refused(f"承担工作的机关应是 {day} 已经设立、没有撤销的另一个机关；请另选。")
    agency.closed_on, agency.successor = day, successor
    agency.save(update_fields=["closed_on", "successor"])
    tree.forget()
    Office.objects.filter(Q(until=None) | Q(until__gt=day), agency=agency, since__lte=day).update(until=day)
    detail = {"day": day, "successor": successor.pk if successor else None}
    _line(by, agency, "close_agency", agency, detail, reason=reason)
    return agency


# – terms of office


@transaction.atomic
def appoint(
    *,
    by: Person,
    person: Person,
    agency: Agency,
    role: str,
    since: date,
    until: date | None = None,
    reason: str = "",
) -> Office:
    """Gives the person a role at the agency from `since` on (to `until`, both included).

    Who sees records is decided by whoever sees none: nobody appoints himself, and nobody becomes responsible
    for days on which he was not – no page offers a `reason`. Whoever enters what was so before the site was
    there states it.
    """
    require(by, agency, What.RUN, timezone.localdate(), "任命")
    if not reason.strip():
        _refuse_quietly_gained(by, person, since)
    if role not in Role.values:
        raise Refused(f"不认识的岗位「{role}」；可用：{'、'.join(Role.values)}。")
    if until and until < since:
        raise Refused(f"任期的截止日期 {until} 早于开始日期 {since}；请核对。")
    if not agency.open_on(since):
        raise Refused(f"{agency.name}在 {since} 尚未设立或已经撤销，不能任命。")
    overlapping = Office.objects.filter(person=person, agency=agency, role=role).filter(
        Q(until=None) | Q(until__gte=since)
    )
    if until:
        overlapping = overlapping.filter(since__lte=until)
    if overlapping.exists():
        raise Refused(f"{person.display_name}在这段时间里已是{agency.name}的{Role(role).label}。")
    office = Office(person=person, agency=agency, role=role, since=since, until=until)
    office.save()
    forget_terms(person)
    detail = {"person": person.pk, "role": role, "since": since, "until": until}
    _line(by, agency, "appoint", office, detail, reason=reason)
    return office


def _refuse_quietly_gained(by: Person, person: Person, since: date) -> None:
    today = timezone.localdate()
    if by == person:
        raise Refused("系统管理员不能任命自己；请由另一位系统管理员任命，或者任命别人。")
    if since < today:
        raise Refused(
            f"任期从 {since} 开始，早于今天（{today}）；任命不能倒填日期，请从今天或者以后的日子起任命。"
        )


@transaction.atomic
def end_office(*, by: Person, office: Office, until: date, reason: str) -> Office:
    """Ends a term of office; `until` is its last day."""
    require(by, office.agency, What.RUN, timezone.localdate(), "免职")
    _require_reason(reason, "免职")
    if office.until and office.until <= until:
        raise Refused(f"这段任期已于 {office.until} 结束。")
    if until < office.since:
        raise Refused(f"任期 {office.since} 才开始，结束日期不能早于这一天。")
    office.until = until
    office.save(update_fields=["until"])
    forget_terms(office.person)
    _line(
        by, office.agency, "end_office", office, {"person": office.person_id, "until": until}, reason=reason
    )
    return office


# – who may, and the line


def _require_reason(reason: str, what: str) -> None:
    if not reason.strip():
        raise Refused(f"{what}须写明理由或依据。")


def _line(
    by: Person | None,
    agency: Agency | None,
    act: str,
    subject: Agency | Office | Person,
    detail: Mapping[str, Any],
    *,
    reason: str = "",
) -> None:
    record(
        actor=by,
        agency=agency,
        act=f"agencies.{act}",
        subject=f"{subject._meta.label}:{subject.pk}",
        detail=detail,
        reason=reason,
    )
