"""Can 王芳 apply on one page, lose nothing, and make one case however often she presses?"""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from gongkai.outcomes import applicant_kinds
from gongkai_web.apply import queries, received
from gongkai_web.apply.codes import token_digest
from gongkai_web.apply.models import Access, Draft
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.files.models import StoredFile
from gongkai_web.publishing.models import NormativeDocument
from tests.people import found_town
from tests.web.apply.conftest import (
    FORM,
    PROOF,
    RESIDENT,
    TITLE,
    TYPED,
    Phone,
    errors,
    fields,
    pdf,
    said,
    tree,
)

CREDIT_CODE = "91350100M000100Y43"


def test_she_finds_the_agency_by_a_few_words_and_no_closed_one(phone, town):
    town.bureau.closed_on = town.bureau.founded_on
    town.bureau.save()
    page = phone.open("/apply/")
    assert "云溪区人民政府办公室" in said(page)
    assert "云溪区自然资源局" not in said(page)
    found = said(phone.open("/apply/?q=白石"))
    assert "白石县" in found
    assert "云溪区" not in found
    assert phone.open("/apply/yunxi-ziran/").status_code == 404


def test_the_page_asks_three_things_and_no_purpose(phone):
    page = phone.open()
    names = set(tree(page).xpath("//form//@name")) - {"q"}
    assert not [name for name in names if re.search("purpose|use|reason|channel|taken_down|oral", name)]
    words = said(page).replace("不必说明用途", "")
    assert "用途" not in words
    assert "口头" not in words
    assert "委托送达" not in words
    assert set(tree(page).xpath('//select[@name="way"]/option/@value')) == {
        "", "online", "email", "post", "in_person",
    }  # fmt: skip


@pytest.mark.parametrize("kind", list(applicant_kinds()))
def test_each_of_the_six_kinds_may_apply(phone, kind):
    number = {} if kind == "natural_person" else {"id_kind": "credit_code", "id_number": CREDIT_CODE}
    case, _ = phone.receipt(applicant_kind=kind, **number)
    assert case.applicant_kind == kind
    assert case.channel == "web"
    assert case.status == "submitted"


def test_the_identity_number_is_stored_encrypted_and_shown_masked(phone):
    answer = phone.apply()
    page = phone.open(answer.url)
    assert RESIDENT not in page.content.decode()
    assert "110***********002X" in said(page)
    person = Applicant.objects.get()
    assert person.masked == "110***********002X"
    assert RESIDENT.encode() not in bytes(person.id_cipher)


def test_a_refused_page_keeps_all_that_was_typed_and_the_upload(phone):
    typed = {**TYPED, "id_number": "110105194912310021", "proof": pdf(), "way": "post", "address": ""}
    answer = phone.press(phone.open(), **typed)
    assert answer.status_code == 422
    assert "校验位不符" in errors(answer)
    assert "选了邮寄，请填写通信地址" in errors(answer)
    kept = fields(answer)
    assert all(kept[name] == value for name, value in typed.items() if name != "proof")
    assert "已收到：证明.pdf" in said(answer)
    assert Case.objects.count() == 0
    done = phone.press(answer, id_number="", id_kind="", address="云溪路 8 号")
    assert done.status_code == 302, errors(done)
    file = StoredFile.objects.get()
    assert (file.owner, file.purpose) == (f"cases.Case:{Case.objects.get().pk}", "identity_proof")
    assert Draft.objects.count() == 0


