"""Is every tampering found that somebody with the database alone can do, and is it named?"""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from gongkai.errors import GongkaiError
from gongkai_web import identity
from gongkai_web.agencies import actions as agencies
from gongkai_web.annual import actions as annual
from gongkai_web.audit import queries
from gongkai_web.audit.actions import anchor, seal
from gongkai_web.audit.models import COMMON, HASHED, AuditLine, chain_of, digest
from gongkai_web.audit.verify import verify
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Event
from gongkai_web.files import actions as files
from gongkai_web.holidays.actions import enter_notice
from gongkai_web.publishing.actions import end_document, issue_document
from tests.people import FOUNDED, receive
from tests.web.annual.test_file import JANUARY, file_it, ready
from tests.web.audit.test_record import lines, sql
from tests.web.corrections.test_corrections import asked, decided
from tests.web.documents.confirmed import confirmed
from tests.web.holidays.test_notice import NOTICE

pytestmark = pytest.mark.slow

__all__ = ["ready"]

DAY = date(2024, 3, 1)


def faults() -> list[tuple]:
    return [(one.kind, one.chain, one.place) for one in verify().faults]


def row(statement: str, *values) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def said() -> str:
    return "\n".join(one.sentence for one in verify().faults)


# – the lines themselves


@pytest.mark.parametrize(
    ("statement", "kind", "place"),
    [
        ("UPDATE audit_auditline SET actor_name = '陌生人' WHERE place = 2", "changed", 2),
        ("UPDATE audit_auditline SET reason = '补写' WHERE place = 3", "changed", 3),
        ("UPDATE audit_auditline SET chain = 'agency-9' WHERE place = 4", "truncated", 4),
        ("DELETE FROM audit_auditline WHERE place = 2", "missing", 2),
        ("DELETE FROM audit_auditline WHERE place = 1", "missing", 1),
        ("DELETE FROM audit_auditline WHERE place = 4", "truncated", 4),
        ("DELETE FROM audit_auditline", "truncated", 1),
        ("UPDATE audit_audithead SET count = 3", "truncated", 3),
        ("UPDATE audit_audithead SET seal = substr(seal, 2) || 'x'", "forged", 4),
        ("UPDATE audit_auditline SET seal = '' WHERE place = 3", "unsealed", 3),
        ("DELETE FROM audit_audithead", "headless", 4),
    ],
)
def test_tampering_is_found_and_named(db, statement, kind, place):
    lines(4)
    sql(statement)
    assert (kind, COMMON, place) in faults()
    assert f"链 common 第 {place} 条" in said()


def test_two_lines_that_changed_places_are_found(db):
    lines(4)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        sql(f"UPDATE audit_auditline SET place = {new} WHERE place = {old}")
    assert faults() == [("changed", COMMON, 2)]


def test_a_line_that_was_moved_among_those_of_other_chains_is_found(db):
    lines(3)
    sql("UPDATE audit_auditline SET position = position + 9 WHERE place = 1")
    assert faults() == [("reordered", COMMON, 2)]


def test_a_line_rewritten_with_its_hash_and_all_that_follow_has_no_seal(db):
    """The chain of version 0.1 could be counted anew from any line on; without the key this one cannot."""
    lines(4)
    previous = AuditLine.objects.get(place=2).hash
    for place in (3, 4):
        line = AuditLine.objects.values("chain", "place", *HASHED).get(place=place)
        found = digest({**line, "reason": "补写"}, previous)
        sql(
            f"UPDATE audit_auditline SET reason = '补写', previous_hash = '{previous}', hash = '{found}'"
            f" WHERE place = {place}"
        )
        previous = found
    sql(f"UPDATE audit_audithead SET hash = '{previous}'")
    assert faults() == [("unsealed", COMMON, 3)]
    assert "不是本系统写的" in said()


@pytest.mark.parametrize(("place", "found"), [(2, []), (3, [("unsealed", COMMON, 3)])])
def test_under_a_new_key_one_line_vouches_for_those_found_whole_and_for_no_other(db, place, found):
    lines(4)
    seal(sound={COMMON: 2}, reason="换密钥")
    sql(f"UPDATE audit_auditline SET seal = '' WHERE place = {place}")
    assert [one for one in faults() if one[0] == "unsealed"] == found


