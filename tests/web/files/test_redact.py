"""Is what was blacked out really gone from the public version, and did two people agree to it?"""

import io
import re
import zlib

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from gongkai.outcomes import outcomes
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions, encode, pages, picture_pdf, queries, redact, store
from gongkai_web.files.areas import Area
from gongkai_web.files.models import RedactionBox, Status, StoredFile
from tests.web.files.made import (
    DAY,
    NUMBER,
    confirmed,
    laden,
    layered,
    photo,
    place_of,
    plan,
    text_of,
)

pytestmark = pytest.mark.slow

ID = Area(1, **place_of("ID"))
NUMBER_OF_A_PERSON = "11010119900307803X"


def result_of(data, areas=(ID,), media_type=pages.PDF):
    """The public version, read back."""
    made = redact.build(data, media_type, areas)
    redact.check(made, data, media_type, areas)
    return made


def unpacked(data):
    """The bytes of a file with all its packed streams, to look for what should not be there."""
    streams = re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return data + b"".join(zlib.decompress(stream) for stream in streams)


def brightest(data, area, page=0):
    """The brightest value inside an area of the result, its rim left out; and of the page beside it."""
    with pypdfium2.PdfDocument(data) as document:
        picture = pages.rendered(document[page])
    left, top, right, bottom = area.pixels(picture.size)
    inner = picture.crop((left + 3, top + 3, right - 3, bottom - 3)).convert("L")
    return inner.getextrema()[1], picture.convert("L").getextrema()[1]


# – what is gone


def test_the_number_under_the_box_is_gone_and_the_rest_can_be_read():
    assert NUMBER in text_of(plan())
    made = result_of(plan())
    assert text_of(made) == "征地补偿方案被补偿人：补偿标准每平方米一千元。第二页可以公开。"
    inside, page = brightest(made, ID)
    assert inside < 48
    assert page == 255


def test_a_box_blackens_its_own_page_and_no_other():
    second = Area(2, **place_of("ID"))
    made = result_of(plan(), [second])
    assert brightest(made, second, page=1)[0] < 48
    assert brightest(made, second, page=0)[0] == 255  # nothing of it on the page before
    assert NUMBER in text_of(made)
    last = result_of(plan(), [ID])
    assert brightest(last, ID, page=1)[0] == 255  # nor on the page after


def test_text_that_nobody_sees_is_not_taken_over():
    text = text_of(plan())
    assert "底下压着的字" in text
    assert "白纸上的白字" in text
    made = text_of(result_of(plan(), []))
    assert "底下压着的字" not in made
    assert "白纸上的白字" not in made
    assert NUMBER in made  # without a box it stays


def test_a_hidden_layer_is_not_taken_over():
    assert "SECRET" in text_of(layered())
    made = text_of(result_of(layered(), []))
    assert "PUBLIC" in made
    assert "SECRET" not in made
    assert "X" in text_of(layered())
    assert "X" not in made  # it lies over letters that are seen


def test_metadata_annotations_and_attachments_are_gone():
    original = pypdfium2.PdfDocument(laden())
    assert original.get_metadata_dict()["Author"] == "李强"
    assert original.count_attachments() == 1
    assert pdfium.FPDFPage_GetAnnotCount(original[0]) == 2
    made = result_of(laden())
    with pypdfium2.PdfDocument(made) as document:
        assert document.get_metadata_dict(skip_empty=True) == {}
        assert document.count_attachments() == 0
        assert pdfium.FPDFPage_GetAnnotCount(document[0]) == 0
    raw = unpacked(made)
    for words in ("王芳", "李强", "藏着的批注", NUMBER):
        for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
            assert words.encode(encoding) not in raw
    for mark in (b"/Info", b"/Metadata", b"/Annots", b"/EmbeddedFiles", b"/OCProperties", b"/JavaScript"):
        assert mark not in raw
    original.close()


def test_a_photo_is_turned_upright_and_tells_neither_place_nor_names():
    assert b"WANG FANG" in photo()
    box = Area(1, 0, 0, 5000, 5000)
    made = result_of(photo(), [box], "image/jpeg")
    assert b"Exif" not in made
    assert b"WANG FANG" not in made
    assert brightest(made, box)[0] < 48
    with pypdfium2.PdfDocument(made) as document:
        picture = pages.rendered(document[0])
    assert picture.width < picture.height  # taken sideways, 600 × 400
    # Orientation 6: the red mark of the upper left corner is seen at the upper right.
    red, green, blue = picture.getpixel((picture.width - 30, 30))
    assert red > 200 > 60 > max(green, blue)


