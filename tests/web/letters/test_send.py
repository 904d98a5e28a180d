"""Is nothing sealed, sent or served that disagrees with the case; and does the case know what was sent?"""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from gongkai_web.agencies import actions as agencies
from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.errors import OnPaperOnly, Refused
from gongkai_web.files import actions as files
from gongkai_web.files.models import StoredFile
from gongkai_web.letters import actions, content, queries
from gongkai_web.letters.actions import Service
from gongkai_web.letters.checks import Blocked, faults
from gongkai_web.letters.models import Letter
from tests.web.letters.written import (
    SEPTEMBER,
    consulted,
    drafted,
    furnish,
    issued,
    posted,
    scan_of,
    sealed,
    sent,
    submitted,
)

pytestmark = pytest.mark.slow

NEXT = date(2024, 9, 11)
BY_HERSELF = Service("王芳", "本人", "示范市云溪区云溪路8号")


def codes(letter, **more):
    return {one.code for one in faults(letter, **more)}


def served(town, letter, day=NEXT, service=BY_HERSELF):
    return actions.serve(letter=letter, by=town.li_qiang, day=day, service=service)


def information(town, case, name="补偿方案.txt", purpose="information"):
    return files.store_file(
        agency=town.district,
        owner=f"cases.Case:{case.pk}",
        purpose=purpose,
        upload_name=name,
        content=f"{name}的内容".encode(),
        by=town.li_qiang,
        day=SEPTEMBER,
    )


# – the whole way


def test_a_reply_is_sealed_posted_and_served_and_the_case_knows(office, case):
    letter = served(office, posted(office, sealed(office, issued(office, case, "L12"))))
    now = current(case)
    assert (letter.status, now.status) == ("served", "served")
    assert (now.dispatched_on, now.served_on) == (SEPTEMBER, NEXT)
    event = case.events.get(kind="dispatched")
    assert event.data == {"way": "post", "number": "1234567890123"}
    assert case.events.get(kind="served").data["receiver"] == "王芳"


def test_a_second_reply_is_dispatched_and_served_as_such(office, case):
    served(office, posted(office, sealed(office, issued(office, case, "L12"))))
    later = date(2024, 9, 20)
    letter = sealed(office, issued(office, case, "L24", "reply_again", later), later)
    letter = posted(office, letter, later)
    served(office, letter, later)
    now = current(case)
    assert (now.dispatched_on, now.again_dispatched_on, now.again_served_on) == (SEPTEMBER, later, later)


def test_a_correction_notice_is_served_and_its_term_runs(office, case):
    letter = posted(office, sealed(office, issued(office, case, "P04", "ask_correction")))
    assert current(case).correction.served is None
    served(office, letter)
    assert current(case).correction.served == NEXT


def test_a_fee_notice_is_served(office, case):
    served(office, posted(office, sealed(office, issued(office, case, "P14", "decide_fee"))))
    assert current(case).fee_served_on == NEXT


@pytest.mark.parametrize(("code", "act"), [("P08", "ask_third_party"), ("P12", "ask_agency")])
def test_who_is_asked_is_served_under_the_number(office, case, code, act):
    served(office, posted(office, sealed(office, issued(office, case, code, act))))
    assert [one.served for one in current(case).open_consultations] == [NEXT]


def test_the_silence_of_an_agency_that_only_helps_is_no_consent(office, case):
    sent(office, case, "P13", "ask_agency")
    (asked,) = current(case).open_consultations
    assert not asked.co_producer
    assert case.events.get(kind="agency.asked").data["until"] == "2024-09-27"


def test_a_receipt_goes_out_without_the_seal(office, case):
    letter = issued(office, case, "P02", "other")
    letter = posted(office, letter, way="in_person", mail_kind="", number="")
    assert served(office, letter).status == "served"
    assert current(case).dispatched_on is None


