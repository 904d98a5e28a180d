"""How do files come in: which are taken, under which names, and what is said of those that are not?"""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from gongkai_web.annual.campaign import actions, limits
from gongkai_web.annual.campaign.models import Batch, SubmittedFile
from gongkai_web.annual.campaign.names import clean_name, clean_path
from gongkai_web.annual.campaign.uploads import Incoming, QuotaHandler, Upload, unpacked
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from tests.web.annual.test_file import JANUARY
from tests.web.campaign.reports import (
    NO_REPORT,
    as_json,
    board,
    document,
    errors,
    faulty,
    rows,
    signed_in,
    told,
    tree_of,
    upload,
)
from tests.web.files.made import compound
from tests.web.look.trees import find

ODT = b"application/vnd.oasis.opendocument.text"
GOOD = {"云溪区.json": as_json(document()), "市办.json": as_json(document("city-office-2024.json"))}


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "年报.docx",
            zipped({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"x"}),
        ),
        ("年报.xlsm", zipped({"[Content_Types].xml": b"x.macroEnabled.main", "xl/workbook.xml": b""})),
        ("年报.odt", zipped({"mimetype": ODT, "content.xml": b"", "Basic/Standard/Module1.xml": b""})),
        ("年报.doc", compound("WordDocument", "_VBA_PROJECT")),
    ],
)
def test_a_file_with_macros_is_not_taken_alone_nor_in_an_archive(name, data):
    for upload_ in (Upload(name, data), Upload("年报.zip", zipped({name: data}))):
        (told,) = unpacked(upload_)
        assert isinstance(told, Refused)
        assert "里有宏，没有收下；请另存为不含宏的文档" in str(told)


def test_an_open_document_that_only_lists_an_empty_library_has_no_macros():
    parts = {
        "mimetype": ODT,
        "content.xml": b"",
        "Basic/script-lc.xml": b"",
        "Basic/Standard/script-lb.xml": b"",
    }
    (taken,) = unpacked(Upload("年报.odt", zipped(parts)))
    assert isinstance(taken, Incoming)


def test_zhou_jie_drops_three_files_and_they_wait_on_the_board(town, zhou_jie):
    response = upload(zhou_jie, {**GOOD, "食堂.txt": NO_REPORT}, title="2024 年区直部门")
    assert told(response) == ["收下 3 份文件。"]
    batch = Batch.objects.get()
    assert (batch.title, batch.agency, batch.opened_by) == ("2024 年区直部门", town.city, town.zhou_jie)
    assert [row[:2] for row in rows(tree_of(response))] == [
        ["云溪区.json", "… 等待读取"],
        ["市办.json", "… 等待读取"],
        ["食堂.txt", "… 等待读取"],
    ]
    acts = AuditLine.objects.filter(act__startswith="review.").order_by("position")
    assert [(line.act, line.actor_name) for line in acts] == [
        ("review.open_batch", "周洁"),
        ("review.add_files", "周洁"),
    ]
    assert [file["name"] for file in acts[1].detail["files"]] == [*GOOD, "食堂.txt"]


def test_the_bytes_lie_in_the_data_folder_under_their_digest_and_cannot_be_run(town, zhou_jie, settings):
    upload(zhou_jie, GOOD)
    kept = [path for path in settings.DATA.rglob("*") if path.is_file()]
    assert {path.name for path in kept} == set(SubmittedFile.objects.values_list("sha256", flat=True))
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


def test_without_a_file_the_title_is_kept_and_the_sentence_stands_at_the_field(town, zhou_jie):
    response = upload(zhou_jie, {}, title="区直部门")
    assert errors(response) == ["文件：还没有选择文件；请选择至少一份年报。"]
    tree = tree_of(response)
    assert find(tree, "#id_title")[0].get("value") == "区直部门"
    assert find(tree, "#id_files_error")
    assert find(tree, "#id_files")[0].get("multiple") is not None
    assert not Batch.objects.exists()


def test_where_nothing_is_taken_no_batch_is_opened(town, zhou_jie):
    response = upload(zhou_jie, {"空.docx": b" \n"}, title="区直部门")
    assert errors(response) == ["文件：《空.docx》是空文件，没有收下；请重新导出后再上传。"]
    assert not Batch.objects.exists()
    assert not AuditLine.objects.filter(act__startswith="review.").exists()


