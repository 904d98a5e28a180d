"""How are fields opened, and contacts kept, to which pages only refer?

A telephone stands in one place. Whoever changes it gets every page that says it: columns show the new one at
once, what was approved and published needs a new edition.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.actions.holding import has_second_reader, hold, replaced
from gongkai_web.publishing.catalogue.actions.lines import require_keeper, told
from gongkai_web.publishing.catalogue.kinds import ContactKind, HeldKind
from gongkai_web.publishing.catalogue.models import Contact, ContactUse, FieldTag
from gongkai_web.publishing.wording.showing import REACHED, require_showable

_NUMBERS = re.compile(r"(?=.*\d)[\d+()（）\-－—–\s、，,；;/*#转分机]{1,100}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,251}\.[A-Za-z0-9-]{2,}")
# Of which kinds it can be seen that nothing else is said; whatever else is written is free words.
_CHECKED = frozenset({ContactKind.PHONE, ContactKind.FAX, ContactKind.EMAIL})

_TAG = ("agency", "code", "label", "within", "opened_on", "closed_on")
_CONTACT = ("agency", "name", "kind", "value", "changed_on")


@transaction.atomic
def open_field(
    *,
    by: Person,
    agency: Agency,
    day: date,
    label: str,
    within: Collection[str] = (),
    today: date | None = None,
) -> FieldTag:
    """Opens a field beside those of the law folder; `within`: the codes into which it rolls up."""
    require_keeper(by, agency, day, today, "开设领域")
    stand_in_line(agency)
    label = label.strip()
    known = queries.fields_on(agency, day)
    if not label or label in {field.label for field in known.values()}:
        raise Refused(f"领域名称「{label}」是空的或者已经有了；请换一个。")
    require_showable(agency, today or day, {"领域名称": label})
    if unknown := [one for one in within if one not in known]:
        raise Refused(f"不认识的上级领域「{unknown[0]}」；请从列表中选。")
    number = FieldTag.objects.filter(agency=agency).count() + 1
    tag = FieldTag(
        agency=agency, code=f"own_{agency.pk}_{number}", label=label, within=sorted(within), opened_on=day
    )
    tag.save()
    told(tag, by=by, act="open_field", day=day, rows={tag: _TAG})
    return tag


@transaction.atomic
def close_field(*, by: Person, tag: FieldTag, day: date, reason: str, today: date | None = None) -> FieldTag:
    """Ends a field: it may be chosen no more, what has it keeps it."""
    tag = (
        FieldTag.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=tag.pk)
    )
    require_keeper(by, tag.agency, day, today, "停用领域")
    require_reason(reason, "停用领域")
    if tag.closed_on:
        raise Refused(f"领域「{tag.label}」已于 {tag.closed_on} 停用。")
    tag.closed_on = day
    tag.save(update_fields=["closed_on"])
    told(tag, by=by, act="close_field", day=day, reason=reason, rows={tag: ("closed_on",)})
    return tag


@transaction.atomic
def keep_contact(
    *, by: Person, agency: Agency, day: date, name: str, kind: str, value: str, today: date | None = None
) -> tuple[ContactUse, ...]:
    """Enters or changes a contact. Returns every page that says it, and that the change alters.

    One in free words (地址、时间、其他) waits for a second person, where there is one; a number does not.
    """
    require_keeper(by, agency, day, today, "登记联系方式")
    stand_in_line(agency)
    name, value = name.strip(), value.strip()
    if not name or not value or "}" in name or "{" in name:
        raise Refused("联系方式的名称和内容都要填写，名称里不能有花括号。")
    if kind not in ContactKind.values:
        raise Refused(f"不认识的种类「{kind}」；可用：{'、'.join(ContactKind.values)}。")
    _require_of_its_kind(kind, value)
    require_showable(agency, today or day, {"名称": name, "内容": value}, REACHED)
    replaced(by=by, day=day, agency=agency, kind=HeldKind.CONTACT, about=about_contact(name))
    given = {"name": name, "kind": kind, "value": value}
    if kind not in _CHECKED and has_second_reader(agency, by, today or day):
        about = about_contact(name)
        hold(by=by, agency=agency, day=day, kind=HeldKind.CONTACT, about=about, given=given)
        return tuple(ContactUse.objects.filter(contact__agency=agency, contact__name=name).order_by("title"))
    return tuple(write_contact(by=by, agency=agency, day=day, **given).uses.order_by("title"))


def is_number(value: str) -> bool:
    """Whether it says telephone numbers and nothing else."""
    return _NUMBERS.fullmatch(value) is not None


def _require_of_its_kind(kind: str, value: str) -> None:
    """A number is a number: what else is to be said is free words, which a second person reads."""
    if kind in (ContactKind.PHONE, ContactKind.FAX) and not is_number(value):
        label = ContactKind(kind).label
        raise Refused(
            f"{label}只写号码（数字、横线、括号、“转”“分机”，几个用顿号隔开，一共不超过一百个字符）；"
            "要另外说明的，种类选“其他”。"
        )
    if kind == ContactKind.EMAIL and not _EMAIL.fullmatch(value):
        raise Refused("电子邮箱要写成 名称@网址 的样子，一个；要另外说明的，种类选“其他”。")


def write_contact(*, by: Person, agency: Agency, day: date, name: str, kind: str, value: str) -> Contact:
    """Everybody reads it from now on. For the actions of this folder."""
    known = Contact.objects.select_for_update(no_key=True).filter(agency=agency, name=name).first()
    contact = known or Contact(agency=agency, name=name)
    contact.kind, contact.value, contact.changed_on = kind, value, day
    contact.save()
    told(contact, by=by, act="keep_contact", day=day, rows={contact: _CONTACT})
    return contact


def about_contact(name: str) -> str:
    """How a contact is called among what waits."""
    return f"{HeldKind.CONTACT.label}：{name}"


@transaction.atomic
def remove_contact(*, by: Person, contact: Contact, day: date, today: date | None = None) -> None:
    """Takes away a contact that no page says any more."""
    contact = (
        Contact.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=contact.pk)
    )
    require_keeper(by, contact.agency, day, today, "删除联系方式")
    pages = list(contact.uses.values_list("title", flat=True))
    if pages:
        raise Refused(
            f"「{contact.name}」还有 {len(pages)} 处引用：{'、'.join(pages[:5])}；请先改掉这些页面。"
        )
    told(contact, by=by, act="remove_contact", day=day, rows={})
    contact.delete()


@transaction.atomic
def note_uses(
    *,
    agency: Agency,
    subject: str,
    title: str,
    names: Collection[str],
    said: Mapping[str, str] | None = None,
) -> None:
    """Notes which contacts a page says, in place of what it said before. Called by who writes the page.

    `said`: by name what stands there, of a page that does not follow them. Raises Refused for a name that the
    agency does not have.
    """
    known = {one.name: one for one in Contact.objects.filter(agency=agency, name__in=names)}
    if unknown := [name for name in names if name not in known]:
        raise Refused(f"没有名为「{unknown[0]}」的联系方式；请先登记，或者改正名称。")
    ContactUse.objects.filter(subject=subject).exclude(contact__in=known.values()).delete()
    for contact in known.values():
        given = {"title": title, "said": (said or {}).get(contact.name, "")}
        ContactUse.objects.update_or_create(contact=contact, subject=subject, defaults=given)


@transaction.atomic
def forget_uses(*, subject: str) -> None:
    """What is sealed says nothing any more, and its title stands nowhere. Called by who kept the page."""
    ContactUse.objects.filter(subject=subject).delete()