def test_a_letter_to_the_applicant_is_theirs_to_read_once_it_has_left(office, case):
    asked = posted(office, sealed(office, issued(office, case, "P08", "ask_third_party")))
    letter = sealed(office, issued(office, case, "L12", day=NEXT), NEXT)
    assert list(queries.for_applicant(case)) == []
    posted(office, letter, NEXT)
    assert list(queries.for_applicant(case)) == [letter]
    assert list(queries.of_case(case)) == [asked, letter]


def test_what_was_entered_on_the_page_of_the_case_is_taken_over_on_its_day_only(office, case):
    letter = sealed(office, issued(office, case, "L12"))
    cases.dispatch(case=case, by=office.li_qiang, day=SEPTEMBER, way="post", number="1234567890123")
    with pytest.raises(Refused, match="2024-09-10 发出"):
        posted(office, letter, NEXT)
    letter = posted(office, letter)
    cases.serve(case=case, by=office.li_qiang, day=NEXT, way="post", receiver="王芳")
    assert served(office, letter).status == "served"
    assert case.events.filter(kind__in=("dispatched", "served")).count() == 2


# – the seal


def test_the_scan_is_the_letter_and_can_be_replaced_until_it_leaves(office, case):
    letter = issued(office, case, "L12")
    first = sealed(office, letter).sealed_file
    picture = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(picture, "PNG")
    letter = actions.seal(
        letter=letter, by=office.li_qiang, day=NEXT, upload_name="a.png", content=picture.getvalue()
    )
    first.refresh_from_db()
    assert (letter.sealed_file.name, first.withdrawn) == ("a.png", True)
    posted(office, letter, NEXT)
    with pytest.raises(Refused, match="已发出"):
        sealed(office, letter, NEXT)
    assert StoredFile.objects.filter(purpose="sealed_letter", withdrawn=False).count() == 1


def test_a_text_file_is_no_scan(office, case):
    letter = issued(office, case, "L12")
    with pytest.raises(Refused, match="不是 PDF 或者图片"):
        actions.seal(letter=letter, by=office.li_qiang, day=NEXT, upload_name="a.txt", content=b"sealed")
    letter.refresh_from_db()
    assert letter.status == "issued"


def test_nothing_is_sent_without_the_seal(office, case):
    with pytest.raises(Refused, match="待盖章"):
        posted(office, issued(office, case, "L12"))


def test_what_has_left_is_not_void_any_more(office, case):
    letter = posted(office, sealed(office, issued(office, case, "L12")))
    with pytest.raises(Refused, match="已经发出"):
        actions.void(letter=letter, by=office.li_qiang, day=NEXT, reason="写错了")


# – post and proof


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mail_kind": ""}, "邮政企业"),
        ({"mail_kind": "courier"}, "邮政企业"),
        ({"number": ""}, "邮件号码"),
        ({"number": "12-34"}, "邮件号码"),
        ({"way": "pigeon"}, "送达方式"),
    ],
)
def test_post_is_the_postal_enterprise_with_its_number(office, case, changes, said):
    letter = sealed(office, issued(office, case, "L12"))
    with pytest.raises(Refused, match=said):
        posted(office, letter, **changes)
    assert current(case).dispatched_on is None


def test_a_service_names_who_took_it_or_that_it_was_refused(office, case):
    letter = posted(office, sealed(office, issued(office, case, "L12")))
    with pytest.raises(Refused, match="签收人"):
        served(office, letter, service=Service())
    with pytest.raises(Refused, match="拒收的须写明情况"):
        served(office, letter, service=Service(refused=True))
    letter = served(office, letter, service=Service(refused=True, note="拒收，居委会见证"))
    assert letter.refused


