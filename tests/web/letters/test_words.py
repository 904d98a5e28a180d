"""What do letter, cover and form say of who asks: several, an agent, and the words of the applicant?"""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from gongkai.letters import envelope, letter_kinds, registration_form
from gongkai.letters.writing import text_of
from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven
from gongkai_web.cases.models import Case
from gongkai_web.files import actions as files
from gongkai_web.letters import actions, content, given, ground
from gongkai_web.letters.checks import faults
from tests.people import receive
from tests.web.files.made import plan
from tests.web.letters.written import SEPTEMBER, drafted, issued, posted, sealed

WANG_FANG = ApplicantGiven("王芳", phone="13800000000", address="示范市云溪区云溪路8号", postcode="999101")
LI_XIAOMING = ApplicantGiven("李小明", role="joint", address="示范市云溪区南街3号", postcode="999102")
LAWYER = ApplicantGiven(
    "陈律师", role="agent", phone="13900000000", address="云溪区北街1号", postcode="999103"
)


@pytest.fixture
def asked(office):
    """A request of these people, received on 2 September 2024."""

    def of(*people, kind="natural_person", **more):
        request = RequestGiven("counter", kind, people, "云溪路征地补偿方案", **more)
        day = date(2024, 9, 2)
        case = cases.register_request(by=office.li_qiang, agency=office.district, day=day, given=request)
        cases.confirm_receipt(case=case, by=office.li_qiang, day=day)
        return case

    return of


def words_of(case, day=SEPTEMBER):
    return ground.setting(ground.of(case), day=day)


def plain(data):
    return "".join(text_of(data, "pdf").split())


def test_several_applicants_are_named_and_addressed_together(office, asked):
    letter = drafted(office, asked(WANG_FANG, LI_XIAOMING), "L12")
    document = content.document_of(letter)
    assert document.recipient == "王芳、李小明"
    assert "收到你们提出的" in document.text
    assert "您" not in document.text
    assert faults(letter) == ()


@pytest.mark.parametrize(
    ("people", "name", "place"),
    [
        ((WANG_FANG,), "王芳收", "云溪路8号"),
        ((WANG_FANG, LI_XIAOMING), "王芳收", "云溪路8号"),
        ((WANG_FANG, LAWYER), "陈律师（王芳的代理人）收", "北街1号"),
        ((WANG_FANG, LI_XIAOMING, LAWYER), "陈律师（王芳等2人的代理人）收", "北街1号"),
    ],
)
def test_the_cover_names_the_one_whose_address_it_bears(asked, people, name, place):
    text = plain(envelope(words_of(asked(*people)), "pdf"))
    assert name in text
    assert place in text


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("in_person", "纸质，到机关领取、查阅"),
        ("post", "纸质，邮寄"),
        ("email", "纸质，发到电子邮箱"),
        ("online", "纸质，网上查看（凭查询码）"),
    ],
)
def test_the_register_form_has_the_words_of_the_applicant_and_none_of_serving(asked, way, said):
    case = asked(WANG_FANG, LAWYER, medium="paper", way=way)
    text = plain(registration_form(words_of(case), "pdf", day=SEPTEMBER))
    assert f"获取信息的方式、途径{said}" in text
    assert "送达" not in text
    assert "13800000000" in text
    assert "代理人陈律师，13900000000" in text


def test_the_register_form_says_who_entered_the_request_and_when(office, asked):
    case = asked(WANG_FANG)
    Case.objects.filter(pk=case.pk).update(registered_at=datetime(2024, 9, 2, 1, 5, tzinfo=UTC))
    case.refresh_from_db()
    # A wrong entry that 赵敏 puts right was still entered by 李强.
    cases.replace_event(
        case=case,
        by=office.zhao_min,
        day=SEPTEMBER,
        event=case.events.get(kind="submitted"),
        reason="名称写错",
        new_day=case.submitted_on,
        data={"title": "云溪路的征地补偿方案"},
    )
    words = ground.registration(ground.of(case), day=SEPTEMBER)
    text = plain(registration_form(words, "pdf", day=SEPTEMBER))
    assert "登记人、登记时间李强，2024年9月2日9时05分" in text


