"""证据: is everything that proves the handling in one PDF, under the page numbers of its catalogue?"""

import io
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.test import Client
from PIL import Image

from gongkai.errors import WritingError
from gongkai.letters.words import normal
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions as files
from gongkai_web.files import pages, store
from gongkai_web.files.models import StoredFile
from gongkai_web.letters import actions as letters
from gongkai_web.letters import ground
from gongkai_web.letters.bundle import merge, missing_from, sheets
from gongkai_web.letters.bundle.pack import items_of
from gongkai_web.letters.models import Bundle
from gongkai_web.letters.queries import proofs_of
from tests.people import answer, receive
from tests.web.letters.written import SEPTEMBER, drafted, furnish, issued, posted, submitted

pytestmark = pytest.mark.slow

REF = "云政复〔2026〕3号"
DAY = date(2026, 5, 12)


def picture(kind="PNG", size=(300, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#3366aa").save(out, kind)
    return out.getvalue()


def pdf(rotation=0, size=(595, 842)) -> bytes:
    made = pypdfium2.PdfDocument.new()
    made.new_page(*size).set_rotation(rotation)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def kept(town, case, name, content, purpose="evidence") -> StoredFile:
    return files.store_file(
        agency=town.district,
        owner=f"cases.Case:{case.pk}",
        purpose=purpose,
        upload_name=name,
        content=content,
        by=town.li_qiang,
        day=DAY,
    )


@pytest.fixture
def appealed(town):
    """王芳's request: a third party objected, the term was extended, it was denied, and she appealed."""
    case = receive(town, date(2026, 3, 2))
    by = {"case": case, "by": town.li_qiang}
    cases.record_search(**by, day=date(2026, 3, 4), places="综合档案库", keywords="云溪路", result="查得一件")
    cases.ask_third_party(**by, day=date(2026, 3, 5), ref="征1号", name="示范建设公司")
    cases.third_party_served(**by, day=date(2026, 3, 6), ref="征1号")
    cases.answer_third_party(**by, day=date(2026, 3, 16), ref="征1号", consent=False, reason="含投标报价明细")
    cases.extend(**by, day=date(2026, 3, 20), days=10, approved_by=town.sun_li, reason="须再与第三方核对")
    answer(
        town,
        case,
        date(2026, 4, 7),
        "denied_third_party_rights",
        reason="公开会损害第三方合法权益",
        article="《条例》第十五条",
        letter_number="云公开〔2026〕9号",
    )
    cases.dispatch(**by, day=date(2026, 4, 8), way="post", number="1234567890123")
    cases.serve(**by, day=date(2026, 4, 10), way="post", receiver="王芳")
    cases.file_appeal(
        **by,
        day=date(2026, 5, 6),
        ref=REF,
        kind="reconsideration",
        organ="示范市人民政府",
        procedure="summary",
        received_on=date(2026, 5, 11),
    )
    kept(town, case, "投标报价说明.pdf", pdf(90), "evidence")
    kept(town, case, "邮政回执.png", picture(), "service_proof")
    kept(town, case, "会商纪要.txt", "会商纪要：双方同意。".encode(), "evidence")
    kept(town, case, "身份证.png", picture(size=(320, 200)), "identity_proof")
    return case


def texts(bundle: Bundle) -> list[str]:
    document = pypdfium2.PdfDocument(store.read(bundle.file.sha256))
    try:
        return [normal(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def built(town, case, **changes) -> Bundle:
    return letters.build_bundle(**{"case": case, "ref": REF, "by": town.li_qiang, "day": DAY, **changes})


def test_every_row_of_the_catalogue_is_found_on_its_page(town, appealed):
    bundle = built(town, appealed)
    read, items = texts(bundle), items_of(bundle)
    assert len(read) == bundle.pages == items[-1].last
    for item in items:
        assert normal(item.name) in read[0]
    headed = (
        "政府信息公开申请登记表",
        "检索记录",
        "征求第三方意见情况",
        "审批记录",
        "文书送达情况",
        "办理经过",
    )
    for name in (*headed, "答复期限的计算说明"):
        row = next(item for item in items if item.name == name)
        assert normal(name) in read[row.first - 1]
    assert [item.first for item in items[1:]] == [item.last + 1 for item in items[:-1]]


def test_every_page_has_its_number(town, appealed):
    read = texts(built(town, appealed))
    assert all(normal(f"{number} / {len(read)}") in text for number, text in enumerate(read, 1))


def test_it_holds_what_the_agency_must_prove(town, appealed):
    whole = "".join(texts(built(town, appealed)))
    for said in (
        "综合档案库",
        "不同意：含投标报价明细",
        "孙立",
        "须再与第三方核对",
        "1234567890123",
        "云公开〔2026〕9号",
        "2026-03-02 收到",
        "公开会损害第三方合法权益",
    ):
        assert normal(said) in whole


def test_an_identity_proof_stays_out(town, appealed):
    bundle = built(town, appealed)
    proof = StoredFile.objects.get(purpose="identity_proof")
    assert proof.pk not in [item.stored for item in items_of(bundle)]


def test_what_is_no_page_gets_a_slip_and_its_original_lies_in_the_zip(town, appealed):
    bundle = built(town, appealed)
    row = next(item for item in items_of(bundle) if item.name == "会商纪要")
    assert normal("原件另附在证据材料压缩包里") in texts(bundle)[row.first - 1]
    answered = client_of(town.li_qiang).get(f"/office/records/bundles/{bundle.pk}/zip/")
    with zipfile.ZipFile(io.BytesIO(answered.content)) as archive:
        names = archive.namelist()
        assert names[:2] == ["证据材料（合订本）.pdf", "证据目录.docx"]
        assert len(names) == len(bundle.items) + 2
        original = next(name for name in names if name.endswith("会商纪要.txt"))
        assert archive.read(original) == "会商纪要：双方同意。".encode()
        assert archive.read(names[0]) == store.read(bundle.file.sha256)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_number_stands_upright_in_the_upper_right_corner(rotation):
    merged = merge._merged([pdf(), pdf(rotation, (500, 700))])
    with pages.opened(merged) as document:
        page = document[1]
        found = pages.characters(page)
        picture = pages.rendered(page, 72)
    assert "".join(sign.sign for sign in found) == "2/2"
    assert all(sign.left > 0.8 and sign.bottom < 0.08 for sign in found)
    assert [sign.left for sign in found] == sorted(sign.left for sign in found)
    assert picture.size == ((700, 500) if rotation in (90, 270) else (500, 700))


def test_a_picture_becomes_a_page_within_a4(town, appealed):
    bundle = built(town, appealed)
    row = next(item for item in items_of(bundle) if item.name == "送达凭证：邮政回执")
    with pages.opened(store.read(bundle.file.sha256)) as document:
        wide, high = document[row.first - 1].get_size()
    assert max(wide, high) <= 843
    assert row.first == row.last


def test_a_bundle_is_not_evidence_of_the_next_one(town, appealed):
    first, again = built(town, appealed), built(town, appealed, day=date(2026, 5, 13))
    assert first.file_id not in [item["stored"] for item in again.items]
    assert len(first.items) == len(again.items)


def test_a_file_that_was_lost_stops_it_with_a_sentence(town, appealed, monkeypatch):
    def lost(_sha256):
        raise store.LostError("这份文件在存储中找不到了；请联系系统管理员从备份恢复。")

    monkeypatch.setattr(store, "read", lost)
    with pytest.raises(Refused, match="找不到了"):
        built(town, appealed)
    assert Bundle.objects.count() == 0


def test_a_row_that_is_not_on_its_page_is_found_in_the_reading_back(town, appealed, monkeypatch):
    real = merge._content
    swapped = real(merge.Part("封底", "", "", "封底", pdf()))
    monkeypatch.setattr(merge, "_content", lambda part: swapped if part.name == "检索记录" else real(part))
    with pytest.raises(WritingError, match="读回时不是《检索记录》"):
        built(town, appealed)
    assert Bundle.objects.count() == 0


def test_only_those_who_handle_the_case_make_it_and_it_leaves_its_line(town, appealed):
    for person in (town.zhou_jie, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed):
            built(town, appealed, by=person)
    bundle = built(town, appealed)
    line = AuditLine.objects.get(act="records.build_bundle")
    assert line.detail["sha256"] == bundle.file.sha256
    assert line.actor_name == "李强"


def test_there_is_no_bundle_without_an_appeal(town, appealed):
    with pytest.raises(Refused, match="没有案号"):
        built(town, appealed, ref="别的案号")


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_shows_the_day_and_the_button_makes_it(town, appealed):
    url = f"/office/records/bundle/{appealed.pk}/{REF}/"
    client = client_of(town.li_qiang)
    page = client.get(url).content.decode()
    # Five working days of the summary procedure after 11 May 2026, a Monday.
    assert "2026-05-18" in page
    assert "5 个工作日" in page
    assert "第五十四条" in page
    assert client.post(url).status_code == 302
    bundle = Bundle.objects.get()
    assert bundle.due_on == date(2026, 5, 18)
    assert "合订本（PDF）" in client.get(url).content.decode()
    whole = client.get(f"/office/records/bundles/{bundle.pk}/pdf/")
    assert whole.content.startswith(b"%PDF-")


def test_what_nobody_can_make_afterwards_is_asked_for_before_it_is_made(town, appealed):
    assert missing_from(appealed) == [
        "申请书的扫描件（用途选“申请附件”）",
        "答复书（没有在本系统制作，也没有扫描件）",
    ]
    client = client_of(town.li_qiang)
    page = f"/office/records/bundle/{appealed.pk}/{REF}/"
    assert "答复书（没有在本系统制作" in client.get(page).content.decode()
    kept(town, appealed, "答复书.pdf", pdf(), "scan")
    kept(town, appealed, "申请书.pdf", pdf(), "application_attachment")
    assert missing_from(appealed) == []
    assert "还缺" not in client.get(page).content.decode()


def test_the_sending_and_its_service_are_one_row(town, appealed):
    known = ground.of(appealed)
    (row,) = sheets.services(known, []).sheet.table.rows
    assert row == ("答复 云公开〔2026〕9号", "邮寄送达 1234567890123", "2026-04-08", "2026-04-10", "王芳")
    again = {"case": appealed, "by": town.li_qiang}
    cases.reply_again(**again, day=date(2026, 5, 11), outcome="granted", corrects="原答复")
    cases.dispatch(**again, day=date(2026, 5, 12), way="post", on_paper=True)
    rows = sheets.services(ground.of(appealed), []).sheet.table.rows
    assert [one[2:4] for one in rows] == [("2026-04-08", "2026-04-10"), ("2026-05-12", "")]


def test_others_do_not_get_it(town, appealed):
    bundle, url = built(town, appealed), f"/office/records/bundle/{appealed.pk}/{REF}/"
    assert client_of(town.zhou_jie).get(url).status_code == 200
    assert client_of(town.zhou_jie).post(url).status_code == 403
    for person in (town.he_jing, town.stranger):
        assert client_of(person).get(url).status_code == 404
        assert client_of(person).get(f"/office/records/bundles/{bundle.pk}/pdf/").status_code == 404


def test_a_letter_goes_in_as_sealed_with_approval_and_proof(town):
    furnish(town, steps=["head"])
    case = receive(town, date(2024, 9, 2))
    letter = submitted(town, case, "L12")
    letters.decide(
        letter=letter, by=town.sun_li, day=SEPTEMBER, approve=True, seen=letter.content_hash, note="照发"
    )
    letter = letters.issue(letter=letter, by=town.sun_li, day=SEPTEMBER)
    scan = pdf(size=(600, 850))
    letter = letters.seal(
        letter=letter, by=town.li_qiang, day=SEPTEMBER, upload_name="盖章.pdf", content=scan
    )
    letter = posted(town, letter)
    letters.keep_proof(
        letter=letter, by=town.li_qiang, day=SEPTEMBER, upload_name="回执.png", content=picture()
    )
    letters.keep_proof(
        letter=letter,
        by=town.li_qiang,
        day=SEPTEMBER,
        upload_name="送达回证.png",
        content=picture(size=(320, 200)),
    )
    cases.file_appeal(case=case, by=town.li_qiang, day=date(2024, 9, 20), ref=REF, kind="reconsideration")
    bundle = built(town, case, day=date(2024, 9, 23))
    items, whole = items_of(bundle), "".join(texts(bundle))
    assert "登记人、登记时间李强，" in whole
    row = next(item for item in items if item.name == f"{letter.title} {letter.number}")
    assert row.stored == letter.sealed_file_id
    proofs = {item.name: item.stored for item in items if item.name.startswith("送达凭证")}
    assert proofs == {
        f"送达凭证（{number}）：{letter.title} {letter.number}": proof.pk
        for number, proof in enumerate(proofs_of(letter), start=1)
    }
    assert len(proofs) == 2
    with pages.opened(store.read(bundle.file.sha256)) as document:
        assert document[row.first - 1].get_size() == (600, 850)
    for said in ("孙立（公开机构负责人）", "照发", "1234567890123"):
        assert normal(said) in whole


def test_a_letter_that_is_not_sealed_goes_in_as_written_and_a_draft_does_not(town):
    furnish(town)
    case = receive(town, date(2024, 9, 2))
    letter = issued(town, case, "L12")
    drafted(town, case, "P09", "other")
    cases.file_appeal(case=case, by=town.li_qiang, day=date(2024, 9, 20), ref=REF, kind="reconsideration")
    bundle = built(town, case, day=date(2024, 9, 23))
    row = next(item for item in items_of(bundle) if item.name == f"{letter.title} {letter.number}")
    assert row.stored is None
    assert normal(letter.number) in texts(bundle)[row.first - 1]
    assert "正在征求意见" not in "".join(texts(bundle))
    assert not any("征求意见告知书" in item.name for item in items_of(bundle))