def test_the_signed_proof_is_kept_beside_the_letter(office, case):
    letter = issued(office, case, "L12")
    with pytest.raises(Refused):
        actions.keep_proof(
            letter=letter, by=office.li_qiang, day=NEXT, upload_name="回证.pdf", content=scan_of(letter)
        )
    letter = posted(office, sealed(office, letter))
    letter = actions.keep_proof(
        letter=letter, by=office.li_qiang, day=NEXT, upload_name="回证.pdf", content=scan_of(letter)
    )
    assert letter.proof_file.purpose == "service_proof"
    slip = letter.proof_file
    letter = actions.keep_proof(
        letter=letter, by=office.li_qiang, day=NEXT, upload_name="签收页.txt", content="王芳签收".encode()
    )
    assert list(queries.proofs_of(letter)) == [slip, letter.proof_file]


def test_a_proof_that_is_refused_is_not_kept(office, case):
    letter = issued(office, case, "L12")
    with pytest.raises(Refused, match="收存送达凭证"):
        actions.keep_proof(
            letter=letter, by=office.li_qiang, day=NEXT, upload_name="回证.pdf", content=scan_of(letter)
        )
    assert not StoredFile.objects.filter(purpose="service_proof").exists()


def test_days_follow_each_other(office, case):
    letter = sealed(office, issued(office, case, "L12"))
    with pytest.raises(Refused, match="早于"):
        posted(office, letter, date(2024, 9, 9))
    letter = posted(office, letter, NEXT)
    with pytest.raises(Refused, match="早于"):
        served(office, letter, SEPTEMBER)


def test_a_late_dispatch_shows_its_flags_first(office, case):
    letter = sealed(office, issued(office, case, "L12"))
    late = date(2024, 12, 2)
    with pytest.raises(OnPaperOnly):
        posted(office, letter, late)
    assert posted(office, letter, late, on_paper=True).dispatched_on == late


# – a planted mismatch of each kind is found before the seal and before the dispatch


def replaced(office, case, letter, **changes):
    day = changes.pop("new_day", None)
    cases.replace_event(
        case=case, by=office.li_qiang, day=NEXT, event=letter.event, reason="核对", new_day=day, data=changes
    )


def plant_outcome(office, case, letter):
    replaced(office, case, letter, outcome="not_processed_duplicate", article="《条例》第三十六条第（六）项")


def plant_article(office, case, letter):
    replaced(office, case, letter, article="《条例》第三十八条")


def plant_date(office, case, letter):
    replaced(office, case, letter, new_day=date(2024, 9, 9))


def plant_applicant(office, case, letter):
    event = case.events.get(kind="submitted")
    cases.replace_event(
        case=case,
        by=office.li_qiang,
        day=NEXT,
        event=event,
        reason="姓名写错",
        data={"applicant_name": "王方"},
    )


def plant_receipt(office, case, letter):
    event = case.events.get(kind="confirmed")
    cases.replace_event(
        case=case, by=office.li_qiang, day=NEXT, event=event, reason="写错", new_day=date(2024, 9, 3)
    )


def plant_court(office, case, letter):
    furnish(office, court="示范市云溪区人民法院")


def plant_authority(office, case, letter):
    furnish(office, reconsideration_authority="示范省人民政府")


def plant_attachment(office, case, letter):
    letter.enclosures.add(information(office, case))


def plant_void(office, case, letter):
    cases.void_event(case=case, by=office.li_qiang, day=NEXT, event=letter.event, reason="登记错了")


def plant_number(office, case, letter):
    replaced(office, case, letter, letter_number="云公开〔2024〕99号")


def plant_text(office, case, letter):
    document = replace(content.document_of(letter), paragraphs=("您好。",))
    Letter.objects.filter(pk=letter.pk).update(document=content.as_json(document))


MISMATCHES = [
    (plant_outcome, "outcome-kind"),
    (plant_article, "article-case"),
    (plant_date, "date-not-act"),
    (plant_applicant, "recipient"),
    (plant_receipt, "received-day"),
    (plant_court, "remedy-court"),
    (plant_authority, "remedy-authority"),
    (plant_attachment, "attachment-missing"),
    (plant_void, "event-void"),
    (plant_number, "number-case"),
    (plant_text, "content"),
]


