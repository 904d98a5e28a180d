"""What lines of the audit trail say of agencies, people and terms of office, held against what is there?

Who may see and do what follows from these three alone. Beside them stands what letters and the guide say of
an agency: its names by their days, and its particulars.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Field

from gongkai_web.agencies.models import Agency, AgencyName, FormerParticular, Office, Particulars, Person
from gongkai_web.audit.registry import Ledger, Told


def _key(subject: str) -> str:
    return subject.partition(":")[2]


def _tell_agency(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = _key(line.subject), line.detail
    if line.act == "agencies.found_agency":
        names = ("slug", "kind", "founded_on", "parent", "supervisor")
        told[key] = {name: detail[name] for name in names} | {
            "name": line.agency_name,
            "closed_on": None,
            "successor": None,
        }
    elif line.act == "agencies.rename_agency" and key in told:
        told[key]["name"] = detail["to"]
    elif line.act == "agencies.close_agency" and key in told:
        # Lines of version 0.1 name no successor.
        told[key] |= {"closed_on": detail["day"], "successor": detail.get("successor")}


def _agencies() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Agency.objects.all().iterator():
        yield (
            str(one.pk),
            {
                "name": one.name,
                "slug": one.slug,
                "kind": one.kind,
                "founded_on": one.founded_on,
                "closed_on": one.closed_on,
                "successor": one.successor_id,
                "parent": one.parent_id,
                "supervisor": one.supervisor_id,
            },
        )


def _tell_name(told: dict[str, dict[str, Any]], line: Told) -> None:
    """A name is known by its agency and its first day."""
    found = line.act == "agencies.found_agency"
    since = line.detail["founded_on" if found else "day"]
    name = line.agency_name if found else line.detail["to"]
    told[f"{_key(line.subject)} {since}"] = {"name": name}


def _names() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in AgencyName.objects.order_by("pk").iterator():
        yield f"{one.agency_id} {one.since}", {"name": one.name}


def _tell_particulars(told: dict[str, dict[str, Any]], line: Told) -> None:
    """A line tells what was changed: with the first, all other fields were as they are in a new row."""
    untouched = {field.name: field.get_default() for field in _particulars_fields()}
    changed = {name: value for name, value in line.detail.items() if name != "former"}
    told[_key(line.subject)] = told.get(_key(line.subject), untouched) | changed


def _particulars() -> Iterator[tuple[str, dict[str, Any]]]:
    names = [field.name for field in _particulars_fields()]
    for row in Particulars.objects.order_by("pk").values("agency_id", *names).iterator():
        yield str(row.pop("agency_id")), row


def _particulars_fields() -> list[Field[Any, Any]]:
    return [field for field in Particulars._meta.fields if field.name not in ("id", "agency")]


def _tell_former(told: dict[str, dict[str, Any]], line: Told) -> None:
    """What it was before is kept until it is that again. Lines of version 0.1 do not name it."""
    key = _key(line.subject)
    for name, was in line.detail.get("former", {}).items():
        told.pop(f"{key} {name} {line.detail[name]}", None)
        if was:
            told[f"{key} {name} {was}"] = {}


def _former() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in FormerParticular.objects.order_by("pk").iterator():
        yield f"{one.agency_id} {one.field} {one.was}", {}


def _tell_person(told: dict[str, dict[str, Any]], line: Told) -> None:
    runs = line.act == "agencies.install_operator"
    given = {name: line.detail[name] for name in ("username", "display_name")}
    told[_key(line.subject)] = given | {"superuser": runs, "staff": runs}


def _people() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Person.objects.all().iterator():
        yield (
            str(one.pk),
            {
                "username": one.username,
                "display_name": one.display_name,
                "superuser": one.is_superuser,
                "staff": one.is_staff,
            },
        )


def _tell_office(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = _key(line.subject), line.detail
    if line.act == "agencies.appoint":
        names = ("person", "role", "since", "until")
        told[key] = {name: detail[name] for name in names} | {"agency": line.agency_id}
    elif line.act == "agencies.end_office" and key in told:
        told[key]["until"] = detail["until"]
    elif line.act == "agencies.close_agency":
        _end_all(told, line.agency_id, detail["day"])


def _end_all(told: dict[str, dict[str, Any]], agency: int | None, day: str) -> None:
    """The terms that ran when the agency was closed ended with it."""
    for term in told.values():
        ran = term["since"] <= day and (term["until"] is None or term["until"] > day)
        if term["agency"] == agency and ran:
            term["until"] = day


def _offices() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Office.objects.all().iterator():
        yield (
            str(one.pk),
            {
                "person": one.person_id,
                "agency": one.agency_id,
                "role": one.role,
                "since": one.since,
                "until": one.until,
            },
        )


LEDGERS = (
    Ledger(
        "机关",
        frozenset({"agencies.found_agency", "agencies.rename_agency", "agencies.close_agency"}),
        _tell_agency,
        _agencies,
    ),
    Ledger("机关名称", frozenset({"agencies.found_agency", "agencies.rename_agency"}), _tell_name, _names),
    Ledger("机关情况", frozenset({"agencies.set_particulars"}), _tell_particulars, _particulars),
    Ledger("机关情况的变更", frozenset({"agencies.set_particulars"}), _tell_former, _former),
    Ledger("人员", frozenset({"agencies.install_operator", "agencies.add_person"}), _tell_person, _people),
    Ledger(
        "任期",
        frozenset({"agencies.appoint", "agencies.end_office", "agencies.close_agency"}),
        _tell_office,
        _offices,
    ),
)
