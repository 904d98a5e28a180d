"""Does the office recommend a result for some words until a day, and for nobody what nobody may read?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.portal.search import actions, queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.search.grams import asked
from gongkai_web.search.models import Entry, Recommendation
from tests.web.items.test_end import end
from tests.web.items.written import DAY
from tests.web.search.test_search import page, results, written

BACKEND = "django.contrib.auth.backends.ModelBackend"
LAST = date(2026, 3, 31)


@pytest.fixture
def guide(office):
    written(office, "停车通告")
    return written(office, "停车缴费办事指南")


def entry_of(item) -> Entry:
    return Entry.objects.get(subject="items", key=item.pk)


def recommend(office, item, words="停车 罚款", **changes) -> Recommendation:
    given = {"by": office.li_qiang, "agency": office.district, "entry": entry_of(item), "words": words}
    return actions.recommend(**{**given, "last": LAST, "reason": "咨询集中", "day": DAY, **changes})


def titles(words, day=DAY):
    return [hit.entry.title for hit in queries.recommended(asked(words), day)]


def recommended(tree):
    return [one.text_content().strip() for one in tree.xpath('//ul[@class="results"]//h2')]


def test_it_stands_first_for_these_words_in_any_order_and_for_no_others(office, guide):
    recommend(office, guide)
    assert titles("停车 罚款") == titles("罚款 停车") == [guide.title]
    assert titles("停车") == titles("停车 罚款 标准") == titles("") == []
    assert recommended(page(q="罚款 停车")) == [guide.title]
    recommend(office, guide, "停车")
    tree = page(q="停车")
    assert (recommended(tree), results(tree)) == ([guide.title], ["停车通告"])
    assert recommended(page(q="停车", group="files")) == recommended(page(q="停车", page="2")) == []


def test_it_ends_by_its_day_by_hand_and_with_the_thing_itself(office, guide):
    one = recommend(office, guide)
    assert titles("停车 罚款", LAST) == [guide.title]
    assert titles("停车 罚款", LAST + timedelta(days=1)) == []
    end(office, guide, "withdrawn", by=office.sun_li, day=DAY)
    assert titles("停车 罚款") == []
    other = recommend(office, Item.objects.get(title="停车通告"))
    actions.end_recommendation(one=other, by=office.zhao_min, day=DAY, reason="不再需要")
    assert titles("停车 罚款") == []
    with pytest.raises(Refused, match="已于 2026-03-02 结束"):
        actions.end_recommendation(one=other, by=office.zhao_min, day=DAY, reason="不再需要")
    assert set(Recommendation.objects.values_list("pk", flat=True)) == {one.pk, other.pk}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": "，"}, "请写明在检索哪几个词时推荐"),
        ({"last": DAY - timedelta(days=1)}, "推荐的最后一天应在"),
        ({"last": date(2028, 1, 1)}, "推荐的最后一天应在"),
        ({"reason": " "}, "理由"),
    ],
)
def test_without_words_a_day_and_a_reason_it_is_refused(office, guide, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        recommend(office, guide, **changes)
    assert not Recommendation.objects.exists()


def test_only_who_publishes_there_recommends_and_only_their_own_once(office, guide):
    for person in (office.he_jing, office.chen_jing, office.zhou_jie):
        with pytest.raises(NotAllowed):
            recommend(office, guide, by=person)
    Entry.objects.filter(pk=entry_of(guide).pk).update(agency=office.county.pk)
    with pytest.raises(Refused, match="不能由示范市云溪区人民政府办公室推荐"):
        recommend(office, guide)
    Entry.objects.filter(pk=entry_of(guide).pk).update(agency=office.district.pk)
    recommend(office, guide)
    with pytest.raises(Refused, match="已经推荐"):
        recommend(office, guide, "罚款 停车")


def test_the_trail_tells_who_recommended_what_and_finds_what_was_changed_past_it(office, guide):
    recommend(office, guide)
    assert verify().sound
    Recommendation.objects.update(last=date(2027, 1, 1))
    assert not verify().sound


def test_it_is_recommended_and_ended_on_the_pages_of_the_office(office, guide):
    client = Client()
    client.force_login(office.li_qiang, backend=BACKEND)
    listed = html.fromstring(client.get(reverse("portal:recommended"), {"words": "缴费"}).content.decode())
    (form,) = listed.xpath('//a[text()="推荐"]/@href')
    given = {"words": "停车 罚款", "last": "2026-03-31", "reason": "咨询集中", "agency": office.district.pk}
    assert client.post(form, given).status_code == 302
    listed = html.fromstring(client.get(reverse("portal:recommended")).content.decode())
    row = " ".join(listed.xpath("//main//tbody/tr")[0].text_content().split())
    assert row.startswith("停车 罚款 停车缴费办事指南 示范市云溪区人民政府办公室 2026-03-02 至 2026-03-31")
    (stop,) = listed.xpath('//a[text()="停止"]/@href')
    assert client.post(stop, {"reason": "不再需要"}).status_code == 302
    assert titles("停车 罚款") == []
    assert "2026-03-02 停止" in client.get(reverse("portal:recommended")).content.decode()