@pytest.mark.parametrize(("plant", "code"), MISMATCHES)
def test_a_mismatch_blocks_the_seal(office, case, plant, code):
    letter = issued(office, case, "L12")
    scan = scan_of(letter)
    plant(office, case, letter)
    letter.refresh_from_db()
    with pytest.raises(Blocked, match="不能登记盖章") as refused:
        actions.seal(letter=letter, by=office.li_qiang, day=NEXT, upload_name="a.pdf", content=scan)
    assert code in {one.code for one in refused.value.faults}
    letter.refresh_from_db()
    assert (letter.status, letter.sealed_file) == ("issued", None)


@pytest.mark.parametrize(("plant", "code"), MISMATCHES)
def test_a_mismatch_blocks_the_dispatch(office, case, plant, code):
    letter = sealed(office, issued(office, case, "L12"))
    plant(office, case, letter)
    letter.refresh_from_db()
    with pytest.raises(Blocked, match="不能发出") as refused:
        posted(office, letter, NEXT)
    assert code in {one.code for one in refused.value.faults}
    assert current(case).dispatched_on is None


def test_a_letter_without_faults_has_none(office, case):
    assert codes(issued(office, case, "L12")) == set()


def test_what_goes_over_the_internet_needs_the_channel_of_reconsideration(office, case):
    letter = sealed(office, issued(office, case, "L12"))
    with pytest.raises(Blocked) as refused:
        posted(office, letter, way="email")
    assert [one.code for one in refused.value.faults] == ["remedy-channel"]


def test_a_letter_made_for_the_internet_goes_over_it(office, case):
    letter = sealed(office, issued(office, case, "L12", way="email"))
    assert "https://fuyi.shifan.example/" in content.document_of(letter).text
    assert posted(office, letter, way="email", mail_kind="", number="").way == "email"


def test_a_remedy_that_was_taken_out_blocks(office, case):
    letter = drafted(office, case, "L12")
    paragraphs = content.document_of(letter).paragraphs
    actions.revise(letter=letter, by=office.li_qiang, day=SEPTEMBER, paragraphs=paragraphs, remedies=[])
    letter.refresh_from_db()
    assert "remedy-missing" in codes(letter)


def test_a_denial_that_offers_the_court_at_once_blocks(office, case):
    letter = drafted(office, case, "L09")
    document = content.document_of(letter)
    wrong = (
        "如不服本决定，可以自收到本决定之日起60日内向示范市人民政府申请行政复议，"
        "也可以自收到之日起6个月内依法向示范市中级人民法院提起行政诉讼。"
    )
    actions.revise(
        letter=letter,
        by=office.li_qiang,
        day=SEPTEMBER,
        paragraphs=document.paragraphs,
        remedies=[wrong],
    )
    letter.refresh_from_db()
    with pytest.raises(Blocked) as refused:
        actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    assert "remedy-direct-suit" in {one.code for one in refused.value.faults}


def test_a_new_due_day_since_the_draft_of_an_extension_blocks_its_issue(office, case):
    letter = submitted(office, case, "P06", "extend")
    event = case.events.get(kind="confirmed")
    cases.replace_event(
        case=case, by=office.li_qiang, day=SEPTEMBER, event=event, reason="写错", new_day=date(2024, 9, 4)
    )
    with pytest.raises(Blocked, match="重新生成"):
        actions.issue(letter=letter, by=office.sun_li, day=SEPTEMBER)


# – enclosures


def test_an_enclosed_file_is_listed_and_withdrawing_it_blocks(office, case):
    file = information(office, case)
    letter = issued(office, case, "L02", files=[file])
    assert content.document_of(letter).attachments == ("补偿方案",)
    files.withdraw_file(by=office.li_qiang, file=file, day=SEPTEMBER, reason="拿错了")
    assert codes(letter) == {"file-withdrawn"}