def test_a_picture_is_written_without_what_stands_beside_its_pixels():
    picture = Image.open(io.BytesIO(photo()))
    assert picture.info["comment"] == b"WANG FANG"
    for data in (encode.packed(picture).data, encode.png(picture)):
        assert not {"comment", "exif"} & set(Image.open(io.BytesIO(data)).info)


def test_a_page_is_packed_the_shorter_way_and_keeps_its_colours():
    text = next(pages.leaves(plan(), pages.PDF)).picture
    noise = Image.effect_noise((100, 100), 60).resize((1600, 1600), Image.Resampling.BICUBIC)
    colour = Image.open(io.BytesIO(photo("PNG")))
    ways = [encode.packed(one) for one in (text, noise.convert("RGB"), colour)]
    assert [(one.filter, one.colours) for one in ways] == [
        ("FlateDecode", "DeviceGray"),
        ("DCTDecode", "DeviceGray"),
        ("DCTDecode", "DeviceRGB"),
    ]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_kind_become_a_page(mode):
    out = io.BytesIO()
    kind = "TIFF" if mode == "CMYK" else "PNG"
    white = {"1": 1, "LA": (255, 255), "RGBA": (9, 9, 9, 0), "I;16": 65535, "CMYK": (0, 0, 0, 0)}
    Image.new(mode, (300, 200), white.get(mode, 255)).save(out, kind)
    area = Area(1, 1000, 1000, 3000, 3000)
    made = result_of(out.getvalue(), [area], f"image/{kind.lower()}")
    inside, page = brightest(made, area)
    assert inside < 48
    if mode != "P":
        assert page > 250


def test_of_a_photo_with_more_pictures_behind_it_only_the_seen_one_is_a_page():
    out = io.BytesIO()
    seen, behind = Image.new("RGB", (300, 200), "white"), Image.new("RGB", (300, 200), "red")
    seen.save(out, "MPO", save_all=True, append_images=[behind])
    assert out.getvalue().startswith(b"\xff\xd8\xff")
    assert pages.count(out.getvalue(), "image/jpeg") == 1
    with pypdfium2.PdfDocument(result_of(out.getvalue(), [], "image/jpeg")) as document:
        assert len(document) == 1
        assert pages.rendered(document[0]).getpixel((50, 50)) == (255, 255, 255)


def test_each_picture_of_a_tiff_is_a_page():
    out = io.BytesIO()
    sheets = [Image.new("RGB", (300, 200), colour) for colour in ("white", "yellow")]
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    second = Area(2, 0, 0, 5000, 5000)
    made = result_of(out.getvalue(), [second], "image/tiff")
    assert brightest(made, second, 1)[0] < 48
    with pypdfium2.PdfDocument(made) as document:
        assert len(document) == 2


@pytest.mark.parametrize(
    ("crop", "turned"),
    [
        ((50, 400, 500, 800), 90),
        ((50, 400, 500, 800), 180),
        ((50, 400, 500, 800), 270),
        ((-99, -99, 700, 990), 0),
    ],
)
def test_on_a_turned_or_cropped_page_the_box_lies_where_it_was_seen(crop, turned):
    document = pypdfium2.PdfDocument(plan())
    page = document[0]
    page.set_cropbox(*crop)
    page.set_rotation(turned)
    out = io.BytesIO()
    document.save(out)
    document.close()
    data = out.getvalue()
    found = next(pages.leaves(data, pages.PDF)).chars
    assert "".join(char.sign for char in found).count(NUMBER) == 1
    at = "".join(char.sign for char in found).index(NUMBER)
    number = found[at : at + len(NUMBER)]
    left, top = min(char.left for char in number), min(char.top for char in number)
    right, bottom = max(char.right for char in number), max(char.bottom for char in number)
    area = Area(
        1, int(left * 1e4), int(top * 1e4), int((right - left) * 1e4) + 2, int((bottom - top) * 1e4) + 2
    )
    made = result_of(data, [area])
    assert NUMBER not in text_of(made)
    assert set("补偿标准") <= set(text_of(made))  # in whichever order a turned line is read
    before = pages.picture(data, pages.PDF, 1, 200)
    assert before.crop(area.pixels(before.size)).convert("L").getextrema()[0] < 100  # the ink was there