def test_a_bad_upload_gets_its_sentence_and_the_good_one_is_kept(phone):
    bad = pdf("方案.docx")
    answer = phone.press(phone.open(), **TYPED, attachments=[pdf("图.pdf"), bad])
    assert "扩展名是 .docx" in errors(answer)
    assert "已收到：图.pdf" in said(answer)
    done = phone.press(answer)
    assert done.status_code == 302
    assert [file.name for file in StoredFile.objects.all()] == ["图.pdf"]


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"name": ""}, "姓名或者名称：请填写"),
        ({"applicant_kind": ""}, "申请人类型：请选择一项"),
        ({"id_number": "", "id_kind": ""}, "缺少身份证明（《条例》第二十九条）"),
        ({"phone": "", "email": "", "address": ""}, "缺少联系方式（《条例》第二十九条）"),
        ({"title": ""}, "所需政府信息的名称：请填写"),
        ({"way": ""}, "怎样获取：请选择一项"),
        ({"medium": ""}, "要什么样的信息：请选择一项"),
        ({"way": "email", "email": ""}, "选了发到电子邮箱，请填写电子邮箱"),
        ({"id_kind": ""}, "请选择证件种类"),
    ],
)
def test_what_the_law_asks_for_is_missed_in_a_sentence(phone, missing, sentence):
    answer = phone.apply(**missing)
    assert answer.status_code == 422
    assert sentence in errors(answer)
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"id_kind": "credit_code", "id_number": CREDIT_CODE}, "自然人没有统一社会信用代码"),
        ({"applicant_kind": "commercial_enterprise"}, "单位申请的，请填统一社会信用代码"),
        ({"medium": "paper", "way": "online"}, "纸质的不能在网上或者用电子邮箱获取"),
        ({"medium": "inspection", "way": "post"}, "查阅、抄录要到机关来"),
    ],
)
def test_what_does_not_go_together_is_told(phone, typed, sentence):
    refused = phone.apply(**typed)
    assert refused.status_code == 422
    assert sentence in errors(refused)


def test_looking_on_the_spot_and_paper_by_post_go_together(phone):
    for typed in ({"medium": "inspection", "way": "in_person"}, {"medium": "paper", "way": "post"}):
        assert phone.apply(**typed).status_code == 302


def test_an_upload_alone_proves_who_she_is(phone):
    case, _ = phone.receipt(id_kind="", id_number="", proof=pdf())
    assert Applicant.objects.get(case=case).masked == ""


def test_joint_applicants_and_an_agent_stand_on_one_case(phone):
    page = phone.press(phone.open(), "more", **TYPED)
    assert page.status_code == 200
    assert errors(page) == ""
    assert fields(page)["name"] == "王芳"
    page = phone.press(page, "more", **{"joint-0-name": "李梅", "joint-0-id_kind": "passport"})
    assert fields(page)["joint-0-name"] == "李梅"
    more = {"joint-0-id_number": "E12345678", "agent-name": "陈律", "agent-id_kind": "passport"}
    refused = phone.press(page, **more, **{"agent-id_number": "E87654321"})
    assert "请上传申请人签名或者盖章的授权委托书" in errors(refused)
    done = phone.press(refused, **{"agent-authorisation": pdf("委托书.pdf")})
    assert done.status_code == 302, errors(done)
    case = Case.objects.get()
    assert case.applicant_name == "王芳、李梅"
    people = list(Applicant.objects.filter(case=case).values_list("name", "role"))
    assert people == [("王芳", "applicant"), ("李梅", "joint"), ("陈律", "agent")]
    assert [file.name for file in StoredFile.objects.all()] == ["委托书.pdf"]


def test_a_joint_applicant_without_a_proof_is_asked_for_one(phone):
    page = phone.press(phone.open(), "more", **TYPED)
    refused = phone.press(page, **{"joint-0-name": "李梅"})
    assert "共同申请人 1 证件号码：请填证件号码" in errors(refused)
    assert phone.press(refused, proof=pdf()).status_code == 302


def test_a_draft_is_saved_and_opened_again_by_its_link_alone(phone):
    half = {"name": "王芳", "id_kind": "resident_id", "id_number": RESIDENT, "title": TITLE}
    answer = phone.press(phone.open(), "save", **half, attachments=pdf("图.pdf"))
    assert answer.status_code == 302
    draft = Draft.objects.get()
    assert RESIDENT not in str(draft.fields)
    again = Client().get(answer.url)
    assert all(fields(again)[name] == value for name, value in half.items())
    assert "已收到：图.pdf" in said(again)
    assert errors(again) == ""
    assert Client().get("/apply/draft/guessed/").status_code == 404
    done = phone.press(again, **TYPED)
    assert done.status_code == 302
    assert Client().get(answer.url).status_code == 404
    assert StoredFile.objects.get().purpose == "application_attachment"


