"""Does an agency add words of its own, and do the checks before publication read them and its language?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.cli import main
from gongkai.errors import GongkaiError
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import checks, own_language
from gongkai_web.publishing.wording import actions, queries
from gongkai_web.publishing.wording.models import OwnWord
from gongkai_web.publishing.wording.urls import urlpatterns
from tests.web.items.written import DAY, drafted, fresh, furnish, published

YEARS = "云溪区便民服务中心负责路内停车位的收费管理，收费标准由区人民政府批准。"


@pytest.fixture
def office(town, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: DAY)
    return furnish(town)


def added(office, text="便民大厅", right="便民服务中心", **changes):
    given = {
        "by": office.li_qiang,
        "agency": office.district,
        "day": DAY,
        "kind": "word",
        "reason": "已经改名",
    }
    return actions.add_word(**{**given, "text": text, "right": right, **changes})


def found_in(office, body, agency=None):
    """What the checks find in a text, by code."""
    content = drafted(office, content={"body": body}).content
    points = checks.open_points(content, agency or office.district, DAY)
    return [(one.code, one.level) for one in points if one.field == "body"]


def test_a_word_of_the_agency_is_asked_about_in_its_texts_alone(office):
    added(office, exceptions="便民大厅旧址")
    assert found_in(office, "<p>请到便民大厅办理。</p>") == [("own_word", "ask")]
    assert found_in(office, "<p>便民大厅旧址已经拆除。</p>") == []
    assert found_in(office, "<p>请到便民大厅办理。</p>", office.county) == []


def test_a_slip_in_a_phrase_of_the_agency_blocks(office):
    added(office, text="云溪区便民服务中心", right="", kind="phrase")
    assert ("protected_phrase", "block") in found_in(office, "<p>由云溪区便民服物中心负责。</p>")


def test_an_inner_host_of_the_agency_blocks(office):
    assert found_in(office, '<p><a href="https://work.yunxi.example/a">表</a></p>') == []
    added(office, text="work.yunxi.example", right="", kind="host")
    found = found_in(office, '<p><a href="https://work.yunxi.example/a">表</a></p>')
    assert ("link_intranet", "block") in found


def test_a_word_that_ended_is_not_looked_for_and_stays_on_the_page(office):
    word = added(office)
    actions.end_word(word=word, by=office.zhao_min, day=DAY, reason="不再需要")
    assert found_in(office, "<p>请到便民大厅办理。</p>") == []
    client = Client()
    client.force_login(office.sun_li, backend="django.contrib.auth.backends.ModelBackend")
    page = html.fromstring(client.get(reverse("wording:words")).content.decode())
    row = " ".join(page.xpath("//main//tbody/tr")[0].text_content().split())
    assert row == "便民大厅 写错的词 便民服务中心 — 已经改名 李强 2026-03-02 赵敏 2026-03-02"
    assert verify().sound
    OwnWord.objects.update(right="改了")
    assert not verify().sound


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "厅"}, "^「厅」应为二至 40 个字"),
        ({"right": ""}, "没有写对的写法"),
        ({"text": "中心", "right": "便民服务中心"}, "中心"),
        ({"kind": "phrase", "text": "服务", "right": ""}, "应有至少"),
        ({"kind": "host", "text": "内网", "right": ""}, "不是域名"),
        ({"reason": " "}, "理由"),
    ],
)
def test_a_word_that_would_be_found_everywhere_is_refused(office, changes, sentence):
    with pytest.raises(GongkaiError, match=sentence):
        added(office, **changes)
    assert not OwnWord.objects.exists()


def test_a_word_is_added_once_and_by_who_writes_there(office):
    added(office)
    with pytest.raises(Refused, match="词表里已有「便民大厅」"):
        added(office)
    for person in (office.he_jing, office.chen_jing, office.zhou_jie):
        with pytest.raises(NotAllowed):
            added(office, text="老大厅", by=person)


def test_the_list_goes_to_the_command_as_it_is(office, tmp_path, capsys):
    added(office)
    client = Client()
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    words, notice = tmp_path / "词表.csv", tmp_path / "通知.txt"
    words.write_bytes(client.get(reverse("wording:download", args=["yunxi"])).content)
    notice.write_text("请到便民大厅办理。", encoding="utf-8")
    main(["proof", str(notice), "--words", str(words), "--day", "2026-03-02"])
    assert "“便民大厅”，本机关规定写“便民服务中心”（已经改名）" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_a_word_is_no_formula_in_a_spreadsheet_and_comes_back_as_it_was(office, tmp_path, capsys, word):
    added(office, text=word)
    client = Client()
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    words, notice = tmp_path / "词表.csv", tmp_path / "通知.txt"
    words.write_bytes(client.get(reverse("wording:download", args=["yunxi"])).content)
    assert f"\n'{word}," in words.read_text(encoding="utf-8").replace("\r", "")
    notice.write_text(f"请看{word}一项。", encoding="utf-8")
    main(["proof", str(notice), "--words", str(words), "--day", "2026-03-02"])
    assert f"“{word}”" in capsys.readouterr().out


def test_the_language_is_learnt_from_what_was_published_before_today(office, monkeypatch):
    monkeypatch.setattr(own_language, "FEWEST_SIGNS", 20)
    wrong = "<p>收费标准由区人民政府批淮。</p>"
    assert found_in(office, wrong) == []
    published(office, DAY - timedelta(days=1), content={"body": f"<p>{YEARS}</p>"})
    assert found_in(office, wrong) == [("unlike_own", "ask")]
    assert found_in(office, f"<p>{YEARS}</p>") == []
    assert found_in(office, wrong, office.county) == []


def test_what_was_sealed_or_is_a_draft_teaches_nothing(office, monkeypatch):
    monkeypatch.setattr(own_language, "FEWEST_SIGNS", 20)
    drafted(office, DAY - timedelta(days=1), content={"body": f"<p>{YEARS}</p>"})
    assert own_language.language_of(office.district, DAY) is None
    item = published(office, DAY - timedelta(days=1), content={"body": f"<p>{YEARS}</p>"})
    assert own_language.language_of(office.district, DAY)
    given = {"by": office.chen_jing, "day": DAY, "kind": "secret", "reason": "不应公开"}
    items.end(item=fresh(item), **given)
    assert own_language.language_of(office.district, DAY) is None


WHO = (None, "li_qiang", "chen_jing", "zhou_jie", "he_jing", "stranger")
MATRIX = {
    "words": ([], (302, 200, 200, 200, 200, 200)),
    "add": ([], (302, 200, 403, 403, 200, 403)),
    "download": (["yunxi"], (302, 200, 200, 200, 404, 404)),
    "end": (["word"], (302, 200, 200, 200, 404, 404)),
}


@pytest.mark.parametrize("name", MATRIX)
def test_who_gets_what_at_every_address(office, name):
    word, (arguments, wanted) = added(office), MATRIX[name]
    address = reverse(f"wording:{name}", args=[word.pk if one == "word" else one for one in arguments])
    found = []
    for who in WHO:
        client = Client()
        if who:
            person = getattr(office, who)
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        found.append(client.get(address).status_code)
    assert tuple(found) == wanted


def test_every_address_is_in_the_matrix():
    assert {one.name for one in urlpatterns} == set(MATRIX)


def test_the_list_of_a_day_is_that_of_the_day(office):
    added(office)
    assert queries.habits_of(office.district, date(2026, 3, 1)).words == ()
    assert len(queries.habits_of(office.district, DAY).words) == 1
