"""Files of 李强's: each with one thing in it that nobody sees who opens it."""

import io
import re
import zipfile
from collections.abc import Callable

import xlsxwriter
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

ZHANG_SAN = "110101199003070011"
PHONE = "13800001234"
CARD = "622202020011223349"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def members(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, of: str, kind: str, target: str, content: bytes, outside: bool = False) -> bytes:
    """A package with one more relationship of a part, and the part that it leads to."""
    parts = members(data)
    folder, _, name = of.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    known = parts.get(
        rels, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    )
    mode = ' TargetMode="External"' if outside else ""
    aim = target if outside else f"/{target}"
    link = f'<Relationship Id="rIdMore" Type="{_OFFICE}/{kind}" Target="{aim}"{mode}/>'
    text = known.decode()
    end = "</Relationships>"
    parts[rels] = (
        text.replace(end, link + end) if end in text else text.replace("/>", f">{link}{end}")
    ).encode()
    if not outside:
        parts[target] = content
    return packed(parts)


# – workbooks


def workbook(plant: Callable | None = None, **properties: str) -> bytes:
    """补贴人数 2, on a sheet 汇总; `plant` adds something."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if properties:
        book.set_properties(properties)
    sheet = book.add_worksheet("汇总")
    sheet.write_row(0, 0, ["补贴人数", 2])
    if plant:
        plant(book, sheet)
    book.close()
    return out.getvalue()


def _hidden_sheet(book, _sheet, how="hide"):
    more = book.add_worksheet("明细")
    more.write_row(0, 0, ["张三", ZHANG_SAN, PHONE])
    getattr(more, how)()


def _hidden_row(_book, sheet):
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.write(3, 0, f"张三 {ZHANG_SAN}")


def row_without_height() -> bytes:
    """A row that nobody hid, and that nobody sees."""
    parts = members(workbook(_hidden_row))
    name = "xl/worksheets/sheet1.xml"
    assert b' hidden="1"' in parts[name]
    return packed({**parts, name: parts[name].replace(b' hidden="1"', b' ht="0" customHeight="1"')})


def _hidden_column(_book, sheet):
    sheet.set_column(4, 5, None, None, {"hidden": True})
    sheet.write(1, 5, "张三")


def _blank_form(book, sheet):
    sheet.write(2, 0, "张三", book.add_format({"num_format": ";;;"}))


def _white(book, sheet):
    sheet.write(2, 0, "张三", book.add_format({"font_color": "white"}))


def _white_on_blue(book, sheet):
    sheet.write(2, 0, "人数", book.add_format({"font_color": "white", "bg_color": "blue"}))


def _empty_hidden(_book, sheet):
    sheet.set_column(4, 16383, None, None, {"hidden": True})
    sheet.set_row(9, None, None, {"hidden": True})


def pivot() -> bytes:
    """With the cache of a pivot table that was taken from a list of names."""
    cache = f'<pivotCacheRecords><r><s v="{ZHANG_SAN}"/></r></pivotCacheRecords>'.encode()
    return with_part(workbook(), "xl/workbook.xml", "pivotCacheDefinition", "xl/pivotCache/c1.xml", cache)


WORKBOOKS = {
    "隐藏的工作表": (lambda: workbook(_hidden_sheet), "hidden_sheet", "明细"),
    "深度隐藏的工作表": (
        lambda: workbook(lambda book, sheet: _hidden_sheet(book, sheet, "very_hidden")),
        "hidden_sheet",
        "明细",
    ),
    "隐藏的行": (lambda: workbook(_hidden_row), "hidden_cells", "第 4 行"),
    "没有高度的行": (row_without_height, "hidden_cells", "第 4 行"),
    "隐藏的列": (lambda: workbook(_hidden_column), "hidden_cells", "F 列"),
    "格式不显示的单元格": (lambda: workbook(_blank_form), "hidden_cells", "A3"),
    "白字": (lambda: workbook(_white), "faint_text", "A3"),
    "批注": (lambda: workbook(lambda _, sheet: sheet.write_comment("A1", "张三不符合")), "comment", "全文"),
    "写着手机号的批注": (
        lambda: workbook(lambda _, sheet: sheet.write_comment("A1", f"打电话 {PHONE}")),
        "comment",
        "全文",
    ),
    "透视表缓存": (pivot, "pivot_cache", "c1.xml"),
    "作者": (lambda: workbook(author="王某", comments="内部讨论稿"), "property", "作者、备注"),
    "单位": (lambda: workbook(company="示范公司"), "property", "单位"),
    "本机链接": (
        lambda: workbook(
            lambda _, sheet: sheet.write_url("A3", r"external:C:\内部\名单.xlsx", string="名单")
        ),
        "external_link",
        "超链接",
    ),
    "数据连接": (
        lambda: with_part(
            workbook(), "xl/workbook.xml", "connections", "xl/connections.xml", b"<connections/>"
        ),
        "external_link",
        "connections.xml",
    ),
    "外部工作簿": (
        lambda: with_part(
            workbook(), "xl/workbook.xml", "externalLink", "xl/externalLinks/e1.xml", b"<externalLink/>"
        ),
        "external_link",
        "e1.xml",
    ),
    "嵌入的文件": (
        lambda: with_part(workbook(), "xl/worksheets/sheet1.xml", "package", "xl/embeddings/a.docx", b"PK"),
        "attachment",
        "a.docx",
    ),
    "看得见的身份证号": (
        lambda: workbook(lambda _, sheet: sheet.write("B3", ZHANG_SAN)),
        "identity_number",
        "B3",
    ),
    "看得见的手机号": (lambda: workbook(lambda _, sheet: sheet.write("B3", PHONE)), "mobile_number", "B3"),
    "看得见的住址": (
        lambda: workbook(lambda _, sheet: sheet.write("B3", "住址：示范市云溪区北街2号")),
        "home_address",
        "B3",
    ),
}
SOUND_WORKBOOKS = {
    "只有数": workbook,
    "蓝底白字的表头": lambda: workbook(_white_on_blue),
    "右边空着的列隐藏了": lambda: workbook(_empty_hidden),
    "网址": lambda: workbook(lambda _, sheet: sheet.write_url("A3", "https://yunxi.example/")),
}


# – documents


def document(plant: Callable | None = None, author: str = "") -> bytes:
    """A paragraph 补偿标准; `plant` adds something."""
    made = Document()
    made.core_properties.author = author
    made.core_properties.comments = ""
    made.add_paragraph("补偿标准每平方米一千元。")
    if plant:
        plant(made)
    out = io.BytesIO()
    made.save(out)
    parts = members(out.getvalue())
    # The template of python-docx brings a picture of its first page; that is no part of this file.
    parts.pop("docProps/thumbnail.jpeg")
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", parts["_rels/.rels"])
    return packed(parts)


def _around(made, name: str, text: str, inner: str = "w:t"):
    """A paragraph with a run inside a mark of a change."""
    mark, run, words = OxmlElement(name), OxmlElement("w:r"), OxmlElement(inner)
    mark.set(qn("w:author"), "赵敏")
    mark.set(qn("w:id"), "7")
    words.text = text
    run.append(words)
    mark.append(run)
    made.add_paragraph("前").runs[0]._r.addnext(mark)


def _vanish(made):
    run = made.add_paragraph("前").add_run("张三不符合")
    run.font.hidden = True


def _vanish_by_style(made):
    style = made.styles.add_style("藏", 2)
    style.font.hidden = True
    made.add_paragraph("前").add_run("张三不符合", style="藏")


def _vanish_by_paragraph(made):
    style = made.styles.add_style("藏段", 1)
    style.font.hidden = True
    made.add_paragraph("张三不符合", style="藏段")


def _white_run(made):
    made.add_paragraph("前").add_run("张三不符合").font.color.rgb = RGBColor(255, 255, 255)


def _field(made):
    run = made.add_paragraph("前").add_run()
    for kind in ("begin", None, "separate", "end"):
        item = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            item.set(qn("w:fldCharType"), kind)
        else:
            item.text = r" INCLUDETEXT C:\\内部\\名单.docx "
        run._r.append(item)


def template() -> bytes:
    """From a template on a colleague's machine."""
    return with_part(
        document(),
        "word/settings.xml",
        "attachedTemplate",
        r"file:///C:\Users\wang\a.dotx",
        b"",
        outside=True,
    )


