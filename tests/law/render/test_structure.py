"""Does the Word document keep the content models of the standard, and would we notice if it did not?"""

import io
import zipfile

import pytest

from gongkai.render import rendered
from gongkai.report import ExtraRow
from tests.law.render.reports import distinct, with_blank, with_lost
from tests.law.render.wordprocessing import faults

UNIT = "table2.centralized_procurement.procurement_unit"
REPORTS = {
    "2021": distinct("2021"),
    "2019": distinct("2019", texts={UNIT: "示范市财政局"}),
    "lost and blank": with_lost(
        with_blank(distinct(), "table3.granted.total"), "table4.reconsideration.total"
    ),
    "rows of its own": distinct(
        extra_rows=(ExtraRow(2, "其他主动公开文件", (1, 2, 3, 4)), ExtraRow(4, "其中", tuple(range(15))))
    ),
    "no text": distinct(sections=(), title=None),
}


@pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
def test_every_element_keeps_the_model_of_the_standard(report):
    assert list(faults(rendered(report, ".docx"))) == []


def _changed(part: str, old: str, new: str) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(rendered(distinct(), ".docx")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("document", "<w:cantSplit/>", "<w:cantsplit/>", "trPr holds"),
        ("document", '<w:tblLayout w:type="fixed"/>', '<w:tblLayout w:type="firm"/>', "tblLayout type"),
        ("document", '<w:vAlign w:val="center"/></w:tcPr>', "<w:vAlign/></w:tcPr>", "vAlign without val"),
        ("document", "<w:keepNext/>", '<w:jc w:val="left"/><w:keepNext/>', "pPr in the order"),
        ("document", "</w:tcPr><w:p>", "</w:tcPr><w:tbl/><w:p>", "tbl without"),
        ("document", "</w:p></w:tc>", "</w:p><w:p><w:r/><w:pPr/></w:p></w:tc>", "pPr does not stand first"),
        ("document", "<w:tblGrid>", "<w:tblGrid/><w:tblGrid>", "more than once"),
        ("footer1", 'Type="separate"', 'Type="end"', "a field"),
        ("footer1", 'w:fldCharType="begin"', "", "fldChar without"),
        ("document", 'w:type="default"', 'w:type="odd"', "footerReference type"),
        ("document", 'w:pStyle w:val="', 'w:pStyle w:val="没有', "names no style"),
        ("document", '<w:jc w:val="center"/><w:tblBorders>', "<w:tblBorders>", None),
        ("styles", "<w:name ", "<w:title ", "style holds"),
        ("fontTable", "<w:altName", "<w:alias", "font holds"),
        ("fontTable", ' w:name="', ' w:nam="', "font without name"),
        ("settings", 'w:percent="100"', "", "zoom without percent"),
    ],
)
def test_what_the_standard_forbids_is_noticed(part, old, new, told):
    found = list(faults(_changed(f"word/{part}.xml", old, new)))
    assert any(told in fault for fault in found) if told else found == []
