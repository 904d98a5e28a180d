"""Is every part told that a clean copy would not have, also one that nobody thought of?"""

import pytest

from gongkai.examining import clean_wordprocessing, clean_workbook, stored
from gongkai.examining.cleaning import clean
from gongkai.examining.examine import examine
from tests.law.examining.made import ZHANG_SAN, document, members, packed, with_part, workbook

_MAIN = "xl/workbook.xml"
_SECRET = f"<a>张三 {ZHANG_SAN}</a>".encode()


def edited(data: bytes, part: str, before: str, after: str) -> bytes:
    parts = members(data)
    assert before.encode() in parts[part]
    return packed({**parts, part: parts[part].replace(before.encode(), after.encode(), 1)})


def in_sheet(element: str) -> bytes:
    return edited(workbook(), "xl/worksheets/sheet1.xml", "<pageMargins", f"{element}<pageMargins")


def unlisted() -> bytes:
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{ZHANG_SAN}</t></is></c></row>'
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    return with_part(workbook(), _MAIN, "worksheet", "xl/worksheets/more.xml", sheet)


def encoded() -> bytes:
    """The comments stand in a part whose name is %-encoded where it is referred to."""
    made = with_part(workbook(), "xl/worksheets/sheet1.xml", "comments", "xl/批 注.xml", b"")
    parts = members(made)
    parts["xl/批 注.xml"] = "<comments><comment><text><t>张三</t></text></comment></comments>".encode()
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    parts[rels] = parts[rels].replace("批 注".encode(), b"%E6%89%B9%20%E6%B3%A8")
    return packed(parts)


def orphan() -> bytes:
    return packed({**members(workbook()), "xl/model/item.data": b"x"})


BEYOND = {
    "DataMashup": (
        lambda: with_part(workbook(), _MAIN, "customXml", "customXml/item1.xml", _SECRET),
        "unknown_part",
    ),
    "PowerPivot": (
        lambda: with_part(workbook(), _MAIN, "powerPivotData", "xl/model/item.data", b"x"),
        "unknown_part",
    ),
    "控件": (
        lambda: with_part(workbook(), "xl/worksheets/sheet1.xml", "control", "xl/activeX/a.xml", _SECRET),
        "unknown_part",
    ),
    "词汇表": (
        lambda: with_part(
            document(), "word/document.xml", "glossaryDocument", "word/glossary/d.xml", _SECRET
        ),
        "unknown_part",
    ),
    "视频": (
        lambda: with_part(document(), "word/document.xml", "video", "word/media/a.mp4", b"x"),
        "unknown_part",
    ),
    "人名": (
        lambda: with_part(document(), "word/document.xml", "people", "word/people.xml", _SECRET),
        "property",
    ),
    "没有引用的部件": (orphan, "unknown_part"),
    "不在表单里的工作表": (unlisted, "unknown_part"),
    "编了码的名字": (encoded, "comment"),
    "文件以后的字节": (lambda: workbook() + "张三".encode(), "trailing_data"),
    "文件以前的字节": (lambda: b"PK\x03\x04" + workbook(), "trailing_data"),
    "隐藏的名称": (
        lambda: edited(
            workbook(),
            _MAIN,
            "</sheets>",
            '</sheets><definedNames><definedName name="名单" hidden="1">"张三"</definedName></definedNames>',
        ),
        "stored_value",
    ),
    "下拉清单": (
        lambda: in_sheet(
            '<dataValidations><dataValidation type="list" sqref="A9"><formula1>"张三,李四"</formula1>'
            "</dataValidation></dataValidations>"
        ),
        "stored_value",
    ),
    "筛选的值": (
        lambda: in_sheet(
            '<autoFilter ref="A1:B1"><filterColumn colId="0"><filters><filter val="张三"/></filters>'
            "</filterColumn></autoFilter>"
        ),
        "stored_value",
    ),
    "方案": (
        lambda: in_sheet(
            '<scenarios><scenario name="张三"><inputCells r="A1" val="9"/></scenario></scenarios>'
        ),
        "stored_value",
    ),
    "邮件合并": (
        lambda: edited(
            document(),
            "word/settings.xml",
            "</w:settings>",
            '<w:mailMerge><w:query w:val="SELECT * FROM 张三名单"/></w:mailMerge></w:settings>',
        ),
        "stored_value",
    ),
    "可以编辑的人": (
        lambda: edited(
            document(), "word/document.xml", "<w:sectPr", '<w:permStart w:id="1" w:ed="张三"/><w:sectPr'
        ),
        "stored_value",
    ),
    "个人视图": (
        lambda: edited(
            workbook(),
            _MAIN,
            "</sheets>",
            '</sheets><customWorkbookViews><customWorkbookView name="张三 - 个人视图" guid="{0}"/>'
            "</customWorkbookViews>",
        ),
        "stored_value",
    ),
    "输入时的提示": (
        lambda: in_sheet(
            '<dataValidations><dataValidation sqref="A9" promptTitle="张三" prompt="不符合"/>'
            "</dataValidations>"
        ),
        "stored_value",
    ),
    "排序用的清单": (
        lambda: in_sheet(
            '<sortState ref="A1:A2"><sortCondition ref="A1" customList="张三,李四"/></sortState>'
        ),
        "stored_value",
    ),
    "可以编辑的区域": (
        lambda: in_sheet('<protectedRanges><protectedRange sqref="A1" name="张三填"/></protectedRanges>'),
        "stored_value",
    ),
    "发布成的网页": (
        lambda: in_sheet(
            '<webPublishItems><webPublishItem id="1" divId="a" sourceType="sheet"'
            ' destinationFile="张三.htm"/></webPublishItems>'
        ),
        "stored_value",
    ),
    "文档变量": (
        lambda: edited(
            document(),
            "word/settings.xml",
            "</w:settings>",
            '<w:docVars><w:docVar w:name="名单" w:val="张三"/></w:docVars></w:settings>',
        ),
        "stored_value",
    ),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_cleaning_would_drop_is_told_and_dropped(name):
    make, kind = BEYOND[name]
    data = make()
    assert {one.kind for one in examine(data, "附件")} == {kind}
    made = clean(data, "附件")
    assert examine(made, "附件") == ()
    assert "张三" not in b"".join(members(made).values()).decode("utf-8", "replace")


def test_of_everything_that_cleaning_takes_out_it_is_said_whether_it_is_told():
    dropped = {
        *(*clean_wordprocessing._MARKERS, *clean_wordprocessing._SETTINGS),
        *(*clean_workbook._BOOK, *clean_workbook._SHEET),
    }
    assert dropped - set(stored._SAYING) == stored.SILENT | stored.AROUND
