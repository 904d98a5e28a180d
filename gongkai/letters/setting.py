"""What does a letter take from the case and from the agency, and what does the case say about it?

`Setting` goes into the composing, `LetterFacts` into the checking. Both are plain facts: whoever keeps the
case fills them, nothing here looks anything up.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from gongkai.letters.words import chinese_day, ended

PERSON, PERSONS, ORGANISATION = "您", "你们", "你单位"


@dataclass(frozen=True, slots=True)
class Setting:
    """The words of one letter. Empty texts and None mean: not known; a paragraph that needs them is left out.

    `organisation`: the recipient is addressed as 你单位, `several`: as 你们. `addressee`: whose name stands
    on the envelope, where it is not the recipient's. `attachments`: names of what the case sends along.
    `registered`: who entered the request, and when. `online_place`: where the applicant can act on the site.
    `letter_word`: 发文字, e.g. 云公开. `extended_until`: the due day after an extension.
    """

    agency_name: str
    recipient: str
    registry_number: str = ""
    received_on: date | None = None
    request_title: str = ""
    letter_word: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    website: str = ""
    online_place: str = ""
    office_hours: str = ""
    recipient_address: str = ""
    recipient_postcode: str = ""
    organisation: bool = False
    several: bool = False
    addressee: str = ""
    reconsideration_authority: str = ""
    court: str = ""
    online_reconsideration_url: str = ""
    by_internet: bool = False
    due_on: date | None = None
    extended_until: date | None = None
    attachments: tuple[str, ...] = ()
    applicant_name: str = ""
    applicant_kind: str = ""
    applicant_identity: str = ""
    applicant_contact: str = ""
    channel: str = ""
    submitted_on: date | None = None
    obtaining: str = ""
    dictated: str = ""
    registered: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The words for the placeholders; days in Chinese."""
        found: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                found[field.name] = ended(value)
            elif value is None or isinstance(value, date):
                found[field.name] = chinese_day(value)
        return found | {"you": PERSONS if self.several else ORGANISATION if self.organisation else PERSON}


SETTING_WORDS = frozenset(Setting("", "").words)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the case says about a letter. Empty texts and None are not compared.

    `day`: the day of the act that the letter carries out. `article`: what the case gives as the legal ground.
    `recipient`: where it is not the applicant (a third party, an agency). `private`: what must not come to
    light in a letter to others (phone, identity number, address). `draft`: the number is not given yet.
    `late_recorded`: that the reply is late is on record, and it still has to go out.
    """

    received_on: date | None = None
    outcome: str = ""
    article: str = ""
    applicant_name: str = ""
    recipient: str = ""
    registry_number: str = ""
    request_title: str = ""
    agency_name: str = ""
    letter_word: str = ""
    due_on: date | None = None
    day: date | None = None
    attachments: tuple[str, ...] = ()
    by_internet: bool = False
    reconsideration_authority: str = ""
    court: str = ""
    online_reconsideration_url: str = ""
    private: tuple[str, ...] = ()
    draft: bool = False
    late_recorded: bool = False

    @property
    def words(self) -> dict[str, str]:
        """The words that must stand in the letter as the case has them."""
        found = {
            "received_on": chinese_day(self.received_on),
            "due_on": chinese_day(self.due_on),
            "registry_number": self.registry_number,
            "request_title": ended(self.request_title),
            "agency_name": self.agency_name,
            "reconsideration_authority": self.reconsideration_authority,
            "court": self.court,
            "online_reconsideration_url": self.online_reconsideration_url,
        }
        return {name: word for name, word in found.items() if word}