def test_a_box_of_a_hair_or_at_the_rim_blackens_at_least_a_pixel():
    areas = [Area(1, 0, 0, 1, 1), Area(1, 9999, 9999, 1, 1), Area(1, 5000, 9990, 5000, 10)]
    result_of(plan(), areas)
    assert [area.pixels((100, 100)) for area in areas[:2]] == [(0, 0, 1, 1), (99, 99, 100, 100)]


# – a wrong result is found


def only_painted(data, media_type, areas):
    """The fault that redaction is famous for: a black rectangle over the page as it was."""
    document = pypdfium2.PdfDocument(data)
    for area in areas:
        page = document[area.page - 1]
        width, height = page.get_size()
        x, y = area.x / 1e4 * width, (1 - (area.y + area.h) / 1e4) * height
        block = pdfium.FPDFPageObj_CreateNewRect(x, y, area.w / 1e4 * width, area.h / 1e4 * height)
        pdfium.FPDFPageObj_SetFillColor(block, 0, 0, 0, 255)
        pdfium.FPDFPath_SetDrawMode(block, pdfium.FPDF_FILLMODE_WINDING, False)
        pdfium.FPDFPage_InsertObject(page, block)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def all_text_kept(data, media_type, areas):
    """The picture is painted, the text layer forgets to leave out what lies in the boxes."""
    sheets = []
    for number, leaf in enumerate(pages.leaves(data, media_type), 1):
        black = redact.painted(leaf.picture, [area for area in areas if area.page == number])
        sheets.append(picture_pdf.Sheet(encode.packed(black), leaf.width, leaf.height, leaf.chars))
    return picture_pdf.written(sheets)


def nothing_painted(data, media_type, areas):
    """The text is gone, the picture still shows it."""
    pictures = [leaf.picture for leaf in pages.leaves(data, media_type)]
    return picture_pdf.written(picture_pdf.Sheet(encode.packed(one), 595, 842, ()) for one in pictures)


def a_page_lost(data, media_type, areas):
    document = pypdfium2.PdfDocument(redact.build(data, media_type, areas))
    document.del_page(1)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FAULTS = {
    only_painted: "文件属性",
    all_text_kept: "涂黑处还读得出文字",
    nothing_painted: "没有全黑",
    a_page_lost: "页数与原件不同",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_result_that_is_not_clean_is_never_kept(town, drawn, monkeypatch, fault):
    redaction = drawn()
    bad = fault(plan(), pages.PDF, [ID])
    monkeypatch.setattr(redact, "build", lambda *_: bad)
    with pytest.raises(Refused, match=FAULTS[fault]):
        confirmed(town, redaction)
    assert not StoredFile.objects.filter(purpose="redacted").exists()
    assert queries.current_redaction(redaction.original).status == Status.PROPOSED


def test_a_page_that_was_only_painted_is_found_without_its_metadata_too():
    painted = pypdfium2.PdfDocument(only_painted(plan(), pages.PDF, [ID]))
    with pytest.raises(Refused, match="不是单独一张图片"):
        redact._check_page(painted[0], 1, [ID])
    painted.close()


@pytest.mark.parametrize(("add", "why"), [("annotation", "有批注"), ("attachment", "有附件")])
def test_what_was_added_afterwards_is_found(add, why):
    document = pypdfium2.PdfDocument(redact.build(plan(), pages.PDF, [ID]))
    if add == "annotation":
        page = document[0]
        pdfium.FPDFPage_CloseAnnot(pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT))
        page.close()
    else:
        document.new_attachment("x.txt").set_data(b"x")
    out = io.BytesIO()
    document.save(out)
    document.close()
    with pytest.raises(Refused, match=why):
        redact.check(out.getvalue(), plan(), pages.PDF, [ID])


# – two people


