"""Are personal numbers seen where they stand: in a table, in a list, after a tab, over the end of a line?"""

import pytest

from gongkai.examining.examine import examine
from gongkai.examining.findings import Gathered
from tests.law.examining.made import PHONE, ZHANG_SAN, document, packed, workbook
from tests.law.examining.test_pdf import page

IN_A_PDF = {
    "表格里的": f"#table(columns: 3, [1], [{PHONE}], [25], [2], [{ZHANG_SAN}], [36])",
    "窄表格里的": f"#table(columns: 3, inset: 2pt, [1], [{PHONE}], [25], [2], [{ZHANG_SAN}], [36])",
    "没有线的表格里的": f"#table(columns: 3, stroke: none, [1], [{PHONE}], [25], [2], [{ZHANG_SAN}], [36])",
    "逐行的": f"1#linebreak(){PHONE}#linebreak()25#linebreak(){ZHANG_SAN}#linebreak()36",
    "转行的": f"{PHONE[:7]}#linebreak(){PHONE[7:]}，{ZHANG_SAN[:10]}#linebreak(){ZHANG_SAN[10:]}",
    "夹在别的数中间的": f"25#linebreak(){PHONE[:7]}#linebreak(){PHONE[7:]}#linebreak()3600#linebreak()"
    f"{ZHANG_SAN[:10]}#linebreak(){ZHANG_SAN[10:]}#linebreak()7",
    "横过来的": f"#rotate(90deg, reflow: true)[1 #h(2em) {PHONE} #h(2em) 25 #h(2em) {ZHANG_SAN}]",
    "空着写的": f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}，{ZHANG_SAN[:6]} {ZHANG_SAN[6:14]} {ZHANG_SAN[14:]}",
}

IN_A_TEXT = {
    "两行": f"{PHONE[:7]}\n{PHONE[7:]}，{ZHANG_SAN[:10]}\n{ZHANG_SAN[10:]}",
    "夹在别的数中间": f"25\n{PHONE[:7]}\n{PHONE[7:]}\n36\n{ZHANG_SAN[:10]}\n{ZHANG_SAN[10:]}\n7",
    "三行": f"{PHONE[:7]}\n{PHONE[7:]}，{ZHANG_SAN[:6]}\n{ZHANG_SAN[6:14]}\n{ZHANG_SAN[14:]}",
    "缩进的": f"{PHONE[:7]}  \r\n    {PHONE[7:]}，{ZHANG_SAN[:10]}-\r\n　{ZHANG_SAN[10:]}",
}


@pytest.mark.parametrize("name", IN_A_TEXT)
def test_numbers_broken_over_the_lines_of_a_text_are_seen_each_once(name):
    found = examine(IN_A_TEXT[name].encode(), "附件.txt")
    assert sorted((one.kind, one.count) for one in found) == [("identity_number", 1), ("mobile_number", 1)]


def test_a_column_of_figures_in_a_text_is_no_number_of_anybody():
    assert examine(b"138\n1234\n5678\n139\n1234567\n8\n", "附件.txt") == ()


@pytest.mark.parametrize("name", IN_A_PDF)
def test_numbers_of_zhang_san_in_a_pdf_are_seen_each_once(name):
    found = examine(page(IN_A_PDF[name]), "附件.pdf")
    assert sorted((one.kind, one.count) for one in found) == [("identity_number", 1), ("mobile_number", 1)]


def test_figures_in_a_table_are_no_number_of_anybody():
    body = "#table(columns: 3, [138], [1234], [5678], [139], [1234567], [8])"
    assert examine(page(body), "附件.pdf") == ()


def test_numbers_between_tabs_and_line_ends_of_a_document_are_seen():
    made = document(lambda one: one.add_paragraph(f"1\t{PHONE}\t25\n{ZHANG_SAN}\n3"))
    found = examine(made, "附件.docx")
    assert {one.kind for one in found} == {"identity_number", "mobile_number"}


def test_numbers_in_the_columns_of_an_ofd_are_seen():
    columns = (("10 10 5 5", "1"), ("30 10 30 5", PHONE), ("70 10 5 5", "25"), ("10 20 18 5", ZHANG_SAN[:9]))
    text = "".join(
        f'<TextObject Boundary="{place}"><TextCode>{words}</TextCode></TextObject>'
        for place, words in (*columns, ("28 20 18 5", ZHANG_SAN[9:]))
    )
    parts = {
        "OFD.xml": b"<OFD/>",
        "Doc_0/Document.xml": b"<Document/>",
        "Doc_0/Pages/Page_0/Content.xml": f"<Page>{text}</Page>".encode(),
    }
    found = examine(packed(parts), "附件.ofd")
    assert {one.kind for one in found} == {"identity_number", "mobile_number"}


def test_many_findings_of_one_kind_leave_room_for_the_worst():
    def plant(book, _sheet):
        for number in range(301):
            book.add_worksheet(f"第{number}组").write(0, 0, PHONE)
        hidden = book.add_worksheet("明细")
        hidden.write(0, 0, ZHANG_SAN)
        hidden.hide()

    assert "hidden_sheet" in {one.kind for one in examine(workbook(plant), "附件.xlsx")}


def test_what_is_beyond_the_most_of_a_kind_is_counted():
    found = Gathered()
    for number in range(310):
        found.add("comment", f"第 {number} 页")
    *_, last = found.findings()
    assert (last.where, last.count, len(found.findings())) == ("其余各处", 10, 301)
