"""Is the list of public enterprises kept by the department in charge, and does it say how many publish?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.audit import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.catalogue import actions, queries
from gongkai_web.publishing.catalogue import content as kept
from gongkai_web.publishing.catalogue.figures import COVERED_ENTERPRISES, LISTED_ENTERPRISES
from gongkai_web.publishing.catalogue.models import PublicEnterprise
from tests.web.catalogue.conftest import DAY

LATER = date(2025, 6, 2)


def listed(town, sector="water", name="云溪供水有限公司", **changes):
    given = {"by": town.li_qiang, "agency": town.district, "day": DAY, "sector": sector, "name": name}
    return actions.list_enterprise(**{**given, **changes})


class Kept:
    """The column of public enterprises holds one item."""

    def counts(self, *_):
        return {"public_enterprises": 1}


def test_the_coverage_is_told_by_sector_and_follows_what_is_taken_back(seeded, column, monkeypatch):
    monkeypatch.setattr(kept, "_made", lambda _: Kept())
    water = listed(seeded)
    listed(seeded, "education", "云溪第一中学")
    actions.cover_enterprise(
        by=seeded.li_qiang, enterprise=water, day=LATER, column=column("public_enterprises")
    )
    rates = {one.field_name: one.percent for one in queries.coverage(seeded.district, LATER)}
    assert rates == {"water": "100.0%", "education": "0.0%", "": "50.0%"}
    assert queries.coverage(seeded.district, DAY)[-1].done == 0
    year = Period.of_year(2025)
    assert (count(LISTED_ENTERPRISES, EVERYWHERE, year), count(COVERED_ENTERPRISES, EVERYWHERE, year)) == (
        2,
        1,
    )
    actions.cover_enterprise(by=seeded.li_qiang, enterprise=water, day=LATER)
    assert count(COVERED_ENTERPRISES, EVERYWHERE, year) == 0
    actions.end_enterprise(by=seeded.li_qiang, enterprise=water, day=LATER, reason="改制")
    assert count(LISTED_ENTERPRISES, EVERYWHERE, year) == 1
    assert listed(seeded, day=LATER).pk != water.pk
    assert verify.verify().sound


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "不能为空"),
        ({"sector": "poetry"}, "poetry"),
        ({"today": date(2025, 3, 2)}, "还没有到"),
    ],
)
def test_a_wrong_enterprise_is_refused(town, changes, words):
    with pytest.raises(Exception, match=words):
        listed(town, **changes)
    assert not PublicEnterprise.objects.exists()


def test_one_stands_once_on_the_list_and_he_jing_keeps_another(town):
    listed(town)
    with pytest.raises(Refused, match="已经在清单里"):
        listed(town)
    with pytest.raises(NotAllowed):
        listed(town, name="别的单位", by=town.he_jing)


def test_a_column_of_another_agency_is_none_of_its_own(seeded):
    other = actions.seed_columns(by=seeded.he_jing, agency=seeded.county, day=DAY, level="county").opened[0]
    with pytest.raises(Refused, match="不是本机关在用的栏目"):
        actions.cover_enterprise(by=seeded.li_qiang, enterprise=listed(seeded), day=LATER, column=other)


def test_an_enterprise_changed_behind_the_actions_is_found(town):
    listed(town)
    PublicEnterprise.objects.update(name="别的名称")
    assert not verify.verify().sound


def test_li_qiang_keeps_the_list_on_its_pages_and_the_public_reads_it(seeded):
    client, day = Client(), str(timezone.localdate())
    client.force_login(seeded.li_qiang)
    new = reverse("catalogue:enterprise_new", args=["yunxi"])
    given = {"day": day, "sector": "water", "name": "云溪供水有限公司", "contact": "申诉 0371-1111111"}
    assert "1 个领域 1 家，已公开 0 家" in client.post(new, given, follow=True).content.decode()
    one = PublicEnterprise.objects.get()
    cover = reverse("catalogue:enterprise_cover", args=["yunxi", one.pk])
    page = client.post(cover, {"day": day, "where": "https://example.org/water"}, follow=True)
    assert "覆盖率 100.0%" in page.content.decode()
    public = Client().get(reverse("catalogue:public_enterprises", args=["yunxi"])).content.decode()
    assert "https://example.org/water" in public
    assert "申诉 0371-1111111" not in public
    (held,) = queries.held_words(seeded.district)  # which the form of 登记公开 has left waiting
    actions.let_out(held=held, by=seeded.sun_li, day=timezone.localdate())
    public = Client().get(reverse("catalogue:public_enterprises", args=["yunxi"])).content.decode()
    assert "申诉 0371-1111111" in public
    assert (
        "公共企事业单位信息公开" in Client().get(reverse("catalogue:tree", args=["yunxi"])).content.decode()
    )
    end = reverse("catalogue:enterprise_end", args=["yunxi", one.pk])
    client.post(end, {"day": day, "reason": "改制"})
    public = Client().get(reverse("catalogue:public_enterprises", args=["yunxi"])).content.decode()
    assert "云溪供水" not in public


HOW = "先向云溪供水有限公司提出，十个工作日没有答复的向本机关申诉"


def test_how_one_appeals_is_read_by_another_before_the_public_reads_it(seeded):
    """李强 writes it; 孙立 sends it back, then lets out what he wrote anew."""
    page = reverse("catalogue:public_enterprises", args=[seeded.district.slug])
    water = listed(seeded, contact=HOW)
    assert HOW not in Client().get(page).content.decode()
    (held,) = queries.held_words(seeded.district)
    with pytest.raises(NotAllowed, match="另一个人"):
        actions.let_out(held=held, by=seeded.li_qiang, day=DAY)
    actions.send_back(held=held, by=seeded.sun_li, day=DAY, reason="写电话")
    actions.cover_enterprise(
        by=seeded.li_qiang, enterprise=water, day=DAY, contact=f"{HOW}，电话 0000-0000000"
    )
    (held,) = queries.held_words(seeded.district)
    actions.let_out(held=held, by=seeded.sun_li, day=DAY)
    assert f"{HOW}，电话 0000-0000000" in Client().get(page).content.decode()
    actions.cover_enterprise(by=seeded.li_qiang, enterprise=water, day=DAY)
    assert PublicEnterprise.objects.get().contact.startswith(HOW), "nothing was said of it"
    assert verify.verify().sound


def test_who_wrote_it_reads_why_it_came_back_and_begins_with_it(seeded):
    water = listed(seeded, contact=HOW)
    (held,) = queries.held_words(seeded.district)
    actions.send_back(held=held, by=seeded.sun_li, day=DAY, reason="写电话")
    li_qiang = Client()
    li_qiang.force_login(seeded.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    shown = li_qiang.get(reverse("catalogue:waiting_one", args=[seeded.district.slug, held.pk]))
    anew = reverse("catalogue:enterprise_cover", args=[seeded.district.slug, water.pk])
    assert f"{anew}?held={held.pk}" in shown.content.decode()
    assert HOW in li_qiang.get(f"{anew}?held={held.pk}").content.decode()
