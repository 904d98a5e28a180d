"""Do the office pages call the number of a document as the law folder does?"""

from datetime import date

import pytest

from gongkai.publication.elements import element_lists
from gongkai_web.imports.tables.of_items import TABLES
from gongkai_web.imports.tables.reading import head_of
from gongkai_web.publishing.documents.forms import EntryForm
from gongkai_web.publishing.figures import DOCUMENTS
from gongkai_web.publishing.items.content import FIELDS

DAY = date(2026, 3, 2)
WORD = element_lists()["official_document"].elements["document_number"].label


def test_one_word_in_the_forms_and_lists():
    heads = [one.head for one in DOCUMENTS.listing.columns]
    assert WORD in heads
    assert "文号" not in heads
    assert FIELDS["document_number"].label == WORD
    assert EntryForm.base_fields["number"].label == WORD


@pytest.mark.django_db
def test_a_table_that_heads_the_column_otherwise_is_read():
    table = "标题,文号\n停车收费标准,云政发〔2026〕1号\n".encode()
    for heads in (table, table.replace("文号".encode(), WORD.encode())):
        head = head_of(heads, "信息.csv", [one for one in TABLES[0].columns(DAY) if not one.required])
        assert "document_number" in head.places
