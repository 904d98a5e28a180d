"""Does what was stored under the former key stay readable, and does it come under the new one?"""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from gongkai_web import identity, vault
from gongkai_web.apply import codes
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.cases.queries import position_in_month
from tests.people import receive
from tests.web.audit.test_record import sql
from tests.web.cases.test_identity import NUMBER, ask
from tests.web.corrections.test_corrections import asked

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
    acts = AuditLine.objects.filter(act="cases.reencrypt_applicants").values_list("detail", flat=True)
    assert list(acts) == [{"count": 1}]


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
