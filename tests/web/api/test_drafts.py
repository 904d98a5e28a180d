"""What can another system do with a token? Hand in drafts and their files – and nothing else, to anybody."""

import json
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.api import actions
from gongkai_web.api.models import Token
from gongkai_web.api.urls import urlpatterns
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item
from tests.web.api.test_answered import ANSWERED
from tests.web.api.test_catalogue import CATALOGUE
from tests.web.api.test_published import PUBLISHED
from tests.web.api.test_reading import READING
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import CONTENT, DAY, furnish

TEXT = {**CONTENT, "formed_on": "2026-02-27"}


@pytest.fixture
def office(town):
    return furnish(town)


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


@pytest.fixture
def made(office):
    """孙立 hands a token out to the platform, in 李强's name."""
    given = {"by": office.sun_li, "agency": office.district, "day": DAY}
    return actions.make_token(**given, label="集约化平台", writer=office.li_qiang)


def send(secret, body=None, *, address="", kind="application/json", **more):
    data = body if isinstance(body, bytes | str) else json.dumps(body or {"key": "A-1", "content": TEXT})
    headers = {"Authorization": f"Bearer {secret}", **more}
    return Client().post(address or reverse("api:items"), data, content_type=kind, headers=headers)


def upload(secret, pk, name="附表.txt", data="甲\n".encode()):
    file = BytesIO(data)
    file.name = name
    address = reverse("api:attachments", args=[pk])
    return Client().post(address, {"file": file}, headers={"Authorization": f"Bearer {secret}"})


def told(answer, status) -> str:
    assert answer.status_code == status, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json().get("error", "")


def test_what_comes_in_is_a_draft_of_the_writer_and_is_reviewed_like_any_other(office, made):
    answer = send(made[1])
    assert answer.status_code == 201, answer.content.decode()
    item = Item.objects.get()
    assert answer.json() == {
        "id": item.pk,
        "key": "A-1",
        "again": False,
        "page": f"http://testserver/office/items/{item.pk}/",
    }
    assert (item.state, item.created_by, item.live_id) == ("draft", office.li_qiang, None)
    edition = queries.under_way(item)
    with pytest.raises(Refused):
        items.publish(edition=edition, by=office.sun_li, day=DAY)
    items.submit(edition=edition, by=office.li_qiang, day=DAY)
    with pytest.raises(NotAllowed):
        items.decide(edition=edition, by=office.li_qiang, day=DAY, approve=True, seen=item.live or "")
    assert not queries.live().exists()
    assert verify().sound


def test_what_a_reposted_draft_lacks_of_its_source_is_told_at_once(office, made):
    _, secret = made
    there = send(secret, {"key": "A-2", "content": {**TEXT, "origin": "reposted", "source_name": "某某网"}})
    assert there.status_code == 201
    missing, unlisted = there.json()["open"]
    assert missing == "转载的须注明原文网址；请填写。"
    assert "「某某网」在 2026-03-02 不在示范市云溪区人民政府办公室的转载来源名单里" in unlisted
    assert "open" not in send(secret).json(), "its own words have no source"


def test_the_same_key_again_is_the_same_draft_and_changes_nothing(made):
    first, again = send(made[1]), send(made[1], {"key": "A-1", "content": {**TEXT, "title": "别的"}})
    assert (first.status_code, again.status_code, again.json()["again"]) == (201, 200, True)
    assert Item.objects.get().title == TEXT["title"]


def test_a_file_goes_with_its_draft(made):
    pk = send(made[1]).json()["id"]
    answer = upload(made[1], pk)
    assert (answer.status_code, answer.json()) == (201, {"id": pk, "attachments": ["附表.txt"]})
    assert verify().sound


def test_no_file_comes_to_what_is_handed_in_published_or_of_another_way(office, made):
    pk = send(made[1]).json()["id"]
    items.submit(edition=queries.under_way(Item.objects.get()), by=office.li_qiang, day=DAY)
    assert "不能再加附件" in told(upload(made[1], pk), 422)
    typed = items.draft(by=office.li_qiang, agency=office.district, day=DAY, content=CONTENT)
    assert "没有这条由接口起草的草稿" in told(upload(made[1], typed.pk), 422)
    assert "没有这条由接口起草的草稿" in told(upload(made[1], 99999), 422)


def test_no_file_comes_to_the_draft_of_another_agency(office, made):
    pk = send(made[1]).json()["id"]
    Item.objects.update(agency=office.bureau)
    assert "没有这条由接口起草的草稿" in told(upload(made[1], pk), 422)


