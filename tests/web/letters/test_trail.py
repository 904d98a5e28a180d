"""Is a letter that was changed in the database alone found, and is one that went the whole way sound?"""

from datetime import date

import pytest

from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.letters import actions
from gongkai_web.letters.actions import serving
from gongkai_web.letters.models import Letter
from tests.people import receive
from tests.web.audit.test_record import sql
from tests.web.letters.written import furnish, sealed, submitted

pytestmark = pytest.mark.slow

DAY = date(2024, 9, 10)


def found() -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.kind, one.ledger, one.fields) for one in verify().faults]


@pytest.fixture
def sent(town):
    """The reply to 王芳, approved by 赵敏, sealed and sent."""
    furnish(town, steps=["head"])
    letter = submitted(town, receive(town, date(2024, 9, 2)), "L12", way="post")
    seen = letter.content_hash
    letter = sealed(town, actions.approve_and_issue(letter=letter, by=town.sun_li, day=DAY, seen=seen))
    assert found() == []
    return actions.dispatch(
        letter=letter, by=town.li_qiang, day=DAY, way="post", mail_kind="ems", number="EM123456789CN"
    )


def test_a_letter_that_goes_the_whole_way_is_sound(town, sent):
    assert found() == []
    served(town, sent)
    assert found() == []


def served(town, letter):
    """Taken in by 王芳's husband, with the slip of the post."""
    service = actions.Service(receiver="张伟", relation="丈夫", place="云溪路 8 号门口", note="同住家属代收")
    letter = actions.serve(letter=letter, by=town.li_qiang, day=DAY, service=service)
    return actions.keep_proof(
        letter=letter, by=town.li_qiang, day=DAY, upload_name="回执.txt", content="妥投".encode()
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("relation = '本人'", "relation"),
        ("receiver = '王芳'", "receiver"),
        ("place = '云溪路 9 号'", "place"),
        ("place = ''", "place"),
        ("service_note = '本人签收'", "note"),
        ("mail_number = 'EM000000000CN'", "mail_number"),
        ("reposted_on = '2024-09-12'", "reposted_on"),
        ("served_on = '2024-09-09'", "served_on"),
        ("proof_file_id = NULL", "proof_file"),
    ],
)
def test_a_changed_proof_of_service_is_named(town, sent, change, field):
    served(town, sent)
    sql(f"UPDATE letters_letter SET {change}")
    assert found() == [("differs", "文书", (field,))]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("content_hash = 'x'", "hash"),
        ("\"values\" = '{}'", "hash"),
        ("number = '云公开〔2024〕9号'", "number"),
        ("status = 'served'", "status"),
        ("dispatched_on = '2024-09-03'", "dispatched_on"),
        ("issued_on = '2024-09-03'", "issued_on"),
        ("sealed_file_id = NULL", "sealed_file"),
        ("steps = '[]'", "steps"),
        ("receiver = '张伟'", "receiver"),
        ("refused = true", "refused"),
        ("place = '云溪路 8 号'", "place"),
        ("service_note = '已签收'", "note"),
        ("proof_file_id = sealed_file_id", "proof_file"),
    ],
)
def test_a_changed_column_of_a_letter_is_named(sent, change, field):
    sql(f"UPDATE letters_letter SET {change}")
    assert found() == [("differs", "文书", (field,))]


def test_no_line_says_where_it_was_served_and_a_former_key_still_vouches_for_it(town, sent, settings):
    served(town, sent)
    said = [str(line.detail) for line in AuditLine.objects.all()]
    assert not any("8 号门口" in one or "同住" in one for one in said)
    settings.IDENTITY_KEYS = ("another key that seals from now on", *settings.IDENTITY_KEYS)
    assert found() == []


def test_what_an_earlier_version_did_not_tell_is_not_held_against_it(town, sent, monkeypatch):
    monkeypatch.setattr(serving, "_words", lambda _: {})
    served(town, sent)
    assert found() == []


def test_a_word_changed_in_its_text_is_found(sent):
    paragraphs = [one.replace("征地", "拆迁") for one in sent.document["paragraphs"]]
    assert paragraphs != sent.document["paragraphs"]
    Letter.objects.filter(pk=sent.pk).update(document={**sent.document, "paragraphs": paragraphs})
    assert found() == [("differs", "文书", ("hash",))]


def test_a_changed_decision_one_taken_away_and_a_deleted_letter_are_found(sent):
    assert sent.decisions.count() == 1
    sql("UPDATE letters_decision SET role = 'legal'")
    assert found() == [("differs", "文书", ("decisions",))]
    sql("DELETE FROM letters_decision")
    assert found() == [("differs", "文书", ("decisions",))]
    sql("DELETE FROM letters_letter")
    assert found() == [("gone", "文书", ())]
