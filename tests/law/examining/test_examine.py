"""Is it told what a file carries that nobody sees, and where; and is a sound file let pass in silence?"""

import pytest

from gongkai.examining.examine import examine
from gongkai.examining.kinds import kinds_of_finding
from tests.law.examining.made import (
    DOCUMENTS,
    PHONE,
    SOUND_WORKBOOKS,
    WORKBOOKS,
    ZHANG_SAN,
    document,
)

PLANTED = {f"XLSX·{name}": one for name, one in WORKBOOKS.items()}
PLANTED |= {f"DOCX·{name}": one for name, one in DOCUMENTS.items()}


@pytest.mark.parametrize("name", PLANTED)
def test_what_lies_in_a_file_is_told_with_its_place(name):
    make, kind, place = PLANTED[name]
    found = examine(make(), "附件")
    assert [one.kind for one in found] == [kind], found
    assert place in found[0].where


@pytest.mark.parametrize("name", SOUND_WORKBOOKS)
def test_a_workbook_that_shows_all_it_holds_passes_in_silence(name):
    assert examine(SOUND_WORKBOOKS[name](), "附件.xlsx") == ()


def test_a_document_that_shows_all_it_holds_passes_in_silence():
    assert examine(document(), "附件.docx") == ()


def test_what_is_found_is_not_repeated_in_the_finding():
    for make, _, _ in PLANTED.values():
        said = " ".join(f"{one.where} {one.excerpt}" for one in examine(make(), "附件"))
        assert ZHANG_SAN not in said
        assert PHONE not in said


def test_every_kind_that_the_examiner_knows_has_its_row_in_the_law_folder():
    known = kinds_of_finding()
    assert {kind for _, kind, _ in PLANTED.values()} <= set(known)


def test_plain_text_is_read_for_personal_numbers_line_by_line():
    (one,) = examine(f"名单\n张三 {ZHANG_SAN}\n".encode("gb18030"), "名单.txt")
    assert (one.kind, one.where, one.excerpt) == ("identity_number", "正文：第 2 行", "110…11")


@pytest.mark.slow
def test_what_cannot_be_opened_is_asked_about_not_passed():
    for data in (b"PK\x03\x04broken", b"%PDF-1.7 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(100)):
        assert [one.kind for one in examine(data, "附件")][:1] == ["not_examined"]
