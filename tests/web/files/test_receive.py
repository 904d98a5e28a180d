"""What is taken, under which name, and what is refused with which sentence?"""

import hashlib
import io
import stat

import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions, checks, queries
from gongkai_web.files.models import StoredFile
from gongkai_web.files.store import LostError, read
from tests.web.files.made import CASE, DAY, compound, laden, office, photo, plan, zipped

WORD, SHEET, OFD = "word/document.xml", "xl/workbook.xml", "OFD.xml"


def checked(name, data, largest=1 << 20, most_pixels=1_000_000):
    return checks.check(name, data, largest=largest, most_pixels=most_pixels)


def picture(kind, mode="RGB", size=(40, 30)):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


TAKEN = {
    "方案.pdf": (plan(), "application/pdf", 2),
    "照片.JPG": (photo(), "image/jpeg", 1),
    "截图.png": (picture("PNG"), "image/png", 1),
    "扫描.tif": (picture("TIFF"), "image/tiff", 1),
    "申请.docx": (office(WORD), checks.DOCX.media_type, None),
    "清单.xlsx": (office(SHEET), checks.XLSX.media_type, None),
    "通知.ofd": (office(OFD), "application/ofd", None),
    "老文件.doc": (compound("WordDocument"), "application/msword", None),
    "老文件.wps": (compound("WordDocument"), "application/msword", None),
    "老表.xls": (compound("Workbook"), "application/vnd.ms-excel", None),
    "说明.txt": ("请公开征地补偿方案。".encode("gb18030"), "text/plain", None),
}


@pytest.mark.parametrize("name", TAKEN)
def test_each_allowed_type_is_told_by_its_content(name):
    data, media_type, pages = TAKEN[name]
    found = checked(name, data)
    assert (found.name, found.kind.media_type, found.pages) == (name, media_type, pages)
    assert found.sha256 == hashlib.sha256(data).hexdigest()


