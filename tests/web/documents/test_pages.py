"""What does the office read and do on the pages of the register?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web.publishing import actions as register
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.documents.models import CleanUp
from gongkai_web.publishing.documents.urls import urlpatterns
from gongkai_web.publishing.models import DocumentChange, NormativeDocument
from tests.web.documents.registered import VERDICTS, begun, drafted_result, fresh, judged
from tests.web.items.written import DAY

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
SIGNED_IN = {**dict.fromkeys(WHO, 200), "anonymous": 302}
SEEN = {**SIGNED_IN, "elsewhere": 404, "stranger": 404}
HANDLED = {**SEEN, "supervisor": 403}
OPENING = {**SIGNED_IN, "supervisor": 403, "stranger": 403}
EXPECTED = {
    "documents": SIGNED_IN,
    "new": OPENING,
    "document": SEEN,
    "act": HANDLED,
    "confirm": {**dict.fromkeys(WHO, 405), "anonymous": 302},
    "void_change": HANDLED,
    "clean_ups": SIGNED_IN,
    "new_clean_up": OPENING,
    "clean_up": SEEN,
    "judge": HANDLED,
    "result": {**dict.fromkeys(WHO, 405), "anonymous": 302},
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


def client_of(office, who) -> Client:
    people = {
        "officer": office.li_qiang,
        "supervisor": office.zhou_jie,
        "elsewhere": office.he_jing,
        "stranger": office.stranger,
    }
    client = Client()
    if who in people:
        client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(answer) -> str:
    tree = html.fromstring(answer.content.decode())
    return " ".join(tree.xpath("//main")[0].text_content().split())


def ended(office, document) -> DocumentChange:
    register.end_document(
        by=office.li_qiang,
        document=document,
        day=date(2025, 6, 2),
        ending="repealed",
        basis="云府〔2025〕3号",
    )
    return document.changes.get()


def test_every_address_has_an_expectation():
    assert sorted(pattern.name for pattern in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(office, three, who):
    change, clean_up = ended(office, three[0]), begun(office)
    one, batch = {"pk": three[0].pk}, {"pk": clean_up.pk}
    arguments = {
        "document": one,
        "act": {**one, "act": "amend"},
        "confirm": one,
        "void_change": {**one, "number": change.number},
        "clean_up": batch,
        "judge": batch,
        "result": batch,
    }
    client = client_of(office, who)
    got = {
        name: client.get(reverse(f"documents:{name}", kwargs=arguments.get(name, {}))).status_code
        for name in EXPECTED
    }
    assert got == {name: expected[who] for name, expected in EXPECTED.items()}


def test_table_two_is_counted_on_any_past_day_and_opens_its_documents(office, three):
    ended(office, three[0])
    client = client_of(office, "officer")
    for day, table in {
        "2024-02-29": (0, 0, 0),
        "2024-12-31": (3, 0, 3),
        "2025-06-01": (0, 0, 3),
        "2025-06-02": (0, 1, 2),
    }.items():
        page = said(client.get(f"/office/documents/?at={day}"))
        issued, repealed, in_force = table
        assert f"制发 {issued} 件 废止、失效 {repealed} 件 现行有效 {in_force} 件" in page
    listed = said(client.get("/office/documents/?at=2025-06-02&count=repealed"))
    assert "云溪区第1号办法" in listed
    assert "云溪区第2号办法" not in listed
    assert "云溪区第1号办法" not in said(client.get("/office/documents/?at=2025-06-02&count=in_force"))


def test_an_office_enters_a_document_of_former_days(office):
    client = client_of(office, "officer")
    given = {"kind": "normative_document", "title": "旧办法", "number": "云政规〔2019〕1号"}
    answer = client.post("/office/documents/new/", {**given, "issued_on": "2026-03-03"})
    assert "还没有到" in said(answer)
    client.post("/office/documents/new/", {**given, "issued_on": "2019-05-06", "expires_on": "2024-05-05"})
    found = NormativeDocument.objects.get()
    assert (found.number, found.ended_on, found.ending) == ("云政规〔2019〕1号", date(2024, 5, 6), "expired")


def test_an_office_amends_ends_extends_and_voids_through_the_pages(office, three):
    client = client_of(office, "officer")
    one, two, three_ = three
    amend = f"/office/documents/{one.pk}/acts/amend/"
    given = {"day": "2026-03-01", "reason": "调整时段", "by_document": "云政规〔2024〕9号"}
    assert "登记里没有「云政规〔2024〕9号」" in said(client.post(amend, given))
    client.post(amend, {**given, "by_document": "云政规〔2024〕2号"})
    page = said(client.get(f"/office/documents/{one.pk}/"))
    assert "已修改 2026-03-01（云政规〔2024〕2号）" in page
    client.post(
        f"/office/documents/{two.pk}/acts/end/",
        {"day": "2026-03-02", "reason": "已完成", "basis": "云府〔2026〕3号", "ending": "declared_invalid"},
    )
    assert fresh(two).ending == "declared_invalid"
    client.post(f"/office/documents/{two.pk}/changes/1/void/", {"reason": "记错了"})
    assert fresh(two).ending == ""
    client.post(f"/office/documents/{three_.pk}/acts/void/", {"reason": "重复登记"})
    assert fresh(three_).voided
    assert "登记已作废" in said(client.get(f"/office/documents/{three_.pk}/"))


def test_an_office_extends_what_is_about_to_lapse(office, three):
    NormativeDocument.objects.filter(pk=three[0].pk).update(
        expires_on=date(2026, 5, 1), ended_on=date(2026, 5, 2), ending="expired"
    )
    client = client_of(office, "officer")
    assert "云溪区第1号办法" in said(client.get("/office/documents/?show=ending"))
    assert "没有这样的文件" in said(client.get("/office/documents/?show=ending&at=2015-01-01"))
    given = {"day": "2026-03-02", "until": "2028-05-01", "reason": "评估后继续执行"}
    client.post(f"/office/documents/{three[0].pk}/acts/extend/", given)
    assert fresh(three[0]).last_day == date(2028, 5, 1)
    assert "云溪区第1号办法" not in said(client.get("/office/documents/?show=ending"))


def test_an_office_cleans_up_through_the_pages(office, three):
    client = client_of(office, "officer")
    given = {"title": "2026年清理结果", "as_of": "2026-03-02", "reason": "年度清理"}
    address = client.post("/office/documents/clean-ups/new/", given).url
    assert "还没有认定 3" in said(client.get(address))
    answers = {"document": [one.pk for one in three]}
    for one, verdict in zip(three, VERDICTS, strict=True):
        answers |= {f"verdict_{one.pk}": verdict.verdict, f"reason_{one.pk}": verdict.reason}
    wrong = client.post(f"{address}judge/", {**answers, f"reason_{three[1].pk}": ""})
    assert "须写明理由" in said(wrong)
    client.post(f"{address}judge/", answers)
    assert "继续有效 1 修改 0 废止 1 宣布失效 1" in said(client.get(address))
    client.post(f"{address}result/")
    item = CleanUp.objects.get().item
    assert item is not None
    assert reverse("items:item", args=[item.pk]) in client.get(address).content.decode()
    assert "清理结果正在审查" in said(client.get("/office/documents/clean-ups/"))


def test_a_result_that_strayed_from_its_verdicts_is_told_on_the_page(office, three):
    one, edition = drafted_result(office, three)
    edition.content = {**edition.content, "repeals": []}
    edition.save()
    assert "与逐件的认定不同" in said(
        client_of(office, "officer").get(f"/office/documents/clean-ups/{one.pk}/")
    )


def test_verdicts_are_listed_by_what_was_found(office, three):
    one = judged(office, three)
    page = said(client_of(office, "officer").get(f"/office/documents/clean-ups/{one.pk}/?verdict=repealed"))
    assert "云溪区第2号办法" in page
    assert "云溪区第1号办法" not in page


def test_a_county_enters_no_rules_by_hand_either(office):
    given = {"agency": office.district.pk, "kind": "rules", "title": "云溪区停车场管理办法"}
    given |= {"number": "云政令〔2026〕1号", "issued_on": DAY, "effective_from": DAY}
    level = {"by": office.li_qiang, "agency": office.district, "day": DAY, "level": "county"}
    catalogue.seed_columns(**level)
    answer = client_of(office, "officer").post(reverse("documents:new"), given)
    assert answer.status_code == 422
    assert "没有登记规章制定权，文件类型不能是“规章”" in said(answer)
    catalogue.seed_columns(**level, rule_making=True)
    client_of(office, "officer").post(reverse("documents:new"), given)
    assert NormativeDocument.objects.get().kind == "rules"
