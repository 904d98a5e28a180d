"""Does what was stored under the former key stay readable, and does it come under the new one?"""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from gongkai_web import identity, turns, vault
from gongkai_web.apply import codes
from gongkai_web.audit import actions as trail
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.cases.actions import reencrypt
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.cases.queries import position_in_month
from gongkai_web.corrections import actions as corrections
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.letters import actions as letters
from gongkai_web.letters.models import Letter
from tests.hindered import SQLITE, locked
from tests.people import found_town, receive
from tests.web.audit.test_record import sql
from tests.web.cases.test_identity import NUMBER, ask
from tests.web.corrections.test_corrections import asked
from tests.web.letters.written import SEPTEMBER, furnish, sent

DAY = date(2024, 3, 1)
ROOM, PURPOSE = "rooms", "secrets"


def test_one_key_gives_each_room_and_purpose_another():
    given = {vault.derived("key", room, purpose) for room in ("a", "b") for purpose in ("a", "b")}
    assert len(given) == 4
    assert vault.digest("key", "a", "b", "王芳") != vault.digest("other", "a", "b", "王芳")


def test_what_was_sealed_under_a_former_key_opens_and_under_a_lost_one_does_not():
    sealed = vault.encrypt(("old",), ROOM, PURPOSE, b"secret")
    assert vault.decrypt(("new", "old"), ROOM, PURPOSE, sealed) == b"secret"
    with pytest.raises(vault.LockedError, match="请恢复原来的密钥"):
        vault.decrypt(("new",), ROOM, PURPOSE, sealed)
    with pytest.raises(vault.LockedError):
        vault.decrypt(("old",), ROOM, "another purpose", sealed)


def test_after_the_change_every_number_is_under_the_new_key_alone(town, settings):
    case, correction = ask(town), asked(town, id_kind="resident_id", id_number=NUMBER)
    settings.IDENTITY_KEYS = ("new", *settings.IDENTITY_KEYS)
    call_command("reencrypt")
    settings.IDENTITY_KEYS = ("new",)
    assert identity.decrypt(case.applicants.get().id_cipher) == NUMBER
    correction.refresh_from_db()
    assert identity.decrypt(correction.id_cipher) == NUMBER
    again = ask(town)
    assert again.applicant_key == Case.objects.get(pk=case.pk).applicant_key
    assert position_in_month(again) == 2
    lines = AuditLine.objects.filter(act=reencrypt.RESEALED, agency_id=town.district.pk)
    assert [line.detail["numbers"] for line in lines] == [1]


def test_the_trail_is_whole_before_the_change_during_it_and_after_it_without_the_former_key(town, settings):
    ask(town)
    former = settings.IDENTITY_KEYS
    settings.IDENTITY_KEYS = ("new", *former)
    assert verify().sound
    receive(town, DAY)  # before anybody brought anything under the new key
    call_command("reencrypt")
    receive(town, DAY)
    for keys in (("new", *former), ("new",)):
        settings.IDENTITY_KEYS = keys
        assert verify().sentence.startswith("审计记录完整")
    receive(town, DAY)
    settings.IDENTITY_KEYS = ("newer", "new")
    call_command("reencrypt")
    settings.IDENTITY_KEYS = ("newer",)
    assert verify().sentence.startswith("审计记录完整")
    sql("UPDATE cases_applicant SET name = '张伟' WHERE id = (SELECT min(id) FROM cases_applicant)")
    assert "（applicants）" in verify().sentence


def test_what_was_forged_before_the_change_is_not_made_good_by_it(town, settings):
    case = ask(town)
    sql("UPDATE cases_applicant SET name = '张伟'")
    sql("UPDATE audit_auditline SET seal = '' WHERE chain = 'common' AND place = 3")
    former = settings.IDENTITY_KEYS
    settings.IDENTITY_KEYS = ("new", *former)
    with pytest.raises(CommandError, match="没有改动任何一件"):
        call_command("reencrypt")
    call_command("reencrypt", unsound=True)
    settings.IDENTITY_KEYS = ("new",)
    found = {(one.kind, one.ledger or one.chain, one.key or one.place) for one in verify().faults}
    assert found == {("unsealed", "common", 3), ("differs", "申请件", str(case.pk))}


def test_where_a_key_is_missing_nothing_is_changed(town, settings):
    ask(town)
    before = list(Applicant.objects.values_list("id_cipher", "id_digest"))
    settings.IDENTITY_KEYS = ("new",)
    with pytest.raises(CommandError, match="请恢复数据目录里的 identity_key。没有改动任何一件"):
        call_command("reencrypt")
    assert list(Applicant.objects.values_list("id_cipher", "id_digest")) == before


class Cut(BaseException):
    """The machine goes down."""


@pytest.fixture
def small_batches(monkeypatch):
    for module in (reencrypt, corrections, trail):
        monkeypatch.setattr(module, "_BATCH", 2)