def test_li_qiang_proposes_and_zhao_min_confirms(town, drawn):
    redaction = drawn()
    original = redaction.original
    public = confirmed(town, redaction)
    assert public.name == "政府信息公开版（第1份）.pdf"
    assert queries.original_of(public) == original
    assert queries.original_of(original) is None
    assert (public.purpose, public.owner, public.agency) == ("redacted", original.owner, town.district)
    assert (public.media_type, public.pages, public.public) == (pages.PDF, 2, False)
    assert NUMBER not in text_of(store.read(public.sha256))
    assert store.read(original.sha256) == plan()
    redaction = queries.current_redaction(original)
    assert (redaction.status, redaction.result) == (Status.CONFIRMED, public)
    assert (redaction.proposed_by, redaction.decided_by) == (town.li_qiang, town.zhao_min)
    acts = AuditLine.objects.filter(subject=f"files.StoredFile:{original.pk}").values_list("act", flat=True)
    assert [act.removeprefix("files.") for act in acts] == [
        "store_file",
        "open_redaction",
        "add_box",
        "propose_redaction",
        "confirm_redaction",
    ]


def test_whoever_proposed_cannot_confirm(town, drawn):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    with pytest.raises(NotAllowed, match="须由另一人确认"):
        actions.confirm_redaction(by=town.li_qiang, redaction=redaction, day=DAY, seen=redaction.pinned)
    for who in (town.he_jing, town.zhou_jie, town.stranger):
        with pytest.raises(NotAllowed, match="不能复核涂黑"):
            actions.confirm_redaction(by=who, redaction=redaction, day=DAY, seen=redaction.pinned)
    assert StoredFile.objects.count() == 1


def test_of_a_withdrawn_original_no_public_version_is_made(town, drawn):
    redaction = drawn()
    actions.withdraw_file(by=town.li_qiang, file=redaction.original, day=DAY, reason="传错了文件")
    with pytest.raises(Refused, match="已经撤下，不能生成公开版"):
        confirmed(town, redaction)


def test_a_changed_box_needs_a_new_proposal(town, drawn):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    seen = redaction.pinned
    second = {"page": 2, "x": 0, "y": 0, "w": 100, "h": 100, "reason": "denied_state_secret"}
    box = actions.add_box(by=town.li_qiang, redaction=redaction, day=DAY, **second)
    with pytest.raises(Refused, match="正在标注，不能确认"):
        actions.confirm_redaction(by=town.zhao_min, redaction=redaction, day=DAY, seen=seen)
    actions.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
    with pytest.raises(Refused, match="重新提交过"):
        actions.confirm_redaction(by=town.zhao_min, redaction=redaction, day=DAY, seen=seen)
    actions.remove_box(by=town.li_qiang, box=box, day=DAY)
    assert queries.current_redaction(redaction.original).status == Status.DRAFT


@pytest.mark.parametrize("changes", [{"x": 0}, {"reason": "denied_state_secret"}, {"article": "第十四条"}])
def test_a_box_that_was_changed_past_the_actions_is_found(town, drawn, changes):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    RedactionBox.objects.update(**changes)
    with pytest.raises(Refused, match="在提交以后有改动"):
        actions.confirm_redaction(by=town.zhao_min, redaction=redaction, day=DAY, seen=redaction.pinned)


def test_zhao_min_returns_it_and_li_qiang_must_change_something(town, drawn):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    with pytest.raises(Refused, match="退回须写明理由"):
        actions.return_redaction(by=town.zhao_min, redaction=redaction, day=DAY, reason=" ")
    actions.return_redaction(by=town.zhao_min, redaction=redaction, day=DAY, reason="第2页漏涂")
    with pytest.raises(Refused, match="第2页漏涂"):
        actions.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
    place = {"page": 2, "x": 0, "y": 0, "w": 100, "h": 100, "reason": "denied_state_secret"}
    actions.add_box(by=town.li_qiang, redaction=redaction, day=DAY, **place)
    assert confirmed(town, redaction).purpose == "redacted"


