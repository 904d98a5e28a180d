"""Does a file go out with its text, and only then, and only that one?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.models import StoredFile
from gongkai_web.publishing.items import actions, checks
from gongkai_web.publishing.items.content import digest
from tests.web.casework.conftest import sign_in  # noqa: F401 – a browser
from tests.web.items.written import DAY, again, decide, drafted, fresh, keep_secrets, published

TABLE = "路段\t每小时\n云溪路\t两元".encode()


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.DATA = tmp_path / "data"


def attached(office, edition, data=TABLE, seen=1, name="收费表.txt"):
    given = {"by": office.li_qiang, "day": DAY, "upload_name": name, "content": data, "seen": seen}
    return actions.attach(edition=edition, **given)


def approve(office, edition, looked=""):
    actions.submit(edition=edition, by=office.li_qiang, day=DAY, looked=looked)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)


def address(item, sha256) -> str:
    return reverse("items:public_file", args=[item.pk, sha256])


def test_a_file_is_public_when_its_text_is_and_gone_when_that_is(office):
    edition = attached(office, drafted(office))
    item, (row,) = edition.item, edition.content["attachments"]
    client = Client()
    assert client.get(address(item, row["sha256"])).status_code == 404
    approve(office, edition)
    assert client.get(address(item, row["sha256"])).status_code == 404
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    answer = client.get(address(item, row["sha256"]))
    assert (answer.status_code, answer.content) == (200, TABLE)
    page = client.get(reverse("items:public_item", args=[item.pk])).content.decode()
    assert reverse("items:public_attachment", args=[item.pk, row["no"]]) in page
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    assert client.get(address(item, row["sha256"])).status_code == 404


def test_a_file_of_the_next_text_is_not_public_with_the_present_one(office):
    item = published(office)
    edition = attached(office, actions.begin(item=item, by=office.li_qiang, day=DAY))
    (row,) = edition.content["attachments"]
    assert Client().get(address(item, row["sha256"])).status_code == 404
    assert Client().get(address(item, "0" * 64)).status_code == 404


def test_a_file_more_or_less_is_another_text(office):
    edition = drafted(office)
    before = digest(edition.content)
    edition = attached(office, edition)
    approve(office, edition)
    (row,) = edition.content["attachments"]
    with pytest.raises(actions.Conflict):
        actions.detach(edition=again(edition), by=office.li_qiang, day=DAY, sha256=row["sha256"], seen=1)
    edition = actions.detach(
        edition=again(edition), by=office.li_qiang, day=DAY, sha256=row["sha256"], seen=2
    )
    assert (edition.stage, digest(edition.content)) == ("drafting", before)


def test_two_who_attach_at_once_lose_no_file(office):
    edition = drafted(office)
    attached(office, edition)
    with pytest.raises(actions.Conflict, match="李强在 2026-03-02 改过「附件」"):
        attached(office, edition, b"another", name="b.txt")
    edition = attached(office, again(edition), b"another", seen=2, name="b.txt")
    assert [one["name"] for one in edition.content["attachments"]] == ["收费表.txt", "b.txt"]


def test_a_file_that_was_withdrawn_or_never_kept_does_not_go_out(office):
    edition = attached(office, drafted(office))
    file = StoredFile.objects.get()
    files.withdraw_file(by=office.li_qiang, file=file, day=DAY, reason="传错了")
    with pytest.raises(Refused, match="不在本件收存的文件里"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    strange = {"attachments": [{"sha256": "b" * 64, "name": "别的.pdf"}]}
    with pytest.raises(Refused, match=r"附件《别的\.pdf》不在本件收存的文件里"):
        actions.submit(edition=drafted(office, content=strange), by=office.li_qiang, day=DAY, looked="看过")


def test_personal_data_in_a_file_are_found_too(office):
    edition = attached(office, drafted(office), "姓名\t身份证号码\n王芳\t110101199003070134".encode())
    with pytest.raises((checks.Unready, Refused)) as refused:
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert "收费表.txt" in str(refused.value)
    assert "110101199003070134" not in str(refused.value)


def test_files_come_and_go_on_their_page(office, sign_in, monkeypatch):  # noqa: F811
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: DAY)
    item = drafted(office).item
    client, page = sign_in(office.li_qiang), reverse("items:attach", args=[item.pk])
    answer = client.post(page, {"seen": 1, "file": SimpleUploadedFile("收费表.txt", TABLE)})
    assert answer.status_code == 302
    assert "收费表.txt" in client.get(page).content.decode()
    (row,) = again(item.editions.get()).content["attachments"]
    client.post(reverse("items:detach", args=[item.pk, row["sha256"]]), {"seen": 2})
    assert again(item.editions.get()).content["attachments"] == []
    assert fresh(item).state == "draft"


def test_the_page_of_a_draft_asks_no_more_for_six_attachments_than_for_one(office, client):
    edition = attached(office, drafted(office))
    client.force_login(office.li_qiang)
    page = reverse("items:item", args=[edition.item_id])
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in range(2, 7):
        edition = attached(office, edition, f"第{number}份".encode(), seen=number, name=f"{number}.txt")
    with CaptureQueriesContext(connection) as six:
        answer = client.get(page)
    assert "6.txt" in answer.content.decode()
    assert len(six) == len(one)


def test_a_file_of_a_draft_is_for_those_who_may_read_the_draft_by_its_number_too(office, sign_in):  # noqa: F811
    """Neither 周洁, who supervises, nor 周明 beside 李强, where only those named read it; 赵敏 reviews it."""
    zhou_ming = agencies.add_person(by=office.operator, username="zhouming", display_name="周明")
    given = {"by": office.operator, "agency": office.district, "role": "officer", "since": DAY}
    agencies.appoint(person=zhou_ming, reason="任职", **given)
    item, file = attached(office, drafted(office)).item, StoredFile.objects.get()
    pages = [reverse(f"files:{name}", args=[file.pk]) for name in ("download", "redaction")]

    def opens(person):
        return [sign_in(person).get(page).status_code == 200 for page in pages]

    people = (zhou_ming, office.zhou_jie, office.he_jing, office.zhao_min)
    assert [any(opens(one)) for one in people] == [True, False, False, True]
    actions.set_readers(item=item, by=office.li_qiang, day=DAY, readers="named")
    assert [any(opens(one)) for one in people] == [False, False, False, True]
    assert all(opens(office.li_qiang))