def test_a_ground_that_may_be_no_law_is_asked_about_and_holds_nothing_back(office, asked, sign_in):
    values = {"provision": "《示范市政务信息管理规定》第三条"}
    letter = drafted(office, asked(WANG_FANG), "L05", values=values)
    assert faults(letter) == ()
    page = sign_in(office.li_qiang).get(reverse("letters:letter", args=[letter.pk])).content.decode()
    assert "所写的“《示范市政务信息管理规定》”是不是法律、行政法规？" in page
    assert issued(office, asked(WANG_FANG), "L05", values=values).number


def test_a_withdrawal_cites_no_article(office, asked):
    case = asked(WANG_FANG)
    cases.withdraw(case=case, by=office.li_qiang, day=SEPTEMBER, reason="已经得到")
    letter = issued(office, case, "L23", values={"fact_on": SEPTEMBER.isoformat()})
    assert letter.event.data["article"] == ""


def test_a_letter_that_puts_a_reply_right_has_the_remedies_of_its_new_outcome(office, asked):
    case = asked(WANG_FANG)
    first = sealed(office, issued(office, case, "L12"))
    actions.serve(
        letter=posted(office, first),
        by=office.li_qiang,
        day=SEPTEMBER,
        service=actions.Service("王芳", "本人"),
    )
    denied = {
        "outcome": "denied_process_information",
        "article": "《条例》第十六条第二款",
        "values": {
            "content": "原答复称不存在；现查明系过程稿，不予公开",
            "basis": "第十六条第二款、第三十六条第（三）项",
            "reason": "该稿尚在讨论，公开会妨碍决策",
        },
    }
    wrong = drafted(office, case, "L24", "reply_again", **denied)
    assert [one.code for one in faults(wrong)] == ["remedy-outcome"]
    actions.void(letter=wrong, by=office.li_qiang, day=SEPTEMBER, reason="救济写错")
    denied["values"] = {**denied["values"], "remedy": "B"}
    letter = issued(office, case, "L24", "reply_again", **denied)
    letter = actions.serve(
        letter=posted(office, sealed(office, letter)),
        by=office.li_qiang,
        day=SEPTEMBER,
        service=actions.Service("王芳", "本人"),
    )
    assert [one.key for one in content.remedies_of(letter)] == [
        "reconsideration",
        "litigation_after_reconsideration",
    ]


def test_what_is_said_of_the_blacked_out_parts_does_not_tell_the_name_of_the_original(office, asked):
    case = asked(WANG_FANG)
    original = files.store_file(
        agency=office.district,
        owner=f"cases.Case:{case.pk}",
        purpose="information",
        upload_name="赵老四的补偿协议.pdf",
        content=plan(),
        by=office.li_qiang,
        day=SEPTEMBER,
    )
    redaction = files.open_redaction(by=office.li_qiang, original=original, day=SEPTEMBER)
    place = {"page": 1, "x": 100, "y": 100, "w": 3000, "h": 3000}
    files.add_box(
        by=office.li_qiang,
        redaction=redaction,
        day=SEPTEMBER,
        **place,
        reason="denied_third_party_rights",
        note="第三人姓名",
    )
    redaction = files.propose_redaction(by=office.li_qiang, redaction=redaction, day=SEPTEMBER)
    files.confirm_redaction(by=office.zhao_min, redaction=redaction, day=SEPTEMBER, seen=redaction.pinned)
    offered = given.prefilled(letter_kinds()["L03"], ground.of(case), SEPTEMBER)
    assert offered["withheld_parts"] == "《政府信息公开版（第1份）》第1页的第三人姓名"
    assert "赵老四" not in "".join(offered.values())


def test_who_applied_on_the_site_is_told_that_the_correction_can_be_typed_there(office):
    online = receive(office, date(2024, 9, 2), channel="web")
    said = content.document_of(drafted(office, online, "P04", "ask_correction")).text
    assert "您也可以凭查询码在政府信息公开“查询进度”页填写、提交。" in said
    by_post = receive(office, date(2024, 9, 2), title="另一份方案")
    assert "查询码" not in content.document_of(drafted(office, by_post, "P04", "ask_correction")).text