def test_a_draft_goes_after_thirty_days_and_its_bytes_with_it(
    phone, at, settings, django_capture_on_commit_callbacks
):
    answer = phone.press(phone.open(), "save", title=TITLE, attachments=pdf())
    folder = settings.DATA / "drafts" / str(Draft.objects.get().pk)
    assert list(folder.iterdir())
    at(2024, 3, 31)
    assert Client().get(answer.url).status_code == 200
    at(2024, 4, 1)
    assert Client().get(answer.url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        phone.press(phone.open(), "save", title="另一件")
    assert not folder.exists()
    assert Draft.objects.count() == 1


def test_a_received_file_can_be_taken_out_again(phone):
    page = phone.press(phone.open(), **{**TYPED, "title": "", "attachments": pdf("图.pdf")})
    number = tree(page).xpath('//button[@name="drop"]/@value')[0]
    page = phone.press(page, "drop", number)
    assert "图.pdf" not in said(page)
    assert fields(page)["name"] == "王芳"
    assert phone.press(page, title=TITLE).status_code == 302
    assert StoredFile.objects.count() == 0


def test_a_second_click_makes_no_second_case_and_shows_the_same_code(phone):
    page = phone.press(phone.open(), "save", **{**TYPED, "id_number": "", "id_kind": ""}, proof=pdf())
    page = phone.open(page.url)
    codes = set()
    for _ in range(2):
        answer = phone.press(page)
        assert answer.status_code == 302
        codes.add(tree(phone.open(answer.url)).xpath('//*[@class="code"]/text()')[0])
    assert Case.objects.count() == Access.objects.count() == StoredFile.objects.count() == 1
    assert len(codes) == 1


def test_a_key_that_this_site_did_not_make_is_not_taken(phone):
    answer = phone.press(phone.open(), **TYPED, submission_key="0" * 64)
    assert answer.status_code == 422
    assert "页面放得太久" in errors(answer)
    assert phone.press(answer).status_code == 302


def test_the_code_is_shown_once_and_stored_nowhere(phone):
    answer = phone.apply()
    page = phone.open(answer.url)
    code = tree(page).xpath('//*[@class="code"]/text()')[0]
    assert re.fullmatch("([34679ACDEFGHJKMNPQRTWXY]{4}-?){3}", code)
    again = phone.open(answer.url)
    assert code not in again.content.decode()
    assert "2024-0001" in said(again)
    assert code.replace("-", "") not in str(Access.objects.values()) + str(Case.objects.values())
    assert Client().get(answer.url).status_code == 404


def test_pages_with_personal_data_are_kept_in_no_cache(phone):
    for page in (phone.open(), phone.open(phone.apply().url), phone.open("/follow/")):
        assert "no-store" in page.headers["Cache-Control"]
        assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_form_from_another_site_is_refused(phone):
    phone.client = Client(enforce_csrf_checks=True)
    assert phone.client.post(FORM, TYPED).status_code == 403
    assert phone.client.post("/follow/", {"code": "x", "fact": "y"}).status_code == 403
    assert phone.press(phone.open(), **TYPED).status_code == 302


def test_a_refused_page_without_a_file_leaves_nothing_of_her_on_the_server(phone):
    assert "有 7 处需要改正" in errors(phone.press(phone.open()))
    refused = phone.press(phone.open(), **{**TYPED, "phone": "", "email": "", "address": ""})
    assert "缺少联系方式" in errors(refused)
    assert fields(refused)["name"] == TYPED["name"]
    assert Draft.objects.count() == 0
    assert phone.press(refused, phone=TYPED["phone"]).status_code == 302


def test_only_what_she_saves_or_uploads_makes_a_draft(phone):
    assert phone.press(phone.open(), "save", **TYPED).status_code == 302
    assert Draft.objects.count() == 1
    assert phone.press(phone.open(), name="王芳", proof=pdf()).status_code == 422
    assert Draft.objects.count() == 2


def test_all_files_of_one_application_have_a_limit_together(phone, monkeypatch):
    monkeypatch.setattr(received, "most_bytes", lambda: 2 * len(PROOF))
    one, two, three = (pdf(f"{number}.pdf") for number in "一二三")
    page = phone.press(phone.open(), **TYPED, proof=one, attachments=[two, three])
    assert "《三.pdf》没有收下：一份申请的文件合计不超过" in errors(page)
    assert "已收到：二.pdf" in said(page)
    again = phone.press(page, attachments=pdf("四.pdf"))
    assert "《四.pdf》没有收下" in errors(again)
    assert phone.press(again).status_code == 302


def test_the_receipt_tells_what_came_and_how_she_is_reached(phone):
    answer = phone.apply(proof=pdf("身份证.pdf"), attachments=pdf("图.pdf"))
    case = Case.objects.get()
    receipt = said(phone.open(answer.url))
    assert "证明材料 身份证.pdf" in receipt
    assert "附件 图.pdf" in receipt
    assert "联系方式 13800005678，wangfang@example.org，示范市云溪区云溪路 8 号，100000" in receipt
    # Whoever opens it next on that device reads neither the code nor how she is reached.
    again = said(phone.open(answer.url))
    assert case.registry_number in again
    assert [word for word in ("13800005678", "wangfang@", "云溪路 8 号") if word in again] == []
    code = phone.receipt()[1]
    assert phone.follow(code).status_code == 302
    assert "13800005678" not in said(phone.open(f"/follow/{case.pk + 1}/"))


def test_what_is_published_is_offered_beside_the_form_and_blocks_nothing(phone, town):
    NormativeDocument.objects.create(
        agency=town.district,
        kind="normative_document",
        title="云溪区征地补偿安置办法",
        number="云政〔2023〕5号",
        issued_on="2023-05-01",
        effective_from="2023-06-01",
    )
    page = phone.press(phone.open(), "look", **TYPED)
    assert page.status_code == 200
    assert "云溪区征地补偿安置办法" in said(page)
    assert fields(page)["title"] == TITLE
    assert fields(page)["id_number"] == RESIDENT
    assert Draft.objects.count() == 0
    assert phone.press(page).status_code == 302
    other = phone.press(phone.open(), "look", **{**TYPED, "title": "幼儿园招生名额"})
    assert "云溪区征地补偿安置办法" not in said(other)


def test_too_many_from_one_address_wait_and_lose_nothing(phone, settings):
    settings.GONGKAI_APPLY_PER_HOUR = 1
    assert phone.apply().status_code == 302
    answer = phone.apply()
    assert answer.status_code == 422
    assert "同一网络一小时内提交得太多" in errors(answer)
    assert fields(answer)["title"] == TITLE
    assert Case.objects.count() == 1


def test_words_and_numbers_of_the_search_are_bounded(phone, town, at):
    today = at(2024, 3, 1)
    assert queries.agencies(today, "云溪 自然").get() == town.bureau
    assert phone.press(phone.open(), "save", title="长" * 200_000).status_code == 200
    assert Draft.objects.count() == 0


def test_a_sign_that_no_database_keeps_is_left_out(phone):
    assert "云溪区" in said(phone.open("/apply/?q=云\0溪"))
    answer = phone.press(phone.open(), "save", title="云\0溪路")
    assert Draft.objects.get().fields["title"] == ["云溪路"]
    assert fields(phone.open(answer.url))["title"] == "云溪路"


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_make_one_case(at):
    at(2024, 3, 1)
    found_town()
    phone = Phone()
    sent = {**fields(phone.open()), **TYPED}

    def click(_):
        try:
            answer = Client().post(FORM, {**sent, "attachments": pdf()})
            return answer.status_code, answer.url
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(click, range(8)))
    assert answers == {(302, "/apply/receipt/")}
    assert Case.objects.count() == Access.objects.count() == StoredFile.objects.count() == 1


def test_a_draft_under_another_key_says_what_is_wrong(phone, settings):
    answer = phone.press(phone.open(), "save", **TYPED)
    draft = Draft.objects.get()
    settings.IDENTITY_KEYS = ("another",)
    Draft.objects.update(token_digest=token_digest(answer.url.split("/")[-2]))
    lost = Client().get(answer.url)
    assert lost.status_code == 404
    assert "无法解密" in said(lost)
    assert draft.expires_on.isoformat() == "2024-03-31"
