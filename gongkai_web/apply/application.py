"""How do the parts of the page make one application?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from gongkai.procedure.facts import ApplicantRole, Channel
from gongkai_web.apply.forms import JOINT_MOST, AgentForm, ApplicantForm, OtherForm, WantedForm
from gongkai_web.apply.models import DraftFile, Part
from gongkai_web.apply.received import Received
from gongkai_web.cases.actions import RequestGiven

Kind = TypeVar("Kind", bound=forms.Form)
JOINTS = "joints"
# Buttons, secrets and keys of the page: no part of what was typed.
ASIDE = frozenset(
    {"csrfmiddlewaretoken", "draft", "submission_key", "more", "save", "look", "drop", "print", "send"}
)
_LONGEST = 100_000  # signs of one form


@dataclass(frozen=True, slots=True)
class Problem:
    """An error for the list at the top: about whom, which field, what."""

    sentence: str
    field: BoundField | None = None
    about: str = ""

    @property
    def named(self) -> str:
        """Whom and which field it is about."""
        return self.about + (str(self.field.label) if self.field else "")

    @property
    def href(self) -> str:
        """Where on the page the field stands."""
        return f"#{self.field.id_for_label}" if self.field else ""


class Application:
    """The whole form. `checked` False: it only shows what is typed and finds no fault with it."""

    def __init__(
        self,
        typed: QueryDict,
        *,
        checked: bool,
        held: list[DraftFile] | None = None,
        received: Received | None = None,
    ) -> None:
        self.typed, self.checked = typed, checked
        self.held = held or []
        self.received = received or Received()
        self.problems: list[Problem] = []
        proven = self._has(Part.PROOF)
        self.applicant = self._part(ApplicantForm, "", proven=proven)
        self.joint = [
            self._part(OtherForm, f"joint-{number}", proven=proven) for number in range(joints_of(typed))
        ]
        self.agent = self._part(AgentForm, "agent", proven=proven, authorised=self._has(Part.AUTHORISATION))
        self.wanted = self._part(WantedForm, "")

    def is_valid(self) -> bool:
        """Whether all parts are in order; all are looked at, so that all errors show at once."""
        found = [form.is_valid() for _, form in self._parts()]
        if self.wanted.cleaned_data.get("way"):
            self.applicant.needs(self.wanted.cleaned_data["way"])
        self._tell_refused()
        return all(found) and not self.applicant.errors and not self.received.refused

    def show_refused(self) -> None:
        """The sentences about uploads alone, where nothing else is checked."""
        self.problems += [Problem(said, about=Part(part).label) for part, said in self.received.refused]

    def refuse(self, sentence: str) -> None:
        """A sentence about the whole."""
        self.problems.append(Problem(sentence))

    @property
    def errors(self) -> list[Problem]:
        """Every error with its field, in the order of the page."""
        if not self.checked:
            return self.problems
        found = list(self.problems)
        for about, form in self._parts():
            found += [Problem(str(said), field, about) for field in form for said in field.errors]
        return found

    def given(self) -> RequestGiven:
        """The request as the action takes it. Only once valid."""
        wanted = self.wanted.cleaned_data
        return RequestGiven(
            channel=Channel.WEB,
            applicant_kind=self.applicant.cleaned_data["applicant_kind"],
            applicants=(
                self.applicant.given(ApplicantRole.APPLICANT),
                *(one.given(ApplicantRole.JOINT) for one in self.joint if one.somebody),
                *([self.agent.given(ApplicantRole.AGENT)] if self.agent.somebody else []),
            ),
            title=wanted["title"],
            description=wanted["description"],
            medium=wanted["medium"],
            way=wanted["way"],
        )

    def held_in(self, part: str) -> list[DraftFile]:
        """The files that the draft holds for that part."""
        return [one for one in self.held if one.part == part]

    @property
    def proofs(self) -> list[DraftFile]:
        """Identity proofs received so far."""
        return self.held_in(Part.PROOF)

    @property
    def authorisations(self) -> list[DraftFile]:
        """Authorisations received so far."""
        return self.held_in(Part.AUTHORISATION)

    @property
    def attachments(self) -> list[DraftFile]:
        """Attachments received so far."""
        return self.held_in(Part.ATTACHMENT)

    @property
    def agent_open(self) -> bool:
        """Whether the part of the agent stands open: something is in it."""
        filled = any(value for name, value in self.typed.items() if name.startswith("agent-"))
        return filled or bool(self.authorisations) or (self.checked and bool(self.agent.errors))

    def _parts(self) -> Iterator[tuple[str, forms.Form]]:
        yield "", self.applicant
        for number, form in enumerate(self.joint, start=1):
            yield f"共同申请人 {number} ", form
        yield "代理人", self.agent
        yield "", self.wanted

    def _part(self, kind: type[Kind], prefix: str, **known: bool) -> Kind:
        """A part with what is typed: bound where it is checked, else as first values."""
        part: Callable[..., Kind] = kind  # each takes what is `known` of its own
        if self.checked:
            return part(self.typed, prefix=prefix or None, **known)
        names = {name: f"{prefix}-{name}" if prefix else name for name in kind.base_fields}
        first = {name: self.typed[key] for name, key in names.items() if key in self.typed}
        return part(initial=first, prefix=prefix or None, **known)

    def _has(self, part: str) -> bool:
        return bool(self.held_in(part)) or self.received.has(part)

    def _tell_refused(self) -> None:
        places: Mapping[str, tuple[forms.Form, str]] = {
            Part.PROOF: (self.applicant, "proof"),
            Part.AUTHORISATION: (self.agent, "authorisation"),
            Part.ATTACHMENT: (self.wanted, "attachments"),
        }
        for part, said in self.received.refused:
            form, name = places[part]
            form.add_error(name, said)


def joints_of(typed: QueryDict) -> int:
    """How many rows of joint applicants the page has."""
    given = typed.get(JOINTS, "0")
    return min(int(given), JOINT_MOST) if given.isascii() and given.isdecimal() else 0


def with_one_more(typed: QueryDict) -> QueryDict:
    """The page with one more row."""
    more = typed.copy()
    more[JOINTS] = str(min(joints_of(typed) + 1, JOINT_MOST))
    return more


def fields_of(typed: QueryDict) -> dict[str, list[str]] | None:
    """What is typed, for a draft; None where it is more than any form holds. No database keeps a NUL."""
    found = {
        name.replace("\0", ""): [str(value).replace("\0", "") for value in values]
        for name, values in typed.lists()
        if name not in ASIDE
    }
    longest = sum(len(name) + sum(map(len, values)) for name, values in found.items())
    return found if longest <= _LONGEST else None


def typed_of(fields: Mapping[str, list[str]]) -> QueryDict:
    """The fields of a draft as a form brings them."""
    found = QueryDict(mutable=True)
    for name, values in fields.items():
        found.setlist(name, values)
    return found