DOCUMENTS = {
    "删去的文字": (
        lambda: document(lambda made: _around(made, "w:del", "张三", "w:delText")),
        "tracked_change",
        "赵敏删去",
    ),
    "加入的文字": (
        lambda: document(lambda made: _around(made, "w:ins", "李四")),
        "tracked_change",
        "赵敏加入",
    ),
    "移走的文字": (
        lambda: document(lambda made: _around(made, "w:moveFrom", "张三")),
        "tracked_change",
        "赵敏删去",
    ),
    "批注": (
        lambda: document(lambda made: made.add_comment(made.paragraphs[0].runs, "张三不符合", author="赵敏")),
        "comment",
        "全文",
    ),
    "隐藏的文字": (lambda: document(_vanish), "hidden_text", "第 2 段"),
    "样式隐藏的文字": (lambda: document(_vanish_by_style), "hidden_text", "第 2 段"),
    "样式隐藏的整段": (lambda: document(_vanish_by_paragraph), "hidden_text", "第 2 段"),
    "白字": (lambda: document(_white_run), "faint_text", "第 2 段"),
    "作者": (lambda: document(author="王某"), "property", "作者"),
    "外部模板": (template, "template", "链接"),
    "引用别的文件的域": (lambda: document(_field), "external_link", "域"),
    "嵌入的工作簿": (
        lambda: with_part(document(), "word/document.xml", "package", "word/embeddings/a.xlsx", b"PK"),
        "attachment",
        "a.xlsx",
    ),
    "页脚的手机号": (
        lambda: document(lambda made: setattr(made.sections[0].footer.paragraphs[0], "text", PHONE)),
        "mobile_number",
        "页脚",
    ),
    "看得见的身份证号": (
        lambda: document(lambda made: made.add_paragraph(f"张三 {ZHANG_SAN}")),
        "identity_number",
        "第 2 段",
    ),
    "看得见的银行卡号": (lambda: document(lambda made: made.add_paragraph(CARD)), "bank_card", "第 2 段"),
}