def under(key) -> list[bool]:
    """Of each number, whether that key opens it."""
    ciphers = Applicant.objects.order_by("pk").values_list("id_cipher", flat=True)
    with override_settings(IDENTITY_KEYS=(key,)):
        return [identity.is_under_present_key(one) for one in ciphers]


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_others_read_and_write_between_two_batches(settings, monkeypatch, small_batches):
    town, seen = found_town(), []
    for _ in range(5):
        ask(town)
    settings.IDENTITY_KEYS = ("new", *settings.IDENTITY_KEYS)

    def somebody_writes():
        with locked():  # another connection has the lock at once
            seen.append((sum(under("new")), verify().sound))
        ask(town)  # and we register

    monkeypatch.setattr(turns, "give_way", somebody_writes)
    call_command("reencrypt")
    between_cases = [(2, True), (5, True)]
    assert seen[:2] == between_cases
    assert len(seen) > len(between_cases)  # between the chains, too
    settings.IDENTITY_KEYS = ("new",)
    assert verify().sentence.startswith("审计记录完整")
    assert all(under("new"))


@pytest.mark.django_db(transaction=True)
def test_what_was_cut_off_is_whole_and_goes_on_where_it_was(settings, monkeypatch, small_batches):
    town, former = found_town(), settings.IDENTITY_KEYS
    for _ in range(5):
        ask(town)
    asked(town, id_kind="resident_id", id_number=NUMBER)
    settings.IDENTITY_KEYS = ("new", *former)

    def cut():
        raise Cut

    with monkeypatch.context() as planted:
        planted.setattr(turns, "give_way", cut)
        with pytest.raises(Cut):
            call_command("reencrypt")
    assert under("new") == [True, True, False, False, False]
    assert verify().sound
    done = Applicant.objects.order_by("pk").values_list("id_cipher", flat=True)[:2]
    before = [bytes(one) for one in done]
    monkeypatch.setattr(turns, "give_way", lambda: None)
    call_command("reencrypt")
    assert [bytes(one) for one in done.all()] == before
    told = AuditLine.objects.filter(act=reencrypt.RESEALED, agency_id=town.district.pk).order_by("place")
    assert [line.detail["numbers"] for line in told] == [2, 2, 1]
    assert [len(line.detail["applicants"]) for line in told] == [2, 2, 1]
    settings.IDENTITY_KEYS = ("new",)
    assert verify().sentence.startswith("审计记录完整")


def test_back_under_a_key_that_was_used_before_everything_is_vouched_for_again(town, settings):
    case, (first,) = ask(town), settings.IDENTITY_KEYS
    for keys in ((first,), ("second", first), (first, "second")):
        settings.IDENTITY_KEYS = keys
        call_command("reencrypt")
    settings.IDENTITY_KEYS = (first,)
    assert verify().sentence.startswith("审计记录完整")
    assert identity.decrypt(case.applicants.get().id_cipher) == NUMBER


def test_where_the_number_of_a_correction_cannot_be_opened_nothing_is_changed(town, settings):
    ask(town)
    correction = asked(town, id_kind="resident_id", id_number=NUMBER)
    with override_settings(IDENTITY_KEYS=("lost",)):
        RecordCorrection.objects.filter(pk=correction.pk).update(id_cipher=identity.encrypt(NUMBER))
    settings.IDENTITY_KEYS = ("new", *settings.IDENTITY_KEYS)
    with pytest.raises(CommandError, match="没有改动任何一件"):
        call_command("reencrypt")
    assert under("new") == [False]


def test_a_code_handed_out_under_a_former_key_is_still_known(settings):
    code, key = codes.new_code(), codes.new_submission_key()
    stored, derived = codes.digest(code), codes.code_of(key)
    settings.IDENTITY_KEYS = ("new", *settings.IDENTITY_KEYS)
    assert codes.digest(code) != stored
    assert stored in codes.digests(code)
    assert derived in codes.codes_of(key)
    assert codes.is_submission_key(key)


def test_a_code_of_version_0_1_is_still_known(settings):
    settings.IDENTITY_KEYS = ("k" * 20,)
    # As 0.1 stored the code 3467-9ACD-EFGH under this key.
    assert "11af5e5914914578d2b6ed57bb60bf91ad481f6bc8d02be74649c9397c2282bb" in codes.digests(
        "3467-9ACD-EFGH"
    )


def test_words_that_a_line_vouches_for_are_held_against_it_under_the_new_key_too(town, settings):
    furnish(town)
    correction = asked(town, SEPTEMBER)
    letter = sent(town, receive(town, date(2024, 9, 2)), "L12", "reply")
    letters.serve(
        letter=letter, by=town.li_qiang, day=SEPTEMBER, service=letters.Service("王芳", place="云溪路1号")
    )
    settings.IDENTITY_KEYS = ("new", *settings.IDENTITY_KEYS)
    call_command("reencrypt")
    settings.IDENTITY_KEYS = ("new",)
    assert verify().sound
    lines = AuditLine.objects.filter(act__endswith=".vouch_again")
    assert sorted(lines.values_list("subject", flat=True)) == ["letters.Letter", "records.RecordCorrection"]
    call_command("reencrypt")
    assert lines.count() == 2
    Letter.objects.filter(pk=letter.pk).update(place="别处")
    RecordCorrection.objects.filter(pk=correction.pk).update(claim="另一句话")
    assert {(fault.ledger, fault.fields) for fault in verify().faults} == {
        ("文书", ("place",)),
        ("更正申请", ("words",)),
    }


def test_what_was_changed_past_the_program_is_not_vouched_for_anew(town, settings):
    correction = asked(town, SEPTEMBER)
    RecordCorrection.objects.filter(pk=correction.pk).update(claim="另一句话")
    settings.IDENTITY_KEYS = ("new", *settings.IDENTITY_KEYS)
    call_command("reencrypt", unsound=True)
    assert {fault.ledger for fault in verify().faults} == {"更正申请"}
