"""Can 王芳 print the form and post it, empty or with what she has typed?"""

import io

import pytest
from docx import Document

from tests.web.apply.conftest import RESIDENT, TYPED, pdf


def cells_of(data: bytes) -> str:
    """The words of the table."""
    return "\n".join(
        cell.text for table in Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells
    )


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_form_can_be_printed_empty_and_filled(phone, kind):
    empty = phone.open(f"/apply/yunxi/form.{kind}")
    assert empty.status_code == 200
    filled = phone.press(phone.open(), "print", kind, **TYPED)
    assert filled.status_code == 200
    assert "attachment" in filled.headers["Content-Disposition"]
    assert len(filled.content) > 1000
    assert phone.open("/apply/yunxi/form.exe").status_code == 404


def test_the_empty_form_offers_what_the_page_offers_and_the_filled_one_says_what_was_chosen(phone):
    empty = cells_of(phone.open("/apply/yunxi/form.docx").content)
    assert "□网上查看（凭查询码）　□发到电子邮箱　□邮寄　□到机关领取、查阅" in empty
    assert "□纸质　□电子文档　□查阅、抄录" in empty
    filled = cells_of(phone.press(phone.open(), "print", "docx", **{**TYPED, "way": "online"}).content)
    assert "网上查看（凭查询码）" in filled
    assert "□网上查看" not in filled


def test_the_filled_form_tells_whose_each_number_is(phone):
    page = phone.press(phone.open(), "more", **{**TYPED, "email": "", "address": "", "postcode": ""})
    others = {
        "joint-0-name": "李梅",
        "joint-0-id_kind": "passport",
        "joint-0-id_number": "E12345678",
        "agent-name": "陈律",
        "agent-phone": "13900001111",
    }
    filled = phone.press(page, "print", "docx", **others, attachments=pdf("图.pdf"))
    words = cells_of(filled.content)
    assert "王芳、李梅、陈律（代理人）" in words
    assert f"王芳：居民身份证 {RESIDENT}；李梅：护照 E12345678" in words
    assert "王芳：13800005678；陈律：13900001111" in words
    assert "图.pdf" in words
    alone = cells_of(phone.press(phone.open(), "print", "docx", **TYPED).content)
    assert "王芳：" not in alone
