"""Is a clean copy free of what nobody saw, and does it still say everything that was in sight?"""

import io

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from gongkai.errors import ReadingError
from gongkai.examining.cleaning import clean
from gongkai.examining.examine import examine
from gongkai.examining.kinds import kinds_of_finding
from tests.law.examining.made import (
    DOCUMENTS,
    PHONE,
    WORKBOOKS,
    ZHANG_SAN,
    document,
    members,
    packed,
    pivot,
    workbook,
)


def rows(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def paragraphs(data: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(data)).paragraphs]


CLEANED = {name: make for name, (make, kind, _) in WORKBOOKS.items() if kinds_of_finding()[kind].cleaned}
CLEANED_DOCUMENTS = {
    name: make for name, (make, kind, _) in DOCUMENTS.items() if kinds_of_finding()[kind].cleaned
}


@pytest.mark.parametrize("name", CLEANED)
def test_a_clean_workbook_holds_nothing_more_and_shows_the_same(name):
    made = clean(CLEANED[name](), "附件.xlsx")
    assert examine(made, "附件.xlsx") == ()
    assert rows(made)["汇总"][0][:2] == ["补贴人数", 2.0]
    everything = b"".join(members(made).values()).decode("utf-8", "replace")
    for secret in (ZHANG_SAN, PHONE, "张三", "王某", "内部", "示范公司"):
        assert secret not in everything or name == "本机链接"  # that one's words were in sight


def test_the_words_of_a_link_stay_and_its_target_goes():
    made = clean(WORKBOOKS["本机链接"][0](), "附件.xlsx")
    assert rows(made)["汇总"][2][0] == "名单"
    assert "名单.xlsx" not in b"".join(members(made).values()).decode("utf-8", "replace")


@pytest.mark.parametrize("name", CLEANED_DOCUMENTS)
def test_a_clean_document_holds_nothing_more_and_shows_the_same(name):
    made = clean(CLEANED_DOCUMENTS[name](), "附件.docx")
    assert examine(made, "附件.docx") == ()
    assert paragraphs(made)[0] == "补偿标准每平方米一千元。"
    everything = b"".join(members(made).values()).decode("utf-8", "replace")
    assert "不符合" not in everything
    assert "名单" not in everything
    assert "张三" not in everything


def test_what_was_added_stays_and_what_was_deleted_is_gone():
    added = clean(DOCUMENTS["加入的文字"][0](), "附件.docx")
    assert paragraphs(added)[1] == "前李四"
    assert b"w:ins" not in members(added)["word/document.xml"]


def test_personal_data_in_sight_is_for_a_person_to_decide_and_stays():
    made = clean(WORKBOOKS["看得见的身份证号"][0](), "附件.xlsx")
    assert [one.kind for one in examine(made, "附件.xlsx")] == ["identity_number"]


def test_a_formula_becomes_the_value_that_was_seen():
    def formula(_book, sheet):
        sheet.write_formula("B2", "=B1*2", value=4)

    with_time = workbook(formula)
    with pytest.raises(ReadingError, match="1 个公式没有存下算出的数"):
        clean(
            with_time, "附件.xlsx"
        )  # XlsxWriter asks for a calculation on opening: nobody has seen its values
    parts = members(with_time)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    made = clean(packed(parts), "附件.xlsx")
    assert rows(made)["汇总"][1] == ["", 4.0]
    assert b"<f>" not in members(made)["xl/worksheets/sheet1.xml"]


def test_the_same_file_is_cleaned_into_the_same_bytes():
    assert clean(pivot(), "附件.xlsx") == clean(pivot(), "附件.xlsx")


def test_a_clean_file_is_cleaned_into_itself():
    for made in (clean(document(), "附件.docx"), clean(workbook(), "附件.xlsx")):
        assert clean(made, "附件") == made
