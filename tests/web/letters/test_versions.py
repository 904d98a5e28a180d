"""Do letters cite the request as corrected, and does a second reply say why it is given, and for which?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.letters import content
from gongkai_web.letters.forms import LetterForm
from gongkai_web.letters.ground import of
from gongkai_web.letters.kinds import kinds_for
from tests.people import receive
from tests.web.letters.written import SEPTEMBER, drafted, issued, posted, sealed, sent

ASKED, CAME = date(2024, 9, 3), date(2024, 9, 5)
VAGUE, CLEAR = "云溪路的材料", "2023 年批准的云溪路拓宽工程征地补偿安置方案"


@pytest.fixture
def vague(office):
    """王芳's request for something that nobody can find."""
    case = receive(office, date(2024, 9, 2), title=VAGUE)
    cases.ask_correction(case=case, by=office.li_qiang, day=ASKED, until=date(2024, 9, 27))
    return case


def text(letter) -> str:
    return content.document_of(letter).text


def correct(office, case, **given):
    cases.receive_correction(case=case, by=office.li_qiang, day=CAME, **given)
    case.refresh_from_db()


def test_before_the_correction_the_letter_cites_what_was_handed_in(office, case):
    assert f"申请获取的政府信息为：{case.title}。" in text(drafted(office, case, "L12"))


@pytest.mark.parametrize("given", [{"title": CLEAR}, {"description": f"{CLEAR}。"}])
def test_after_it_the_letter_cites_the_corrected_request_and_its_day(office, vague, given):
    correct(office, vague, **given)
    said = text(drafted(office, vague, "L12"))
    assert f"申请获取的政府信息为：{CLEAR}（经2024年9月5日补正）。" in said
    assert VAGUE not in said


def test_the_list_shows_the_corrected_title_and_the_record_keeps_the_first(office, vague):
    correct(office, vague, title=CLEAR)
    assert vague.title == CLEAR
    assert vague.events.get(kind="submitted").data["title"] == VAGUE


def test_the_parts_of_a_corrected_request_keep_their_own_titles(office, vague):
    correct(office, vague, title=CLEAR)
    titles = ["征地补偿方案", "安置方案"]
    parts = cases.split_case(
        case=vague,
        by=office.li_qiang,
        day=SEPTEMBER,
        parts=[cases.Part(one) for one in titles],
        reason="两件事",
    )
    assert [current(part).content for part in parts] == titles


def test_what_was_left_as_it_was_is_no_new_version(office, vague):
    correct(office, vague, title=VAGUE, description=current(vague).description)
    assert current(vague).content == VAGUE


def test_a_second_correction_entered_right_takes_its_place(office, vague):
    correct(office, vague, title="写错的题名")
    event = vague.events.get(kind="correction.received")
    cases.replace_event(
        case=vague, by=office.li_qiang, day=SEPTEMBER, event=event, reason="写错", data={"title": CLEAR}
    )
    assert current(vague).content == CLEAR


def test_the_form_for_a_third_party_offers_the_corrected_content(office, vague):
    correct(office, vague, title=CLEAR)
    kind = next(one for one in kinds_for("ask_third_party", SEPTEMBER) if one.code == "P08")
    form = LetterForm(kind=kind, act="ask_third_party", today=SEPTEMBER, known=of(vague))
    assert CLEAR in form.initial.values()


def test_the_page_of_the_correction_asks_for_the_title(office, vague, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/office/cases/{vague.pk}/acts/receive_correction/"
    assert VAGUE in client.get(address).content.decode()
    client.post(address, {"day": "2024-09-05", "title": CLEAR, "description": ""})
    assert current(vague).content == CLEAR


# – the second reply


def appealed(office, case):
    first = posted(office, sealed(office, issued(office, case, "L12")))
    by = {"case": case, "by": office.li_qiang}
    ref = "示政复〔2024〕33号"
    cases.file_appeal(
        **by, day=date(2024, 9, 12), ref=ref, kind="reconsideration", organ="示范市人民政府",
        received_on=date(2024, 9, 13),
    )  # fmt: skip
    cases.conclude_appeal(**by, day=date(2024, 11, 4), ref=ref, result="corrected", redo=True)
    return first


def test_a_reply_that_was_ordered_names_the_decision_and_what_it_replaces(office, case):
    first = appealed(office, case)
    said = text(drafted(office, case, "L02", "reply_again", date(2024, 11, 6)))
    assert "2024年11月4日，示范市人民政府以示政复〔2024〕33号行政复议决定责令本机关重新答复。" in said
    assert f"本答复代替本机关2024年9月10日作出的答复（{first.number}）" in said


def test_a_reply_after_a_revocation_names_the_letter_that_revoked(office, case):
    first = posted(office, sealed(office, issued(office, case, "L12")))
    values = {"act_of_correction": "予以撤销，另行作出答复"}
    revoking = sent(office, case, "L24", "revoke_reply", date(2024, 9, 20), values=values)
    said = text(drafted(office, case, "L02", "reply_again", date(2024, 9, 23)))
    assert f"本机关2024年9月10日作出的答复（{first.number}）已于2024年9月20日以{revoking.number}撤销" in said
    assert "责令" not in said


def test_a_first_reply_speaks_of_no_other(office, case):
    assert "重新答复" not in text(drafted(office, case, "L02"))


def test_an_order_that_the_second_instance_replaced_is_not_cited(office, case):
    posted(office, sealed(office, issued(office, case, "L12")))
    by = {"case": case, "by": office.li_qiang, "ref": "行初5号"}
    cases.file_appeal(**by, day=date(2024, 9, 12), kind="litigation_direct", organ="示范市中级人民法院")
    cases.conclude_appeal(**by, day=date(2024, 11, 4), result="corrected", redo=True)
    cases.next_instance(
        **by, day=date(2024, 11, 12), instance="second", number="行终9号", organ="示范省高级人民法院"
    )
    cases.conclude_appeal(**by, day=date(2025, 1, 6), result="corrected", redo=True)
    said = text(drafted(office, case, "L02", "reply_again", date(2025, 1, 10)))
    assert "2025年1月6日，示范省高级人民法院以行终9号行政判决责令本机关重新答复。" in said
    assert "行初5号" not in said


def test_what_the_agency_puts_right_of_itself_was_ordered_by_nobody(office, case):
    appealed(office, case)
    by = {"case": case, "by": office.li_qiang}
    cases.reply_again(**by, day=date(2024, 11, 6), outcome="granted")
    cases.serve(**by, day=date(2024, 11, 7))
    cases.revoke_reply(**by, day=date(2024, 12, 2), reason="适用条款有误")
    assert "责令" not in text(drafted(office, case, "L02", "reply_again", date(2024, 12, 3)))