WRONG = {
    "no JSON": ("{", 400, "不是 UTF-8 的 JSON"),
    "a list": ("[]", 400, "应为一个 JSON 对象"),
    "another word": ({"key": "1", "content": {}, "publish": True}, 400, '应为 {"key"'),
    "no key": ({"key": " ", "content": TEXT}, 422, "请给出 key"),
    "an unknown field": ({"key": "1", "content": {"live": 3}}, 422, "不认识的项「live」"),
    "a title too long": ({"key": "1", "content": {**TEXT, "title": "长" * 301}}, 422, "最多 300 字"),
    "a number for a title": ({"key": "1", "content": {**TEXT, "title": 3}}, 422, "「标题」应为文字"),
    "files in the text": ({"key": "1", "content": {"attachments": []}}, 422, "附件另行上传"),
    "nested too deep": ("[" * 100_000, 400, "JSON"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_written(made, name):
    body, status, sentence = WRONG[name]
    assert sentence in told(send(made[1], body), status)
    assert not Item.objects.exists()


def test_what_is_no_json_too_large_or_no_form_is_said_too(made, settings):
    assert "请用 JSON 提交" in told(send(made[1], "a=1", kind="application/x-www-form-urlencoded"), 415)
    address = reverse("api:attachments", args=[1])
    assert "multipart" in told(send(made[1], address=address), 415)
    assert "没有收到文件" in told(
        Client().post(address, {}, headers={"Authorization": f"Bearer {made[1]}"}), 400
    )
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert "太大" in told(send(made[1]), 413)


def test_without_a_good_token_nothing_opens(office, made, sign_in):  # noqa: F811
    for wrong in ("", "gongkai_x", made[1][:-1], made[0].digest, f"{made[1]} x"):
        assert "令牌无效" in told(send(wrong), 401)
    signed_in = sign_in(office.li_qiang)
    address = reverse("api:items")
    assert "令牌" in told(signed_in.post(address, "{}", content_type="application/json"), 401)
    for method in ("get", "put", "delete", "patch"):
        answer = getattr(Client(), method)(address, headers={"Authorization": f"Bearer {made[1]}"})
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert not Item.objects.exists()


def test_a_token_that_is_revoked_opens_nothing_any_more(office, made):
    token = actions.revoke_token(by=office.sun_li, token=made[0], day=DAY)
    assert told(send(made[1]), 401)
    with pytest.raises(Refused, match="已于 2026-03-02 停用"):
        actions.revoke_token(by=office.sun_li, token=token, day=DAY)
    assert verify().sound


def test_a_token_of_who_no_longer_works_there_drafts_nothing(office, made):
    term = office.li_qiang.offices.get(agency=office.district, role="officer")
    agencies.end_office(by=office.operator, office=term, until=DAY.replace(day=1), reason="调离")
    assert "李强" in told(send(made[1]), 403)


def test_a_token_is_kept_only_as_a_digest_and_stands_in_no_line(made):
    token, secret = made
    kept = [str(value) for value in Token.objects.values().get().values()]
    assert not [value for value in kept if secret in value]
    assert not [line for line in AuditLine.objects.all() if secret in f"{line.detail}{line.reason}"]
    assert token.digest == actions.digest_of(secret)


def test_only_the_head_hands_tokens_out_and_only_in_the_name_of_who_drafts(office):
    given = {"agency": office.district, "day": DAY, "label": "平台"}
    for person in (office.li_qiang, office.zhou_jie, office.stranger):
        with pytest.raises(NotAllowed):
            actions.make_token(by=person, writer=office.li_qiang, **given)
    with pytest.raises(NotAllowed):
        actions.make_token(by=office.sun_li, writer=office.stranger, **given)


def test_a_token_that_was_written_past_the_act_is_found(office, made):
    token = Token.objects.get(pk=made[0].pk)
    Token.objects.filter(pk=token.pk).update(digest="0" * 64)
    assert not verify().sound


def test_the_page_shows_a_new_token_once_and_revokes_it(office, sign_in):  # noqa: F811
    sun_li = sign_in(office.sun_li)
    fields = {"agency": office.district.pk, "label": "集约化平台", "writer": office.li_qiang.pk}
    answer = sun_li.post(reverse("api:new"), fields, follow=True)
    tree = html.fromstring(answer.content.decode())
    (secret,) = [text for text in tree.xpath("//main//code/text()") if text.startswith("gongkai_")]
    assert send(secret).status_code == 201
    assert secret not in sun_li.get(reverse("api:tokens")).content.decode()
    sun_li.post(reverse("api:revoke", args=[Token.objects.get().pk]))
    assert send(secret).status_code == 401


WHO = ("anonymous", "li_qiang", "sun_li", "zhou_jie", "he_jing", "stranger")
_HEAD = (302, 403, 200, 403, 403, 403)
MATRIX = {
    "items": ([], (405,) * 6),
    "attachments": ([1], (405,) * 6),
    "tokens": ([], _HEAD),
    "new": ([], _HEAD),
    "revoke": (["token"], (302, 404, 200, 404, 404, 404)),
}


@pytest.mark.parametrize("name", MATRIX)
def test_who_gets_what_at_every_address(office, made, sign_in, name):  # noqa: F811
    arguments, wanted = MATRIX[name]
    address = reverse(f"api:{name}", args=[made[0].pk if one == "token" else one for one in arguments])
    clients = [Client(), *(sign_in(getattr(office, one)) for one in WHO[1:])]
    assert tuple(client.get(address).status_code for client in clients) == wanted


def test_every_address_is_in_the_matrix():
    assert {one.name for one in urlpatterns} == {*MATRIX, *READING, *PUBLISHED, *ANSWERED, *CATALOGUE}


@pytest.mark.parametrize(
    "body", [r'{"key": "\ud800", "content": {}}', r'{"key": "1", "content": {"\ud800": ""}}']
)
def test_half_a_sign_is_no_text(made, body):
    assert "不是 UTF-8" in told(send(made[1], body), 400)


@pytest.mark.parametrize("key", ["api:A-1", "proposal:1"])
def test_a_row_of_a_table_does_not_come_in_under_the_keys_of_a_room(office, key):
    """Else it would be taken for a draft of the interface, or for what a proposal was drafted as."""
    row, given = items.StockRow(key, TEXT), {"by": office.li_qiang, "day": DAY}
    (drafted,) = items.draft_rows(agency=office.district, rows=[row], **given)
    batch = items.begin_batch(agency=office.district, title="旧", reason="迁移", **given)
    before = {**TEXT, "published_on": "2026-03-01"}
    (stock,) = items.enter_stock(batch=batch, rows=[items.StockRow(key, before)], **given)
    for one in (drafted, stock):
        assert (one.item, "本系统自己用的" in one.problem) == (None, True)
