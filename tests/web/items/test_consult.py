"""Does a text wait for the agencies that it concerns, and does a reader from outside see it and no more?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import actions, queries, review
from gongkai_web.publishing.items.checks import Unready
from gongkai_web.publishing.items.consulting_models import Consultation, OutsideReader
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Decision
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_work import rows
from tests.web.items.written import DAY, again, approved, decide, drafted, fresh, published, submitted

TERM = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def said(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].text_content().split())


def asked(office, edition, **changes):
    given = {"unit": "示范市公安局云溪分局", "due_on": TERM, "question": "收费路段是否准确"}
    return actions.consult(edition=edition, by=office.li_qiang, day=DAY, **{**given, **changes})


def answered(consultation, by, **changes):
    given = {"agrees": True, "source": "云公函〔2026〕8号", **changes}
    return actions.answer_consultation(consultation=consultation, by=by, day=DAY, **given)


def publish(office, edition):
    return actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)


# – 会商


def test_what_the_agency_agreed_to_is_the_text_that_it_was_shown(office):
    edition = drafted(office)
    answered(asked(office, edition), office.li_qiang)
    given = {"edition": edition, "by": office.li_qiang, "day": DAY}
    actions.edit(**given, group="body", values={"body": "<p>另加沿河路。</p>"}, seen=1)
    with pytest.raises(Unready, match="示范市公安局云溪分局同意的是 2026-03-02 的内容，以后改了正文"):
        actions.submit(**given)
    answered(asked(office, again(edition)), office.li_qiang)
    actions.submit(**given)


def test_a_text_does_not_go_out_before_the_asked_agency_agrees(office):
    edition = approved(office)
    consultation = asked(office, edition)
    with pytest.raises(Refused, match=r"示范市公安局云溪分局还没有答复（期限 2026-03-10）"):
        publish(office, edition)
    moment = timezone.now() + timedelta(days=1)
    with pytest.raises(Refused, match="会商还没有了结"):
        actions.schedule(edition=again(edition), by=office.li_qiang, day=DAY, at=moment, now=timezone.now())
    answered(consultation, office.li_qiang)
    assert publish(office, edition)


def test_what_was_set_for_an_hour_stays_where_a_consultation_began_meanwhile(office):
    edition, now = approved(office), timezone.now()
    moment = now + timedelta(hours=1)
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=moment, now=now)
    asked(office, again(edition))
    assert actions.publish_due(moment) == []
    assert fresh(edition.item).live is None


def test_dissent_holds_it_until_the_head_decides_with_a_reason(office):
    edition = approved(office)
    consultation = asked(office, edition)
    with pytest.raises(Refused, match="须写明意见和依据"):
        answered(consultation, office.li_qiang, agrees=False)
    answered(consultation, office.li_qiang, agrees=False, opinion="涉及警用车位")
    with pytest.raises(Refused, match="不同意公开"):
        publish(office, edition)
    settle = {"consultation": consultation, "day": DAY}
    with pytest.raises(NotAllowed):
        actions.settle_consultation(by=office.li_qiang, reason="已删去警用车位", **settle)
    with pytest.raises(Refused, match="理由"):
        actions.settle_consultation(by=office.sun_li, reason=" ", **settle)
    actions.settle_consultation(by=office.sun_li, reason="已删去警用车位", **settle)
    assert publish(office, edition)


def test_silence_says_nothing_and_is_decided_after_its_term(office):
    consultation = asked(office, drafted(office))
    given = {"consultation": consultation, "by": office.sun_li, "reason": "催过两次"}
    with pytest.raises(Refused, match="期限到 2026-03-10，还没有到"):
        actions.settle_consultation(day=TERM, **given)
    assert actions.settle_consultation(day=TERM + timedelta(days=1), **given).decided_by == office.sun_li


def test_an_entered_answer_says_where_it_came_from(office):
    with pytest.raises(Refused, match="须写明来源"):
        answered(asked(office, drafted(office)), office.li_qiang, source="")


def test_an_agency_of_this_system_answers_itself_and_sees_that_text_alone(office, sign_in):  # noqa: F811
    """何静 of 白石县 answers; before, she saw nothing of it, and the draft itself she still does not see."""
    edition = drafted(office)
    consultation = asked(office, edition, unit="", agency=office.county)
    client = sign_in(office.he_jing)
    assert rows(office.he_jing) == [("答复会商", "云溪区停车收费标准")]
    page = reverse("items:consultation", args=[consultation.pk])
    assert "路内停车位首小时免费" in said(client.get(page))
    assert client.get(reverse("items:item", args=[edition.item_id])).status_code == 404
    with pytest.raises(NotAllowed):
        answered(consultation, office.li_qiang)
    act = reverse("items:consultation_act", args=[consultation.pk, "answer"])
    assert client.post(act, {"agrees": "yes", "opinion": ""}).status_code == 302
    assert rows(office.he_jing) == []
    assert "同意公开" in said(client.get(page))
    assert sign_in(office.zhou_jie).get(page).status_code == 404


def test_who_must_decide_finds_it_on_the_list(office):
    asked(office, drafted(office))
    assert rows(office.sun_li, TERM) == []
    late = TERM + timedelta(days=1)
    assert rows(office.sun_li, late) == [("决定会商", "云溪区停车收费标准")]
    assert ("决定会商", "云溪区停车收费标准") not in rows(office.li_qiang, late)


def test_asking_and_answering_go_by_pages(office, sign_in):  # noqa: F811
    edition, client = drafted(office), sign_in(office.li_qiang)
    fields = {"agency": "", "unit": "云溪区教育局", "due_on": "2026-03-10", "question": "校园周边"}
    address = reverse("items:consult", args=[edition.item_id])
    assert client.post(address, {**fields, "unit": ""}).status_code == 422
    assert client.post(address, fields).status_code == 302
    assert "云溪区教育局" in said(client.get(reverse("items:item", args=[edition.item_id])))
    consultation = Consultation.objects.get()
    act = reverse("items:consultation_act", args=[consultation.pk, "recall"])
    assert client.post(act, {"reason": "问错了机关"}).status_code == 302
    assert not Consultation.objects.get().holds


def test_what_was_asked_and_answered_is_sealed_with_the_text(office):
    item = published(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    consultation = asked(office, edition, question="甲字七号仓库")
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="不应公开")
    consultation.refresh_from_db()
    assert (consultation.content, consultation.question) == ({}, "")
    texts = actions.open_sealed(item=fresh(item), by=office.chen_jing, day=DAY, reason="查处")
    assert texts[f"consultation:{consultation.pk}"]["question"] == "甲字七号仓库"


def test_what_was_sealed_is_open_to_nobody_who_was_asked_about_it(office, sign_in):  # noqa: F811
    edition = drafted(office)
    consultation = asked(office, edition, unit="", agency=office.county)
    page = reverse("items:consultation", args=[consultation.pk])
    assert [sign_in(one).get(page).status_code for one in (office.he_jing, office.li_qiang)] == [200, 200]
    actions.end(item=edition.item, by=office.sun_li, day=DAY, kind="secret", reason="不应公开")
    assert [sign_in(one).get(page).status_code for one in (office.he_jing, office.li_qiang)] == [404, 404]


# – 外部阅看


def let_in(office, edition, **changes):
    given = {"name": "张律师", "purpose": "法律顾问", "until": TERM, **changes}
    return actions.let_read(snapshot=fresh(edition.item).draft, by=office.li_qiang, day=DAY, **given)


def test_a_link_opens_one_snapshot_once_and_leaves_a_line(office):
    edition = submitted(office)
    reader, code = let_in(office, edition)
    client, address = Client(), reverse("items:read", args=[code])
    for _ in range(3):  # whoever looks at links in advance does not use it up
        assert "首小时免费" not in said(client.get(address))
    answer = client.post(address)
    assert "首小时免费" in said(answer)
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    again_ = client.post(address)
    assert (again_.status_code, "首小时免费" in said(again_)) == (410, False)
    assert AuditLine.objects.filter(act="items.read_outside").count() == 1
    assert code not in str(list(OutsideReader.objects.values()))
    reader.refresh_from_db()
    assert reader.openings == 1


@pytest.mark.parametrize("how", ["late", "revoked", "sealed", "wrong"])
def test_a_link_that_is_over_opens_nothing_and_says_one_sentence(office, at, how):  # noqa: F811
    edition = submitted(office)
    reader, code = let_in(office, edition, once=False)
    match how:
        case "late":
            at(2026, 3, 11)
        case "revoked":
            actions.stop_reading(reader=reader, by=office.li_qiang, day=DAY)
        case "sealed":
            given = {"item": edition.item, "by": office.chen_jing, "day": DAY, "kind": "secret"}
            actions.end(**given, reason="不应公开")
        case "wrong":
            code += "x"
    answer = Client().post(reverse("items:read", args=[code]))
    assert answer.status_code == 410
    assert "这个链接已经失效" in said(answer)
    assert "停车" not in answer.content.decode()


def test_a_link_to_a_draft_that_was_dropped_says_so_and_shows_nothing_of_it(office):
    """张律师 opened it once before; 李强 gives it up, and sends it to nobody else."""
    edition = submitted(office)
    reader, code = let_in(office, edition, once=False)
    address = reverse("items:read", args=[code])
    assert Client().post(address).status_code == 200
    actions.drop(edition=again(edition), by=office.li_qiang, day=DAY, reason="不再出台")
    answer = Client().post(address)
    assert (answer.status_code, "已经不再征求意见" in said(answer)) == (410, True)
    assert "停车" not in answer.content.decode()
    given = {"by": office.li_qiang, "day": DAY, "name": "王律师", "purpose": "法律顾问", "until": TERM}
    with pytest.raises(Refused, match="已经作废"):
        actions.let_read(snapshot=reader.snapshot, **given)
    actions.stop_reading(reader=reader, by=office.li_qiang, day=DAY)
    assert "这个链接已经失效" in said(Client().post(address))


def test_who_read_a_sealed_text_from_outside_is_known_to_the_secrecy_office_alone(office):
    edition = submitted(office)
    reader, _ = let_in(office, edition, name="张律师")
    given = {"by": office.chen_jing, "day": DAY}
    actions.end(**given, item=edition.item, kind="secret", reason="不应公开")
    reader.refresh_from_db()
    assert (reader.name, reader.purpose) == ("", "")
    texts = actions.open_sealed(**given, item=fresh(edition.item), reason="查处")
    assert texts[f"reader:{reader.pk}"] == {"name": "张律师", "purpose": "法律顾问"}


def test_a_link_is_bound_to_its_snapshot_whatever_is_written_later(office):
    edition = submitted(office)
    _, code = let_in(office, edition, once=False)
    values = {"body": "<p>改过的</p>"}
    actions.edit(edition=again(edition), by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    page = said(Client().post(reverse("items:read", args=[code])))
    assert "首小时免费" in page
    assert "改过的" not in page


def test_who_reads_from_outside_is_no_step_of_the_review(office):
    edition = submitted(office)
    _, code = let_in(office, edition)
    Client().post(reverse("items:read", args=[code]))
    assert not Decision.objects.exists()
    assert again(edition).waits == "|reviewer|"
    decide(office.zhao_min, edition)
    assert not review.approved(fresh(edition.item).draft)
    assert again(edition).stage == Stage.IN_REVIEW


def test_a_link_is_made_and_taken_back_on_a_page_and_shown_once(office, sign_in):  # noqa: F811
    edition, client = submitted(office), sign_in(office.li_qiang)
    address = reverse("items:readers", args=[fresh(edition.item).draft.pk])
    long = client.post(address, {"name": "张律师", "purpose": "法律顾问", "until": "2026-12-31"})
    assert (long.status_code, "链接的期限应在" in said(long)) == (422, True)
    made = client.post(address, {"name": "张律师", "purpose": "法律顾问", "until": "2026-03-10"})
    (link,) = html.fromstring(made.content.decode()).xpath("//main//code/text()")
    assert "/items/read/" in link
    assert "/items/read/" not in said(client.get(address))
    assert sign_in(office.he_jing).get(address).status_code == 404
    reader = OutsideReader.objects.get()
    assert client.post(reverse("items:reader_stop", args=[reader.pk])).status_code == 302
    assert Client().post(link).status_code == 410


# – who may see a draft


def test_whoever_says_who_may_see_a_draft_locks_neither_self_nor_author_out(office, sign_in):  # noqa: F811
    edition = drafted(office)
    given = {"readers": "named", "named": [office.chen_jing.pk]}
    answer = sign_in(office.zhao_min).post(reverse("items:act", args=[edition.item_id, "readers"]), given)
    assert answer.status_code == 302
    for person in (office.zhao_min, office.li_qiang, office.chen_jing):
        assert queries.at_home(person, DAY).filter(pk=edition.item_id).exists()
