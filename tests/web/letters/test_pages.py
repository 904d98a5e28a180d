"""Do the pages lead from the choice of a letter to the proof of service, and lose nothing that was typed?"""

import io
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from lxml import html

from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven
from gongkai_web.cases.stored import current
from gongkai_web.files.models import StoredFile
from gongkai_web.letters import actions, content
from gongkai_web.letters.actions import Service
from gongkai_web.letters.kinds import acts_with_letters, kinds_for
from gongkai_web.letters.models import Letter
from tests.people import receive
from tests.web.browsers import signed_out
from tests.web.letters.written import (
    SEPTEMBER,
    VALUES,
    drafted,
    furnish,
    issued,
    posted,
    scan_of,
    sealed,
    sent,
    submitted,
)
from tests.web.look.trees import find, text

pytestmark = pytest.mark.slow

REPLY = {**VALUES["L12"], "article": "《中华人民共和国政府信息公开条例》第三十六条第（四）项"}


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """The pages are opened on 10 September 2024."""
    monkeypatch.setattr("gongkai_web.office.days.timezone.localdate", lambda: SEPTEMBER)


@pytest.fixture
def as_person(client):
    def sign_in(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def tree_of(response):
    return html.document_fromstring(shown(response))


def shown(response) -> str:
    return response.content.decode()


def at(letter, what: str = "") -> str:
    return f"/office/letters/{letter.pk}/{what}{'/' if what and '.' not in what else ''}"


def words_of_docx(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def words_of_pdf(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return (
        "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "").replace(" ", "")
    )


def test_the_whole_way_over_the_pages(office, case, as_person):
    furnish(office, steps=["reviewer", "head"])
    li = as_person(office.li_qiang)
    new = f"/office/letters/cases/{case.pk}/reply/new/"
    choice = shown(li.get(new))
    assert "?kind=L12" in choice
    assert "?kind=L24" not in choice
    assert "检索的库" in shown(li.get(f"{new}?kind=L12"))
    answer = li.post(f"{new}?kind=L12", REPLY)
    letter = Letter.objects.get()
    assert answer.url == at(letter)
    page = shown(li.get(at(letter)))
    assert "电子公文系统" in page
    assert "不一致" not in page
    li.post(at(letter, "submit"))
    letter.refresh_from_db()
    for person in (office.zhao_min, office.sun_li):
        page = shown(as_person(person).get("/office/letters/"))
        assert letter.title in page
        as_person(person).post(at(letter, "decide"), {"approve": "1", "seen": letter.content_hash})
    li = as_person(office.li_qiang)
    li.post(at(letter, "issue"), {"day": "2024-09-10", "seen": letter.content_hash})
    letter.refresh_from_db()
    assert letter.number == "云公开〔2024〕1号"
    scan = scan_of(letter)
    li.post(at(letter, "seal"), {"scan": SimpleUploadedFile("盖章.pdf", scan, "application/pdf")})
    way = {"day": "2024-09-10", "way": "post", "mail_kind": "ems", "number": "1234567890123"}
    li.post(at(letter, "dispatch"), way)
    li.post(at(letter, "serve"), {"day": "2024-09-10", "receiver": "王芳", "relation": "本人"})
    letter.refresh_from_db()
    assert (letter.status, current(case).status) == ("served", "served")
    page = shown(li.get(at(letter)))
    for said in ("1234567890123", "王芳 本人", "孙立", "盖章.pdf"):
        assert said in page
    assert li.get(at(letter, "sealed")).content == scan


@pytest.mark.parametrize(
    ("act", "code"),
    [(act, kind.code) for act in acts_with_letters(SEPTEMBER) for kind in kinds_for(act, SEPTEMBER)],
)
def test_every_kind_of_letter_has_its_form(office, case, as_person, act, code):
    page = as_person(office.li_qiang).get(f"/office/letters/cases/{case.pk}/{act}/new/?kind={code}")
    assert page.status_code == 200
    assert 'class="form"' in shown(page)


def test_a_refused_form_keeps_what_was_typed_and_says_where(office, case, as_person):
    new = f"/office/letters/cases/{case.pk}/reply/new/?kind=L12"
    page = shown(as_person(office.li_qiang).post(new, {**REPLY, "keywords": ""}))
    assert "有 1 处需要改正" in page
    assert "综合档案室" in page
    furnish(office, court="")
    page = shown(as_person(office.li_qiang).post(new, REPLY))
    assert "管辖法院" in page
    assert Letter.objects.count() == 0


def test_a_fee_of_nothing_is_told_at_the_field_that_is_there(office, case, as_person):
    new = f"/office/letters/cases/{case.pk}/decide_fee/new/?kind=P14"
    given = {"way": "凭缴款码到代收银行缴纳", "basis": "pages", "count": "20"}
    page = tree_of(as_person(office.li_qiang).post(new, given))
    (field,) = find(page, ".field.wrong")
    assert find(field, "input")[0].get("name") == "count"
    assert "按量计收，第1至30页不收费" in text(field)
    assert "不是数" not in page.text_content()
    assert Letter.objects.count() == 0


def test_only_letters_that_give_information_take_its_files(office, case, as_person):
    """And only those that can tell of remedies speak of where reconsideration is asked for."""
    li = as_person(office.li_qiang)

    def page(act, code):
        return text(tree_of(li.get(f"/office/letters/cases/{case.pk}/{act}/new/?kind={code}")))

    assert "上传要提供的信息" in page("reply", "L02")
    assert "行政复议申请书的互联网渠道" in page("reply", "L02")
    for act, code in (("ask_correction", "P04"), ("extend", "P06"), ("decide_fee", "P14")):
        assert "上传要提供的信息" not in page(act, code)
        assert "互联网渠道" not in page(act, code)


def test_a_third_party_is_not_written_to_where_the_applicant_looks(office, as_person):
    asked = RequestGiven("web", "natural_person", (ApplicantGiven("王芳"),), "征地补偿方案", way="online")
    day = date(2024, 9, 2)
    case = cases.register_request(by=office.li_qiang, agency=office.district, day=day, given=asked)
    cases.confirm_receipt(case=case, by=office.li_qiang, day=day)
    li = as_person(office.li_qiang)

    def ways(act, code):
        page = tree_of(li.get(f"/office/letters/cases/{case.pk}/{act}/new/?kind={code}"))
        chosen = page.xpath('//select[@name="send_way"]/option[@selected]/@value')
        return chosen, page.xpath('//select[@name="send_way"]/option/@value')

    assert ways("reply", "L12")[0] == ["online"]
    chosen, offered = ways("ask_third_party", "P08")
    assert chosen in ([], [""])
    assert "online" not in offered
    assert "post" in offered


def test_a_form_is_filled_with_what_the_case_knows(office, as_person):
    case = receive(
        office, date(2024, 9, 2), applicant_kind="commercial_enterprise", applicant_name="云溪建材"
    )
    notice = sent(office, case, "P04", "ask_correction", date(2024, 9, 5))
    came = Service(case.applicant_name, "本人")
    actions.serve(letter=notice, by=office.li_qiang, day=date(2024, 9, 9), service=came)
    page = as_person(office.li_qiang).get(f"/office/letters/cases/{case.pk}/reply/new/?kind=L21")
    assert notice.number in shown(page)
    # Ten working days from the service (第三十条): the holiday of 15 to 17 September lies between.
    assert "2024-09-24" in shown(page)


def test_findings_are_shown_and_handing_in_is_refused(office, case, as_person):
    letter = drafted(office, case, "L12")
    li = as_person(office.li_qiang)
    given = {"paragraphs": "您好。\n检索没有结果。", "remedies": "", "seen": letter.content_hash}
    before = shown(li.get(at(letter)))
    assert at(letter, "submit") in before
    li.post(at(letter, "text"), given)
    page = shown(li.get(at(letter)))
    assert "没有写明“登记号”" in page
    assert "救济" in page
    assert at(letter, "submit") not in page
    assert "处以后，在这里送审" in page
    li.post(at(letter, "submit"))
    letter.refresh_from_db()
    assert letter.status == "drafting"


def test_the_tick_for_the_unlawful_comes_with_the_flags_only(office, case, as_person, monkeypatch):
    late = date(2024, 12, 2)
    letter = submitted(office, case, "L12", day=late)
    monkeypatch.setattr("gongkai_web.office.days.timezone.localdate", lambda: late)
    sun = as_person(office.sun_li)
    assert 'name="on_paper"' not in sun.get(at(letter)).content.decode()
    given = {"day": "2024-12-02", "seen": letter.content_hash}
    page = shown(sun.post(at(letter, "issue"), given))
    assert "已经逾期" in page
    assert 'name="on_paper"' in page
    assert "纸面" not in page
    assert "写明为什么" in shown(sun.post(at(letter, "issue"), {**given, "on_paper": "on"}))
    sun.post(at(letter, "issue"), {**given, "on_paper": "on", "why": "查找的卷宗刚刚移交"})
    letter.refresh_from_db()
    assert AuditLine.objects.filter(act="letters.issue").get().reason == "查找的卷宗刚刚移交"
    assert letter.late


def test_a_refused_dispatch_keeps_what_was_typed(office, case, as_person):
    letter = sealed(office, issued(office, case, "L12"))
    way = {"day": "2024-09-10", "way": "post", "mail_kind": "ems", "number": "12-34"}
    page = shown(as_person(office.li_qiang).post(at(letter, "dispatch"), way))
    assert "12-34" in page
    assert "邮件号码" in page


def test_the_values_can_be_changed_and_the_text_is_made_anew(office, case, as_person):
    letter = drafted(office, case, "L12")
    li = as_person(office.li_qiang)
    assert "电子公文系统、综合档案室" in shown(li.get(at(letter, "values")))
    li.post(at(letter, "values"), {**REPLY, "places": "纸质档案"})
    letter.refresh_from_db()
    assert "检索的范围：纸质档案" in content.document_of(letter).text


@pytest.mark.parametrize("code", ["L12", "L09", "P04"])
def test_the_files_are_real_and_hold_number_and_name(office, case, as_person, code):
    letter = issued(office, case, code, "ask_correction" if code == "P04" else "reply")
    li = as_person(office.li_qiang)
    docx, pdf = li.get(at(letter, "letter.docx")), li.get(at(letter, "letter.pdf"))
    assert zipfile.is_zipfile(io.BytesIO(docx.content))
    assert pdf.content.startswith(b"%PDF")
    for words in (words_of_docx(docx.content), words_of_pdf(pdf.content)):
        assert "云公开〔2024〕1号" in words
        assert "王芳" in words
        assert "2024年9月10日" in words
    assert "attachment" in docx.headers["Content-Disposition"]


def test_envelope_and_proof_of_service_and_the_papers_of_the_case(office, case, as_person):
    letter = posted(office, sealed(office, issued(office, case, "P08", "ask_third_party")))
    li = as_person(office.li_qiang)
    assert "赵老四" in words_of_pdf(li.get(at(letter, "envelope.pdf")).content)
    record = words_of_pdf(li.get(at(letter, "service-record.pdf")).content)
    assert letter.number in record
    assert "1234567890123" in record
    assert letter.number in words_of_pdf(li.get(at(letter, "answer-sheet.pdf")).content)
    papers = f"/office/letters/cases/{case.pk}/papers"
    assert case.registry_number in words_of_pdf(li.get(f"{papers}/P01.pdf").content)
    assert letter.number in words_of_pdf(li.get(f"{papers}/P16.pdf").content)
    assert li.get(f"{papers}/P02.pdf").status_code == 404
    assert li.get(at(letter, "letter.exe")).status_code == 404


def test_an_envelope_without_an_address_says_what_is_missing(office, case, as_person):
    letter = issued(office, case, "L12")
    answer = as_person(office.li_qiang).get(at(letter, "envelope.pdf"), follow=True)
    assert "收件地址" in shown(answer)


def test_a_file_to_give_is_taken_in_and_can_be_chosen(office, case, as_person):
    letter = drafted(office, case, "L02")
    li = as_person(office.li_qiang)
    file = SimpleUploadedFile("方案.txt", "补偿方案".encode())
    answer = li.post(at(letter, "values"), {"file": file, "upload": "1"})
    assert "方案.txt（拟提供的信息）" in shown(answer)


def test_several_are_approved_and_issued_from_the_list(office, as_person):
    furnish(office, steps=["reviewer"])
    letters = [submitted(office, receive(office, date(2024, 9, 2)), "L12") for _ in range(3)]
    zhao = as_person(office.zhao_min)
    given = {"act": "approve", "letter": [one.pk for one in letters]}
    seen = {f"seen_{one.pk}": one.content_hash for one in letters}
    assert "办成 3 件" in shown(zhao.post("/office/letters/together/", {**given, **seen}))
    li = as_person(office.li_qiang)
    assert "签发所选" in shown(li.get("/office/letters/?state=approved"))
    answer = li.post("/office/letters/together/", {"act": "issue", "letter": [one.pk for one in letters]})
    assert "云公开〔2024〕3号" in shown(answer)


def test_several_are_printed_as_one_file_for_the_seal(office, as_person):
    letters = [issued(office, receive(office, date(2024, 9, 2)), "L12") for _ in range(2)]
    li = as_person(office.li_qiang)
    assert "打印所选" in shown(li.get("/office/letters/?state=issued"))
    answer = li.post("/office/letters/together/", {"act": "print", "letter": [one.pk for one in letters]})
    text = words_of_pdf(answer.content)
    assert all(one.number in text for one in letters)
    nothing = as_person(office.he_jing).post(
        "/office/letters/together/", {"act": "print", "letter": [letters[0].pk]}, follow=True
    )
    assert "还没有选定文书" in shown(nothing)


def test_the_list_asks_the_database_the_same_whether_it_is_short_or_long(office, as_person):
    li = as_person(office.li_qiang)

    def asked(count):
        for _ in range(count):
            drafted(office, receive(office, date(2024, 9, 2)), "L12")
        with CaptureQueriesContext(connection) as queries:
            li.get("/office/letters/?state=open")
        return len(queries)

    asked(1)  # the first page of a session asks for more
    assert asked(1) == asked(20)


def test_the_list_finds_by_number_and_addressee(office, case, as_person):
    letter = issued(office, case, "L12")
    li = as_person(office.li_qiang)
    for asked in (letter.number, "王芳"):
        assert letter.number in shown(li.get("/office/letters/", {"state": "all", "q": asked}))
    assert "没有找到" in shown(li.get("/office/letters/", {"state": "all", "q": "没有这个人"}))


def test_paragraphs_typed_when_the_session_had_ended_stand_in_the_editor_again(office, case, client):
    letter = drafted(office, case, "L12")
    path = f"/office/letters/{letter.pk}/"
    signed_out(client, office.li_qiang)
    asked = client.post(f"{path}text/", {"paragraphs": "另写的一段话。", "remedies": "", "seen": "x"})
    assert asked.url == f"/sign-in/?next={path}"
    client.force_login(office.li_qiang)
    again = client.get(path).content.decode()
    assert "另写的一段话。" in again
    assert "登录已经过期" in again
    assert "另写的一段话。" not in client.get(path).content.decode()


def test_what_was_typed_stays_while_a_file_is_handed_in(office, case, as_person):
    li = as_person(office.li_qiang)
    address = f"/office/letters/cases/{case.pk}/reply/new/?kind=L02"
    upload = SimpleUploadedFile("补偿方案.txt", "方案的内容".encode(), "text/plain")
    typed = {**VALUES["L02"], "materials": "补偿方案（3页）", "time": "", "upload": "1", "file": upload}
    page = tree_of(li.post(address, typed))
    assert "《补偿方案.txt》已存入本件" in text(find(page, ".messages")[0])
    assert text(find(page, "#id_materials")[0]) == "补偿方案（3页）"
    assert text(find(page, "#id_time")[0]) == ""
    assert find(page, ".errors") == []
    assert "补偿方案.txt" in text(find(page, "fieldset.ticks")[0])
    assert find(page, "fieldset.ticks input")[0].get("checked") is not None
    assert Letter.objects.count() == 0
    page = tree_of(li.post(address, {**typed, "file": ""}))
    assert "没有选择文件" in text(find(page, ".messages")[0])
    kept = StoredFile.objects.get()
    li.post(address, {**VALUES["L02"], "article": "《条例》第三十六条第（二）项", "files": [kept.pk]})
    letter = Letter.objects.get()
    assert list(letter.enclosures.all()) == [kept]
    edit = f"/office/letters/{letter.pk}/values/"
    page = tree_of(li.post(edit, {**typed, "file": "", "files": [kept.pk]}))
    assert text(find(page, "#id_materials")[0]) == "补偿方案（3页）"
    assert find(page, "fieldset.ticks input")[0].get("checked") is not None
    letter.refresh_from_db()
    assert letter.values["materials"] == VALUES["L02"]["materials"]


def test_the_original_of_what_is_disclosed_in_part_is_kept_but_not_chosen(office, case, as_person):
    upload = SimpleUploadedFile("花名册.txt", "名单".encode(), "text/plain")
    typed = {**VALUES["L03"], "upload": "1", "file": upload}
    page = tree_of(
        as_person(office.li_qiang).post(f"/office/letters/cases/{case.pk}/reply/new/?kind=L03", typed)
    )
    (ticked,) = [one for one in find(page, "fieldset.ticks input") if one.get("name") == "files"]
    assert ticked.get("checked") is None


def test_who_has_a_letter_back_is_led_to_what_was_typed_before_handing_it_in_again(office, case, as_person):
    letter = submitted(office, case, "P04", "ask_correction")
    actions.send_back(
        letter=letter, by=office.sun_li, day=SEPTEMBER, note="期限放宽到15日", seen=letter.content_hash
    )
    page = tree_of(as_person(office.li_qiang).get(f"/office/letters/{letter.pk}/"))
    first, *others = find(page, "#act .button")
    assert text(first) == "改填写的内容、附件"
    assert "quiet" in next(one for one in others if text(one) == "送审").get("class")
    values = tree_of(as_person(office.li_qiang).get(first.get("href")))
    assert text(find(values, "#id_guidance")[0]) == VALUES["P04"]["guidance"]


@pytest.mark.parametrize(
    ("code", "act", "runs"),
    [
        ("P04", "ask_correction", "补正期限"),
        ("P08", "ask_third_party", "提出意见的期限"),
        ("L12", "reply", "救济期限"),
    ],
)
def test_the_day_of_service_is_asked_with_the_term_that_runs_from_it(
    office, case, as_person, code, act, runs
):
    letter = posted(office, sealed(office, issued(office, case, code, act)))
    page = tree_of(as_person(office.li_qiang).get(f"/office/letters/{letter.pk}/"))
    assert f"签收之日；{runs}从这一天起算" in text(find(page, "#act")[0])


def test_what_was_refused_says_once_how_paper_is_entered(office, case, as_person, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: date(2024, 12, 2))
    page = as_person(office.li_qiang).get(f"/office/cases/{case.pk}/acts/extend/").content.decode()
    assert page.count("如实补登") >= 1
    assert "不能再发出；已在纸面上办理的请如实补登。不能新发" not in "".join(page.split())


def test_what_is_wrong_with_a_draft_is_put_right_from_beside_it(office, case, as_person):
    letter = drafted(office, case, "L02", way="online")
    page = tree_of(as_person(office.li_qiang).get(f"/office/letters/{letter.pk}/"))
    assert "没有附上要提供的信息" in text(find(page, "main")[0])
    (only,) = [one for one in find(page, "#act .button") if "quiet" not in one.get("class")]
    assert only.get("href") == f"/office/letters/{letter.pk}/values/"