def test_an_oversize_file_is_refused_with_a_sentence_and_the_others_are_taken(town, zhou_jie, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_FILE", 20_000)
    response = upload(zhou_jie, {"大.pdf": b"%PDF-" + bytes(20_000), **GOOD})
    assert told(response)[0] == "收下 2 份文件。"
    assert told(response)[1].startswith("《大.pdf》超过 0 MB，没有收下；")
    response = upload(zhou_jie, {"大.pdf": b"%PDF-" + bytes(20_000)}, title="只有大的")
    assert len(errors(response)) == 1
    assert "《大.pdf》超过" in errors(response)[0]
    assert find(tree_of(response), "#id_title")[0].get("value") == "只有大的"


def test_a_batch_has_limits_of_number_and_of_size(town, zhou_jie, monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILES", 2)
    response = upload(zhou_jie, {**GOOD, "三.txt": NO_REPORT})
    assert "《三.txt》没有收下：一批最多 2 份；请另建一批。" in told(response)
    monkeypatch.setattr(limits, "MOST_FILES", 500)
    monkeypatch.setattr(limits, "LARGEST_BATCH", sum(map(len, GOOD.values())) + 1)
    response = upload(zhou_jie, {"三.txt": NO_REPORT}, pk=Batch.objects.get().pk)
    assert told(response)[0].startswith("《三.txt》没有收下：一批合计最多")
    assert SubmittedFile.objects.count() == 2


def test_too_many_files_in_one_form_get_a_sentence(town, zhou_jie, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    response = upload(zhou_jie, GOOD)
    assert errors(response)[0].startswith("文件：一次上传的文件太多，一份也没有收下。")
    assert not Batch.objects.exists()


def test_the_same_bytes_are_taken_once(town, zhou_jie):
    upload(zhou_jie, GOOD)
    response = upload(zhou_jie, {"又一份.json": GOOD["云溪区.json"]}, pk=Batch.objects.get().pk)
    assert told(response) == ["《又一份.json》与本批已有的《云溪区.json》内容相同，没有重复收下。"]


def test_a_zip_becomes_the_files_in_it(town, zhou_jie):
    inner = zipped({"乡镇/一.json": as_json(faulty())})
    outer = zipped({"../../县/云溪区.json": GOOD["云溪区.json"], ".DS_Store": b"x", "内.zip": inner})
    upload(zhou_jie, {"年报.zip": outer})
    assert [row[0] for row in rows(board(zhou_jie, Batch.objects.get()))] == [
        "年报.zip/县/云溪区.json",
        "年报.zip/内.zip/乡镇/一.json",
    ]


def test_a_zip_without_reports_and_a_broken_one_are_refused(town, zhou_jie):
    whole = zipped({"云溪区.json": GOOD["云溪区.json"]})
    response = upload(zhou_jie, {**GOOD, "空.zip": zipped({".DS_Store": b"x"}), "断.zip": whole[:300]})
    assert any("《空.zip》是压缩包，里面没有可以核对的文件" in one for one in told(response))
    assert any(one.startswith("没有收下：断.zip：") for one in told(response))
    assert SubmittedFile.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\年报\\云溪区.docx", "云溪区.docx"),
        ("年报\x00\x1b[31m\n.docx", "年报[31m.docx"),
        ("年报\u202excod.exe", "年报xcod.exe"),
        ("<b>年报</b>.docx", "b_.docx"),
        ("..", "未命名"),
        ("", "未命名"),
        ("长" * 400 + ".docx", "长" * 115 + ".docx"),
        ("长" * 400, "长" * 120),
    ],
)
def test_a_name_is_made_harmless_and_keeps_its_suffix(sent, shown):
    assert clean_name(sent) == shown


def test_the_folders_of_an_archive_give_way_where_the_name_gets_too_long():
    assert clean_path(["年报.zip", "a/../b/一.docx"]) == "年报.zip/a/b/一.docx"
    long = clean_path(["年报.zip", "/".join(["县" * 100] * 5) + "/一.docx"])
    assert len(long) <= 250
    assert long.startswith("年报.zip/")
    assert long.endswith("/一.docx")


def test_a_trick_in_the_name_of_an_upload_reaches_neither_page_nor_disk(town, zhou_jie, settings):
    batch = actions.open_batch(by=town.zhou_jie, agency=town.city, title="", day=JANUARY)
    name = "../../x\u202e<script>alert(1)</script>.json"
    actions.add_files(by=town.zhou_jie, batch=batch, uploads=[Upload(name, NO_REPORT)], day=JANUARY)
    assert [row[0] for row in rows(board(zhou_jie, batch))] == ["script_.json"]
    assert not list(settings.DATA.rglob("*script*"))
    assert batch.title == "2025-01-20 核对"


def test_only_staff_of_the_checking_agency_open_batches_and_add_files(town):
    batch = actions.open_batch(by=town.zhou_jie, agency=town.city, title="", day=JANUARY)
    for person in (town.li_qiang, town.he_jing, town.stranger, town.operator):
        with pytest.raises(NotAllowed):
            actions.open_batch(by=person, agency=town.city, title="", day=JANUARY)
        with pytest.raises(NotAllowed):
            actions.add_files(by=person, batch=batch, uploads=[Upload("一.txt", NO_REPORT)], day=JANUARY)
    assert not SubmittedFile.objects.exists()


def test_a_forged_form_is_refused(town):
    client = signed_in(town.zhou_jie)
    client.handler.enforce_csrf_checks = True
    assert upload(client, GOOD).status_code == 403
    assert client.post(reverse("campaign:new"), {"title": "x"}).status_code == 403
    assert not Batch.objects.exists()


def test_what_is_too_large_is_stopped_while_it_arrives(monkeypatch):
    def arrived(**most):
        for name, value in most.items():
            monkeypatch.setattr(limits, name, value)
        files = [SimpleUploadedFile(f"{size}.pdf", bytes(size)) for size in (900, 3000, 800)]
        request = RequestFactory().post("/", {"title": "区直", "files": files})
        quota = QuotaHandler(request)
        request.upload_handlers.insert(0, quota)
        assert request.POST["title"] == "区直"
        return [file.name for file in request.FILES.getlist("files")], quota.left_out

    kept, left_out = arrived(LARGEST_FILE=1000)
    assert kept == ["900.pdf", "800.pdf"]
    assert len(left_out) == 1
    assert left_out[0].startswith("《3000.pdf》超过")
    kept, left_out = arrived(LARGEST_FILE=5000, LARGEST_BATCH=4000)
    assert kept == ["900.pdf", "3000.pdf"]
    assert left_out[0].startswith("《800.pdf》没有收下：一次上传的文件合计超过")