def test_a_cut_tail_with_an_end_made_to_match_is_found(db):
    lines(4)
    sql("DELETE FROM audit_auditline WHERE place > 2")
    sql("UPDATE audit_audithead SET count = 2, hash = (SELECT hash FROM audit_auditline WHERE place = 2)")
    assert faults() == [("forged", COMMON, 2)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL 的 jsonb 里一个名字只有一个值")
def test_a_name_put_twice_into_the_text_of_a_line_is_found(db):
    lines(2)
    sql("""UPDATE audit_auditline SET detail = '{"n": 7, "n": 2}' WHERE place = 2""")
    assert faults() == [("changed", COMMON, 2)]


# – chains that are gone, cut back or swapped for an older state


def test_an_emptied_trail_is_not_sound_while_there_is_anything_it_spoke_of(town):
    receive(town, DAY)
    assert verify().sound
    sql("DELETE FROM audit_auditline")
    sql("DELETE FROM audit_audithead")
    found = verify()
    assert not found.sound
    assert found.count == 0
    assert "办理事项" in {one.ledger for one in found.faults}


def test_the_emptied_chain_of_an_agency_is_missed(town):
    name = chain_of(town.county.pk)
    sql(f"DELETE FROM audit_auditline WHERE chain = '{name}'")
    sql(f"DELETE FROM audit_audithead WHERE chain = '{name}'")
    assert ("lost", name, None) in faults()
    assert f"链 {name}：整条链不见了" in said()


def test_a_chain_put_back_to_an_older_true_end_does_not_fit_the_anchor(town):
    """Whoever kept an old copy of the end has a seal that is good; the anchor of the day knows more."""
    name = chain_of(town.district.pk)
    old = AuditLine.objects.filter(chain=name).order_by("place").last()
    head = row("SELECT count, hash, seal FROM audit_audithead WHERE chain = %s", name)
    agencies.set_particulars(by=town.operator, agency=town.district, day=DAY, phone="0000-0000000")
    anchor()
    sql(f"DELETE FROM audit_auditline WHERE chain = '{name}' AND place > {old.place}")
    sql(
        f"UPDATE audit_audithead SET count = {head[0]}, hash = '{head[1]}', seal = '{head[2]}'"
        f" WHERE chain = '{name}'"
    )
    assert faults()[0] == ("anchored", name, old.place + 1)


def test_a_chain_that_nobody_opened_is_foreign(db):
    lines(2)
    sql("UPDATE audit_auditline SET chain = 'agency-9', place = 1 WHERE place = 2")
    assert ("foreign", "agency-9", None) in faults()


# – what was noted down outside


def test_noted_ends_hold_as_the_chains_grow_and_not_when_all_is_put_back(town, tmp_path, capsys):
    note = tmp_path / "链尾.txt"
    call_command("audit_heads")
    note.write_text(capsys.readouterr().out, encoding="utf-8")
    receive(town, DAY)
    call_command("audit_verify", expect=str(note))
    assert "审计记录完整" in capsys.readouterr().out
    later = queries.written(queries.heads())
    note.write_text("\n".join(later), encoding="utf-8")
    name = chain_of(town.district.pk)
    assert verify({name: queries.noted(later, "")[name]}).sound
    sql(f"DELETE FROM audit_auditline WHERE chain = '{name}' AND place > 2")
    with pytest.raises(SystemExit) as ended:
        call_command("audit_verify", expect=str(note))
    assert ended.value.code == 1


def test_an_installation_put_back_as_a_whole_is_known_by_the_noted_line_alone(db, capsys):
    lines(2)
    call_command("audit_anchor")
    noted = queries.noted([capsys.readouterr().out], "")
    assert verify(noted).sound
    sql("DELETE FROM audit_auditline")
    sql("DELETE FROM audit_audithead")
    assert verify().sound  # nothing is left that could contradict: that is what the noted line is for
    assert [(one.kind, one.chain) for one in verify(noted).faults] == [("lost", "anchor")]


def test_another_hash_at_a_noted_place_is_found(db):
    lines(3)
    noted = {COMMON: queries.End(2, "f" * 64)}
    assert [(one.kind, one.place) for one in verify(noted).faults] == [("expected", 2)]


@pytest.mark.parametrize("text", ["common 12", "common x " + "0" * 64, "common 12 abc", ""])
def test_a_note_that_cannot_be_read_is_told_with_its_line(text):
    with pytest.raises(GongkaiError, match="抄件"):
        queries.noted([text], "抄件")


def test_a_note_that_is_not_there_is_a_sentence(db, tmp_path):
    with pytest.raises(GongkaiError, match="请核对路径"):
        call_command("audit_verify", expect=str(tmp_path / "没有"))


# – what the lines speak of


def stored(town, case):
    """What 李强 found and means to give to 王芳."""
    return files.store_file(
        agency=town.district,
        owner=f"cases.Case:{case.pk}",
        purpose="information",
        upload_name="方案.txt",
        content="补偿方案".encode(),
        by=town.li_qiang,
        day=DAY,
    )


def around(town):
    """The particulars of an agency, a notice of days off, a document that ended."""
    agencies.set_particulars(
        by=town.operator, agency=town.district, day=DAY, reconsideration_authority="示范市人民政府"
    )
    enter_notice(by=town.zhou_jie, day=date(2026, 11, 20), **NOTICE)
    document = issue_document(
        by=town.li_qiang,
        agency=town.district,
        kind="normative_document",
        title="云溪区征地补偿办法",
        number="云政规〔2024〕1号",
        issued_on=DAY,
    )
    confirmed(town, document)
    end_document(by=town.li_qiang, document=document, day=date(2024, 6, 1), ending="repealed")
    issue_document(
        by=town.li_qiang,
        agency=town.district,
        kind="normative_document",
        title="云溪区公共停车泊位管理办法",
        issued_on=date(2024, 5, 6),
    )
    decided(town, asked(town, id_kind="resident_id", id_number="11010519491231002X"))


@pytest.fixture
def office(ready):
    """One of each: a case with an answer, a file, a filed and published report, a term that ended."""
    cases.set_applicant(
        case=ready.case,
        by=ready.li_qiang,
        day=DAY,
        position=1,
        given=cases.ApplicantGiven(
            "王芳", phone="0000-0000000", id_kind="resident_id", id_number="11010519491231002X"
        ),
        reason="补电话和证件",
    )
    around(ready)
    stored(ready, ready.case)
    annual.release_report(by=ready.sun_li, filing=file_it(ready), day=JANUARY)
    term = agencies.appoint(
        by=ready.operator,
        person=ready.he_jing,
        agency=ready.bureau,
        role="officer",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    agencies.end_office(by=ready.operator, office=term, until=date(2020, 1, 1), reason="调离")
    return ready


def test_what_the_office_did_is_as_its_lines_say(office):
    found = verify()
    assert found.sentence.startswith("审计记录完整")
    assert found.compared == 39


EVENT = (
    "INSERT INTO cases_event (case_id, position, place, kind, day, data, person_id, person_name, recorded_at)"
    " SELECT case_id, 99, 99, 'served', '2024-03-21', '{}', person_id, person_name, recorded_at"
    " FROM cases_event WHERE kind = 'replied'"
)
DECISION = (
    "INSERT INTO annual_filingdecision"
    " (filing_id, step, role, person_id, approved, note, content_hash, day, at)"
    " SELECT filing_id, 1, 'head', person_id, approved, note, content_hash, day, at"
    " FROM annual_filingdecision"
)
NOTICE_OF_DAYS = (
    "INSERT INTO holidays_holidaynotice"
    " (year, number, spans, work, amends, person_id, person_name, entered_at)"
    " SELECT 2028, number, spans, work, amends, person_id, person_name, entered_at"
    " FROM holidays_holidaynotice"
)
TERM = (
    "INSERT INTO agencies_office (person_id, agency_id, role, since)"
    " SELECT person_id, agency_id, 'head', since FROM agencies_office"
    " WHERE role = 'officer' AND until IS NULL ORDER BY id LIMIT 1"
)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE cases_event SET data = replace(CAST(data AS text), 'granted', 'denied_state_secret')"
            "{json} WHERE kind = 'replied'",
            r"办理事项 \d+（data）：与操作记录不同",
        ),
        ("UPDATE cases_event SET day = '2024-03-19' WHERE kind = 'replied'", r"办理事项 \d+（day）"),
        ("UPDATE cases_event SET place = 0 WHERE kind = 'replied'", r"办理事项 \d+（place）"),
        (
            "UPDATE cases_event SET person_name = '赵敏' WHERE kind = 'replied'",
            r"办理事项 \d+（person_name）",
        ),
        ("DELETE FROM cases_event WHERE kind = 'replied'", r"办理事项 \d+：有操作记录而本身不见了"),
        (EVENT, r"办理事项 \d+：没有写入它的操作记录"),
        ("UPDATE cases_case SET number = 7", r"申请件 \d+（number）"),
        ("UPDATE cases_case SET agency_id = (SELECT max(id) FROM agencies_agency)", r"申请件 \d+（agency）"),
        ("UPDATE cases_case SET applicant_name = '张伟'", r"申请件 \d+（columns）"),
        ("UPDATE cases_case SET outcome = 'not_held'", r"申请件 \d+（columns）"),
        ("UPDATE cases_applicant SET name = '张伟'", r"申请件 \d+（applicants）"),
        ("DELETE FROM cases_applicant", r"申请件 \d+（applicants）"),
        (
            "UPDATE annual_filing SET document = replace(CAST(document AS text), ': 1', ': 1268'){json}",
            r"年报定稿 \d+（digest）",
        ),
        ("UPDATE annual_filing SET title = '另一个标题'", r"年报定稿 \d+（title）"),
        ("UPDATE annual_filing SET filed_on = '2025-01-02'", r"年报定稿 \d+（day）"),
        (r"""UPDATE annual_filing SET basis = '{"rules": {}}'{json}""", r"年报定稿 \d+（basis）"),
        ("UPDATE annual_filing SET basis = '{}'{json}", r"年报定稿 \d+（basis）"),
        ("DELETE FROM annual_release", r"年报公布 \d+：有操作记录而本身不见了"),
        ("UPDATE annual_release SET released_on = '2025-01-10'", r"年报公布 \d+（day）"),
        (TERM, r"任期 \d+：没有写入它的操作记录"),
        ("UPDATE agencies_office SET until = NULL", r"任期 \d+（until）"),
        ("UPDATE agencies_office SET role = 'head' WHERE role = 'officer'", r"任期 \d+（role）"),
        (
            "UPDATE agencies_person SET is_superuser = true WHERE username = 'stranger'",
            r"人员 \d+（superuser）",
        ),
        (
            "UPDATE agencies_person SET display_name = '张伟' WHERE username = 'sunli'",
            r"人员 \d+（display_name）",
        ),
        (
            "UPDATE annual_filingdecision SET person_id = (SELECT max(id) FROM agencies_person)",
            r"年报审核 \d+（person）",
        ),
        ("UPDATE annual_filingdecision SET role = 'officer'", r"年报审核 \d+（role）"),
        ("UPDATE annual_filingdecision SET content_hash = 'x'", r"年报审核 \d+（content_hash）"),
        ("UPDATE annual_filingdecision SET day = '2025-01-10'", r"年报审核 \d+（day）"),
        ("DELETE FROM annual_filingdecision", r"年报审核 \d+：有操作记录而本身不见了"),
        (DECISION, r"年报审核 \d+：没有写入它的操作记录"),
        (
            "UPDATE holidays_holidaynotice"
            " SET spans = replace(CAST(spans AS text), '2027-02', '2027-03'){json}",
            r"放假通知 \d+（spans）",
        ),
        ("UPDATE holidays_holidaynotice SET number = '国办发明电〔2026〕99号'", r"放假通知 \d+（number）"),
        ("UPDATE holidays_holidaynotice SET year = 2028", r"放假通知 \d+（year）"),
        (
            "UPDATE holidays_holidaynotice SET agency_id = (SELECT max(id) FROM agencies_agency)",
            r"放假通知 \d+（agency）",
        ),
        ("DELETE FROM holidays_holidaynotice", r"放假通知 \d+：有操作记录而本身不见了"),
        (NOTICE_OF_DAYS, r"放假通知 \d+：没有写入它的操作记录"),
        (
            "UPDATE agencies_particulars SET reconsideration_authority = '云溪区人民政府'",
            r"机关情况 \d+（reconsideration_authority）",
        ),
        ("UPDATE agencies_particulars SET court = '云溪区人民法院'", r"机关情况 \d+（court）"),
        ("UPDATE agencies_particulars SET unopened_days = 90", r"机关情况 \d+（unopened_days）"),
        ("DELETE FROM agencies_particulars", r"机关情况 \d+：有操作记录而本身不见了"),
        (
            "INSERT INTO agencies_agencyname (agency_id, name, since)"
            " SELECT agency_id, '云溪区办公室', '2024-01-01' FROM agencies_agencyname ORDER BY id LIMIT 1",
            r"机关名称 \d+ 2024-01-01：没有写入它的操作记录",
        ),
        ("UPDATE agencies_agencyname SET name = '云溪区办公室'", r"机关名称 \d+ \d{4}-\d\d-\d\d（name）"),
        (
            "UPDATE corrections_correctionevent"
            " SET data = replace(CAST(data AS text), 'corrected', 'refused'){json} WHERE kind = 'decided'",
            r"更正办理事项 \d+（data）",
        ),
        ("UPDATE corrections_correctionevent SET day = '2026-03-03'", r"更正办理事项 \d+（day）"),
        ("DELETE FROM corrections_correctionevent", r"更正办理事项 \d+：有操作记录而本身不见了"),
        ("UPDATE corrections_recordcorrection SET decision = 'refused'", r"更正申请 \d+（columns）"),
        ("UPDATE corrections_recordcorrection SET number = 7", r"更正申请 \d+（number）"),
        ("UPDATE corrections_recordcorrection SET id_digest = 'x'", r"更正申请 \d+（id_cipher）"),
        ("UPDATE publishing_normativedocument SET title = '另一个标题'", r"规章和规范性文件 \d+（title）"),
        ("UPDATE publishing_normativedocument SET ended_on = NULL", r"规章和规范性文件 \d+（ended_on）"),
        ("UPDATE publishing_normativedocument SET voided = true", r"规章和规范性文件 \d+（voided）"),
        (
            "DELETE FROM publishing_normativedocument WHERE ended_on IS NULL",
            r"规章和规范性文件 \d+：有操作记录而本身不见了",
        ),
        ("DELETE FROM publishing_documentchange", r"规章和规范性文件 \d+（changes、causes）"),
        ("UPDATE publishing_documentchange SET day = '2024-05-31'", r"规章和规范性文件 \d+（changes）"),
        ("UPDATE agencies_person SET username = 'sunli2' WHERE username = 'sunli'", r"人员 \d+（username）"),
        (
            "UPDATE agencies_agency SET supervisor_id = (SELECT max(id) FROM agencies_agency)"
            " WHERE slug = 'yunxi'",
            r"机关 \d+（supervisor）",
        ),
        (f"UPDATE files_storedfile SET sha256 = '{'0' * 64}'", r"文件 \d+（sha256）"),
        ("UPDATE files_storedfile SET public = true", r"文件 \d+（public）"),
        ("DELETE FROM files_storedfile", r"文件 \d+：有操作记录而本身不见了"),
    ],
)
def test_what_was_changed_around_the_program_is_named(office, statement, sentence):
    json = "::jsonb" if connection.vendor == "postgresql" else ""
    sql(statement.replace("{json}", json))
    found = verify()
    assert not found.sound
    assert re.search(sentence, found.sentence), found.sentence