def test_what_the_applicant_handed_in_is_not_enclosed(office, case):
    file = information(office, case, "申请材料.txt", "application_attachment")
    with pytest.raises(Refused, match="不在本件可以附送"):
        drafted(office, case, "L02", files=[file])


def test_a_partly_granted_reply_encloses_the_public_version(office, case):
    consulted(office, case)
    letter = drafted(office, case, "L03")
    assert "public-version" in codes(letter)
    picture = io.BytesIO()
    Image.new("RGB", (400, 400), "white").save(picture, "PNG")
    original = files.store_file(
        agency=office.district,
        owner=f"cases.Case:{case.pk}",
        purpose="information",
        upload_name="方案.png",
        content=picture.getvalue(),
        by=office.li_qiang,
        day=SEPTEMBER,
    )
    redaction = files.open_redaction(by=office.li_qiang, original=original, day=SEPTEMBER)
    actions.void(letter=letter, by=office.li_qiang, day=SEPTEMBER, reason="重新起草")
    letter = drafted(office, case, "L03", files=[original])
    assert codes(letter) == {"original-enclosed"}
    files.add_box(
        by=office.li_qiang,
        redaction=redaction,
        day=SEPTEMBER,
        page=1,
        x=100,
        y=100,
        w=3000,
        h=3000,
        reason="denied_third_party_rights",
    )
    proposed = files.propose_redaction(by=office.li_qiang, redaction=redaction, day=SEPTEMBER)
    public = files.confirm_redaction(
        by=office.zhao_min, redaction=proposed, day=SEPTEMBER, seen=proposed.pinned
    )
    actions.void(letter=letter, by=office.li_qiang, day=SEPTEMBER, reason="重新起草")
    letter = issued(office, case, "L03", files=[public])
    assert content.document_of(letter).attachments == (public.name.removesuffix(".pdf"),)
    assert current(case).article == "《中华人民共和国政府信息公开条例》第三十七条、第十五条"


# – letters to others tell nothing of who asked


def test_a_third_party_does_not_learn_the_applicants_number(office, case):
    number = "11010119900307803X"
    cases.set_applicant(
        case=case,
        by=office.li_qiang,
        day=SEPTEMBER,
        position=1,
        given=cases.ApplicantGiven("王芳", id_kind="resident_id", id_number=number, phone="13800001111"),
        reason="补登",
    )
    letter = drafted(office, case, "P08", "ask_third_party")
    assert codes(letter) == set()
    document = content.document_of(letter)
    for told in ("王芳", "13800001111", number):
        actions.revise(
            letter=letter,
            by=office.li_qiang,
            day=SEPTEMBER,
            paragraphs=[*document.paragraphs, f"联系：{told}"],
        )
        letter.refresh_from_db()
        assert codes(letter) == {"applicant-disclosed"}


def test_the_head_keeps_the_particulars_and_the_letters_follow(office, case):
    agencies.set_particulars(by=office.sun_li, agency=office.district, day=SEPTEMBER, phone="0999-7777777")
    assert "0999-7777777" in content.document_of(issued(office, case, "L12")).text


# – from the day of service the remedies run


def test_the_remedies_run_from_the_service_and_roll_over_holidays(office, case):
    letter = posted(office, sealed(office, issued(office, case, "L09")))
    assert content.remedies_of(letter) == ()
    found = content.remedies_of(served(office, letter, date(2024, 9, 13)))
    assert found[0].key == "reconsideration"
    assert found[0].last_day == date(2024, 11, 12)
    assert "示范市人民政府" in found[0].text


def test_a_procedural_letter_opens_no_remedy(office, case):
    letter = served(office, posted(office, sealed(office, issued(office, case, "P04", "ask_correction"))))
    assert content.remedies_of(letter) == ()