def test_after_the_public_version_another_one_is_a_new_redaction(town, drawn):
    redaction = drawn()
    confirmed(town, redaction)
    with pytest.raises(Refused, match="已经确认"):
        actions.remove_box(by=town.li_qiang, box=redaction.boxes.get(), day=DAY)
    again = actions.open_redaction(by=town.li_qiang, original=redaction.original, day=DAY)
    assert again.pk != redaction.pk
    assert actions.open_redaction(by=town.li_qiang, original=redaction.original, day=DAY) == again
    actions.add_box(
        by=town.li_qiang, redaction=again, day=DAY, page=2, x=0, y=0, w=1, h=1, reason="denied_state_secret"
    )
    assert confirmed(town, again).name == "政府信息公开版（第2份）.pdf"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("征地补偿方案（公开版）", "征地补偿方案（公开版）.pdf"),
        ("征地补偿方案.pdf", "征地补偿方案.pdf"),
        ("../a/征地补偿方案.exe", "征地补偿方案.exe.pdf"),
        ("  ", "政府信息公开版（第1份）.pdf"),
    ],
)
def test_zhao_min_may_name_the_public_version(town, drawn, given, kept):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    made = actions.confirm_redaction(
        by=town.zhao_min, redaction=redaction, day=DAY, seen=redaction.pinned, name=given
    )
    assert made.name == kept


def test_a_name_with_the_number_that_was_blacked_out_is_refused(town, drawn):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    with pytest.raises(Refused, match=r"居民身份证号码.*换一个名称"):
        actions.confirm_redaction(
            by=town.zhao_min,
            redaction=redaction,
            day=DAY,
            seen=redaction.pinned,
            name=f"王芳{NUMBER_OF_A_PERSON}的补偿方案",
        )
    assert queries.current_redaction(redaction.original).status == Status.PROPOSED


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"page": 3}, "有 2 页，没有第 3 页"),
        ({"page": 0}, "没有第 0 页"),
        ({"x": 10_000}, "左上角不在页面上"),
        ({"y": -1}, "左上角不在页面上"),
        ({"w": 0}, "须大于 0"),
        ({"reason": "granted"}, "不认识的涂黑理由"),
    ],
)
def test_a_box_that_cannot_be_is_refused(town, drawn, changes, why):
    given = {"page": 1, "x": 0, "y": 0, "w": 10, "h": 10, "reason": "denied_state_secret", **changes}
    with pytest.raises(Refused, match=why):
        actions.add_box(by=town.li_qiang, redaction=drawn(), day=DAY, **given)


def test_a_box_ends_at_the_rim_of_the_page(town, drawn):
    place = {"page": 1, "x": 9000, "y": 9500, "w": 5000, "h": 5000}
    box = actions.add_box(by=town.li_qiang, redaction=drawn(), day=DAY, **place, reason="denied_state_secret")
    assert (box.w, box.h) == (1000, 500)


def test_nothing_to_propose_and_nothing_to_redact_is_said(town, store, settings):
    empty = actions.open_redaction(by=town.li_qiang, original=store(), day=DAY)
    with pytest.raises(Refused, match="还没有标出要涂黑的地方"):
        actions.propose_redaction(by=town.li_qiang, redaction=empty, day=DAY)
    text = store(content="正文".encode(), upload_name="说明.txt")
    with pytest.raises(Refused, match="不是 PDF 或图片"):
        actions.open_redaction(by=town.li_qiang, original=text, day=DAY)
    settings.GONGKAI_REDACTION_MAX_PAGES = 1
    with pytest.raises(Refused, match="有 2 页，一次最多涂黑 1 页"):
        actions.open_redaction(by=town.li_qiang, original=store(content=laden()), day=DAY)


def test_the_reasons_for_the_letter_are_in_reading_order(town, drawn):
    redaction = drawn()
    place = {"page": 1, "x": 0, "y": 0, "w": 10, "h": 10}
    actions.add_box(
        by=town.li_qiang,
        redaction=redaction,
        day=DAY,
        **place,
        reason="denied_state_secret",
        article="《保密法》",
    )
    first, second = queries.redaction_reasons(redaction)
    assert (first.number, first.page, first.label, first.article) == (1, 1, "国家秘密", "《保密法》")
    third_party = outcomes()["denied_third_party_rights"]
    assert (second.number, second.label, second.note) == (2, third_party.short, "第三人身份证号")
    assert second.article == str(third_party.source)


def test_the_paint_covers_the_box_to_its_last_pixel_and_not_one_beside_it():
    painted = redact.painted(Image.new("L", (100, 100), "white"), [Area(1, 2000, 3000, 1500, 1000)])
    black = [(at % 100, at // 100) for at, grey in enumerate(painted.tobytes()) if grey == 0]
    assert black == [(x, y) for y in range(30, 40) for x in range(20, 35)]