@pytest.mark.parametrize("number", ["", "110101199003078515"])
def test_another_number_under_the_same_digest_is_named(office, number):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_applicant SET id_cipher = %s", [identity.encrypt(number)])
    found = verify()
    assert [(one.ledger, one.fields) for one in found.faults] == [("申请件", ("id_cipher",))]


def test_a_number_that_no_key_opens_is_named(office):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_applicant SET id_cipher = %s", [b"gAAAA"])
    assert "（id_cipher）" in said()


def test_terms_end_with_their_agency_by_the_line_of_its_closing(office):
    agencies.close_agency(by=office.operator, agency=office.county, day=date(2025, 2, 1), reason="机构改革")
    agencies.rename_agency(
        by=office.operator, agency=office.bureau, name="云溪区自然资源局", day=date(2025, 2, 1), reason="更名"
    )
    assert verify().sentence.startswith("审计记录完整")
    sql(f"UPDATE agencies_office SET until = '2030-01-01' WHERE agency_id = {office.county.pk}")
    assert "（until）" in said()


def test_what_was_voided_and_replaced_is_told_too(office):
    reply = Event.objects.get(case=office.case, kind="replied")
    cases.void_event(
        case=office.case, by=office.li_qiang, event=reply, day=date(2024, 3, 22), reason="登错了件"
    )
    assert verify().sentence.startswith("审计记录完整")


def test_of_many_faults_the_first_are_printed_and_the_rest_counted(office):
    sql("DELETE FROM audit_auditline")
    sql("DELETE FROM audit_audithead")
    found = verify()
    assert len(found.sentence.splitlines()) == 22
    assert f"还有 {len(found.faults) - 20} 处" in found.sentence