REFUSED = {
    "空的.pdf": (b"", "是空文件"),
    "大的.pdf": (plan() + bytes(1 << 20), "超过 1 MB"),
    "方案.docx": (plan(), "扩展名是 .docx，内容却是PDF"),
    "方案.exe": (plan(), "扩展名是 .exe"),
    "路段.csv": ("路段,泊位\n和平路,40\n".encode(), "是 CSV 文件，没有收下；表格请另存为 XLSX"),
    "路段.docx": ("路段,泊位\n".encode(), "扩展名是 .docx，内容却是文本"),
    "照片.docx": (photo(), "内容却是JPEG 图片"),
    "程序.pdf": (b"MZ\x90\x00" + bytes(200), "不是可以收的文件类型"),
    "程序.txt": (b"MZ this program", "不是可以收的文件类型"),
    "脚本.txt": (b"#!/bin/sh\nrm -r /", "不是可以收的文件类型"),
    "网页.txt": ("<html><body>你好</body></html>".encode(), "不是可以收的文件类型"),
    "网页.html": (b"<!DOCTYPE html><p>x</p>", "不是可以收的文件类型"),
    "图.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "不是可以收的文件类型"),
    "夹带.txt": ("正文\n<script>alert(1)</script>".encode(), "不是可以收的文件类型"),
    "带前缀.pdf": (b"junk\n" + plan(), "不是可以收的文件类型"),
    "坏的.pdf": (b"%PDF-1.7\nnothing", "已损坏"),
    "断的.jpg": (photo()[:60], "已损坏"),
    "部件.docx": (office(WORD, **{f"word/{number}.xml": b"" for number in range(2000)}), "部件太多"),
    "压缩.zip": (zipped({"a.pdf": plan()}), "请解压后逐份上传"),
    "压缩.rar": (b"Rar!\x1a\x07\x01\x00", "请解压后逐份上传"),
    "宏.docx": (office(WORD, **{"word/vbaProject.bin": b"x"}), "里有宏"),
    "宏.xlsx": (
        office(SHEET, b'<Types ContentType="application/vnd.ms-excel.sheet.macroEnabled"/>'),
        "里有宏",
    ),
    "宏.docm": (office(WORD), "扩展名是 .docm"),
    "宏.doc": (compound("WordDocument", "_VBA_PROJECT"), "里有宏"),
    "安装.doc": (compound("SummaryInformation"), "不是可以收的文件类型"),
    "加锁.docx": (compound("EncryptedPackage"), "加了口令"),
    "炸弹.docx": (
        office(WORD, **{"word/media/0.bin": bytes(40 << 20)}),
        "没有收下：解压以后太大，像是压缩炸弹",
    ),
    "幻灯.pptx": (office("ppt/presentation.xml"), "不是可以收的文件类型"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_kept_is_refused_with_its_reason(name):
    data, why = REFUSED[name]
    with pytest.raises(Refused, match=why) as refusal:
        checked(name, data)
    assert "没有收下" in str(refusal.value)


def test_a_part_of_a_docx_that_is_damaged_is_refused():
    data = office(WORD, **{"word/media/0.bin": b"picture" * 50})
    at = data.index(b"word/media/0.bin") + 20
    with pytest.raises(Refused, match="已损坏"):
        checked("申请.docx", data[:at] + b"\0\0\0\0" + data[at + 4 :])


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked():
    bomb = picture("PNG", "1", (4000, 4000))
    assert len(bomb) < 5000
    with pytest.raises(Refused, match="像素超过 1 百万"):
        checked("大图.png", bomb)
    with pytest.raises(Refused, match="像素超过 200 百万"):
        checked("很大.png", picture("PNG", "1", (20_000, 10_100)), most_pixels=200_000_000)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("C:\\Users\\王芳\\方案.pdf", "方案.pdf"),
        ("../../etc/方案.pdf", "方案.pdf"),
        ("方案\u202efdp.pdf", "方案fdp.pdf"),
        ("方\x00案\n.pdf", "方案.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.x.pdf", "_LPT1.x.pdf"),
        ("  .pdf", "pdf.pdf"),
        ("..", "未命名.pdf"),
        ("", "未命名.pdf"),
        ("扫描件", "扫描件.pdf"),
        ("关于王芳.申请的答复", "关于王芳.申请的答复.pdf"),
        ('方"案<1>?.pdf', "方_案_1__.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
        ("长" * 300, "长" * 115 + ".pdf"),
    ],
)
def test_a_name_is_harmless_and_keeps_its_extension(sent, shown):
    assert checked(sent, plan()).name == shown


def test_li_qiang_stores_a_file_and_its_bytes_lie_under_their_digest(town, store):
    file = store()
    assert (file.name, file.pages, file.size) == ("征地补偿方案（王芳）.pdf", 2, len(plan()))
    assert (file.added_by_id, file.added_by_name) == (town.li_qiang.pk, "李强")
    assert not file.public
    path = live.DATA / "files" / file.sha256[:2] / file.sha256
    assert path.read_bytes() == plan() == read(file.sha256)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [file.sha256]
    line = AuditLine.objects.get(act="files.store_file")
    assert (line.subject, line.actor_name) == (f"files.StoredFile:{file.pk}", "李强")
    assert line.detail["sha256"] == file.sha256


def test_what_wang_fang_hands_in_has_no_person_of_the_office(store):
    upload = SimpleUploadedFile("身份证.jpg", photo())
    file = store(by=None, purpose="identity_proof", upload_name=upload.name, content=upload)
    assert (file.added_by_id, file.added_by_name) == (None, "")
    assert AuditLine.objects.get(act="files.store_file").actor_name == "系统"


def test_a_repeated_click_makes_one_file(store):
    assert store().pk == store().pk
    assert StoredFile.objects.count() == 1


def test_the_limits_are_those_of_the_settings(settings, store):
    settings.GONGKAI_UPLOAD_MAX_FILES = 2
    store(content=b"1", upload_name="1.txt")
    store(content=b"2", upload_name="2.txt")
    with pytest.raises(Refused, match="拟提供的信息最多 2 份"):
        store(content=b"3", upload_name="3.txt")
    store(content=b"3", upload_name="3.txt", purpose="evidence")
    store(content=b"3", upload_name="3.txt", owner="cases.Case:13")
    settings.GONGKAI_UPLOAD_MAX_MB = 1
    with pytest.raises(Refused, match="超过 1 MB"):
        store(content=SimpleUploadedFile("大.txt", b"x" * ((1 << 20) + 1)), upload_name="大.txt")
    assert StoredFile.objects.count() == 4


def test_a_withdrawn_file_makes_room_and_is_kept(town, settings, store):
    settings.GONGKAI_UPLOAD_MAX_FILES = 1
    first = store()
    actions.withdraw_file(by=town.li_qiang, file=first, day=DAY, reason="重复上传")
    second = store(content=laden())
    assert list(queries.of_owner(CASE)) == [second]
    assert read(first.sha256) == plan()
    with pytest.raises(Refused, match="已经撤下"):
        actions.withdraw_file(by=town.li_qiang, file=first, day=DAY, reason="重复上传")


@pytest.mark.parametrize("who", ["he_jing", "zhou_jie", "stranger"])
def test_others_store_nothing_for_the_district(town, store, who):
    with pytest.raises(NotAllowed, match="不能收存文件"):
        store(by=getattr(town, who))
    assert not StoredFile.objects.exists()


def test_a_public_version_is_never_uploaded(store):
    with pytest.raises(Refused, match="公开版只能由涂黑生成"):
        store(purpose="redacted")


def test_what_applicants_hand_in_and_what_was_redacted_never_becomes_public(town, store, drawn):
    proof = store(purpose="identity_proof")
    with pytest.raises(Refused, match="是申请人提交的身份证明"):
        actions.publish_file(by=town.li_qiang, file=proof, day=DAY, reason="《条例》第三十六条")
    with pytest.raises(Refused, match="请公开它的公开版"):
        actions.publish_file(by=town.li_qiang, file=drawn().original, day=DAY, reason="《条例》第三十七条")
    laden = store(upload_name="另一份方案.pdf")
    with pytest.raises(Refused, match=r"不能公开.*底下压着的字"):
        actions.publish_file(by=town.li_qiang, file=laden, day=DAY, reason="《条例》第二十条")
    scan = actions.clean_file(by=town.li_qiang, file=laden, day=DAY)
    with pytest.raises(Refused, match="像居民身份证号码的数字"):
        actions.publish_file(by=town.li_qiang, file=scan, day=DAY, reason="《条例》第二十条")
    actions.accept_findings(by=town.li_qiang, file=scan, day=DAY, reason="图上是样张的编号")
    actions.publish_file(by=town.li_qiang, file=scan, day=DAY, reason="《条例》第二十条")
    assert list(queries.public()) == [scan]


def test_bytes_that_changed_on_the_disk_are_not_handed_out(store):
    file = store()
    path = live.DATA / "files" / file.sha256[:2] / file.sha256
    path.write_bytes(b"changed")
    with pytest.raises(LostError, match="与收下时不同"):
        read(file.sha256)
    store(owner="cases.Case:13")  # handed in again, the bytes are whole again
    assert read(file.sha256) == plan()
    path.unlink()
    with pytest.raises(LostError, match="找不到了"):
        read(file.sha256)
