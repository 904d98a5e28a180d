"""Who sees which file, and how does it leave?

Each address of the app for each person, as `tests/web/pages/test_addresses.py` does it for the rest.
"""

from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.models import AuditLine
from gongkai_web.files import queries, responses
from gongkai_web.files.models import Redaction, RedactionBox
from tests.web.files.made import DAY, photo, plan, signed_in

WHO = ("anonymous", "officer", "reviewer", "supervisor", "elsewhere", "stranger")
STAFF = {
    "anonymous": 302,
    "officer": 200,
    "reviewer": 200,
    "supervisor": 200,
    "elsewhere": 404,
    "stranger": 404,
}
BY_POST = {**dict.fromkeys(WHO, 405), "anonymous": 302}

# address → (its arguments beside the key of the file, what each of WHO gets)
EXPECTED = {
    "redactions": (None, {**dict.fromkeys(WHO, 200), "anonymous": 302}),
    "download": ([], STAFF),
    "page": ([1], STAFF),
    "redaction": ([], STAFF),
    "preview": ([1], STAFF),
    "start": ([], BY_POST),
    "convert": ([], BY_POST),
    "add": ([], BY_POST),
    "remove": (["box"], BY_POST),
    "propose": ([], BY_POST),
    "confirm": ([], BY_POST),
    "return": ([], BY_POST),
}
WRITING = [name for name, (_, expected) in EXPECTED.items() if expected is BY_POST]


def client_of(town, who):
    people = {
        "officer": town.li_qiang,
        "reviewer": town.zhao_min,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    return signed_in(people[who]) if who in people else Client()


def address(name, file):
    more = EXPECTED[name][0]
    given = [] if more is None else [file.pk, *more]
    return reverse(
        f"files:{name}", args=[RedactionBox.objects.get().pk if one == "box" else one for one in given]
    )


def test_every_address_has_an_expectation():
    found = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "files")
    assert {one.name for one in found.url_patterns} == set(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, drawn, who):
    file, client = drawn().original, client_of(town, who)
    for name, (_, expected) in EXPECTED.items():
        response = client.get(address(name, file))
        assert response.status_code == expected[who], name
        if response.status_code == 302:
            assert response.url.startswith("/sign-in/?next=/office/files/")


@pytest.mark.parametrize(("name", "who"), list(product(WRITING, ("elsewhere", "stranger", "supervisor"))))
def test_nobody_else_changes_anything(town, drawn, name, who):
    redaction = drawn()
    before = Redaction.objects.values().get(), list(RedactionBox.objects.values())
    sent = {"x": 1, "y": 1, "w": 1, "h": 1, "reason": "denied_state_secret", "seen": redaction.pinned}
    response = client_of(town, who).post(address(name, redaction.original), sent)
    assert response.status_code == (403 if who == "supervisor" else 404)
    assert (Redaction.objects.values().get(), list(RedactionBox.objects.values())) == before


def test_a_guessed_key_or_page_finds_nothing(town, drawn):
    client, file = signed_in(town.li_qiang), drawn().original
    for path in (
        reverse("files:download", args=[99999]),
        reverse("files:redaction", args=[99999]),
        reverse("files:page", args=[file.pk, 3]),
        reverse("files:preview", args=[file.pk, 0]),
    ):
        assert client.get(path).status_code == 404


def test_the_list_shows_what_waits_to_those_who_may_see_it(town, drawn):
    drawn()
    path = reverse("files:redactions")
    assert "征地补偿方案" in signed_in(town.zhao_min).get(path).content.decode()
    assert "征地补偿方案" not in signed_in(town.he_jing).get(path).content.decode()
    today = timezone.localdate()
    assert not queries.visible(town.he_jing, today).exists()
    assert queries.visible(town.zhou_jie, today).count() == 1


def test_a_download_can_neither_run_nor_be_kept_by_the_browser(town, store):
    file = store()
    response = signed_in(town.li_qiang).get(reverse("files:download", args=[file.pk]))
    assert response.content == plan()
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%BE%81%E5%9C%B0")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-store"
    # The citizen's side gets the same, whatever middleware stands around it.
    bare = responses.as_download(file).headers
    assert dict(bare).items() <= dict(headers).items()
    assert len(bare) == 5


def test_a_page_leaves_as_a_picture_and_nothing_else(town, store):
    file = store(content=photo(), upload_name="照片.jpg")
    response = signed_in(town.li_qiang).get(reverse("files:page", args=[file.pk, 1]))
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert b"WANG FANG" not in response.content


def test_each_view_of_an_identity_proof_is_noted(town, store):
    proof = store(purpose="identity_proof", by=None)
    client = signed_in(town.li_qiang)
    client.get(reverse("files:download", args=[proof.pk]))
    client.get(reverse("files:page", args=[proof.pk, 2]))
    client.get(reverse("files:page", args=[proof.pk, 2]))
    signed_in(town.he_jing).get(reverse("files:download", args=[proof.pk]))
    lines = AuditLine.objects.filter(act="files.view_identity_proof").order_by("position")
    assert [(line.actor_name, line.detail["what"]) for line in lines] == [
        ("李强", "download"),
        ("李强", "page 2"),
        ("李强", "page 2"),
    ]
    assert {line.subject for line in lines} == {f"files.StoredFile:{proof.pk}"}


def test_each_download_of_another_file_is_noted_and_its_pages_once_a_day(town, store):
    file, client = store(), signed_in(town.li_qiang)
    for name, *arguments in [("download",), ("page", 1), ("page", 2), ("download",), ("preview", 1)]:
        client.get(reverse(f"files:{name}", args=[file.pk, *arguments]))
    signed_in(town.zhao_min).get(reverse("files:page", args=[file.pk, 1]))
    signed_in(town.he_jing).get(reverse("files:page", args=[file.pk, 1]))
    lines = AuditLine.objects.filter(subject=f"files.StoredFile:{file.pk}").order_by("position")
    assert [(line.actor_name, line.act, line.detail.get("what")) for line in lines][1:] == [
        ("李强", "files.download_file", "download"),
        ("李强", "files.view_file", "page 1"),
        ("李强", "files.download_file", "download"),
        ("赵敏", "files.view_file", "page 1"),
    ]


def test_a_lost_file_is_said_in_a_sentence(town, settings, drawn):
    file = drawn().original
    (settings.DATA / "files" / file.sha256[:2] / file.sha256).unlink()
    for name in ("download", "page"):
        response = signed_in(town.li_qiang).get(address(name, file))
        assert response.status_code == 500
        assert "在存储中找不到了" in response.content.decode()


def test_when_her_office_ends_zhao_min_sees_it_no_more(town, drawn):
    file = drawn().original
    office = town.zhao_min.offices.get()
    agencies.end_office(by=town.operator, office=office, until=DAY, reason="调离")
    assert queries.visible(town.zhao_min, DAY).filter(pk=file.pk).exists()
    assert not queries.visible(town.zhao_min, timezone.localdate()).exists()
