"""Is what has been public for years read again, is every hit settled, and is it all counted?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import Asked, count, split
from gongkai_web.figures.period import Period, Scope
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.checks import open_points
from gongkai_web.publishing.sweeps import actions, figures
from gongkai_web.publishing.sweeps.models import Hit, HitState, Sweep
from gongkai_web.publishing.sweeps.urls import urlpatterns
from tests.web.items.written import DAY, again, decide, drafted, fresh, furnish, keep_secrets, published
from tests.web.tasks.helpers import work_off

NUMBER = "<p>申请人张三，联系电话13800138000。</p>"


@pytest.fixture
def office(town, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: DAY)
    return furnish(town)


def swept(office, kind="personal"):
    """李强's sweep, read to its end."""
    sweep = actions.begin_sweep(by=office.li_qiang, agency=office.district, day=DAY, kind=kind)
    while actions.read_on(sweep=sweep, day=DAY):
        pass
    sweep.refresh_from_db()
    return sweep


def looked_again(office, sweep):
    return actions.look_again(sweep=sweep, by=office.li_qiang, day=DAY)


def counted(office):
    scope, period = Scope.of(office.district), Period.of_year(2026)
    three = (figures.SWEPT, figures.FOUND, figures.MENDED)
    return tuple(count(one, scope, period) for one in three)


def page(office, person, name, *arguments):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(f"sweeps:{name}", args=arguments))


def reviewed(office, edition):
    """All three approve."""
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    return again(edition)


def test_a_sweep_reads_what_is_public_and_counts_hits_and_repairs(office):
    hit = published(office, content={"body": NUMBER}, looked="留作测试")
    published(office)
    drafted(office, content={"body": NUMBER})
    sweep = swept(office)
    assert (sweep.examined, sweep.through) == (2, True)
    assert [(one.item, one.code, one.places) for one in sweep.hits.all()] == [(hit, "mobile_number", 1)]
    assert counted(office) == (1, 1, 0)
    assert looked_again(office, sweep) == 0
    edition = items.begin(item=hit, by=office.li_qiang, day=DAY)
    values = {"body": "<p>申请人张某，联系电话138****8000。</p>"}
    items.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    items.submit(edition=again(edition), by=office.li_qiang, day=DAY, looked="已遮盖")
    items.publish(edition=reviewed(office, edition), by=office.li_qiang, day=DAY)
    assert looked_again(office, sweep) == 1
    assert counted(office) == (1, 1, 1)
    assert verify().sound


def test_words_and_links_are_swept_apart(office):
    both = '<p>缴费帐户见<a href="http://www.shifan.example/a">网页</a>。</p>'
    published(office, content={"body": both}, looked="留作测试")
    assert [one.code for one in swept(office, "words").hits.all()] == ["wrong_word"]
    assert {one.code for one in swept(office, "links").hits.all()} == {"link_plain"}
    assert not swept(office, "personal").hits.exists()


def test_what_is_kept_inside_is_settled_one_by_one(office):
    content = {"attribute": "withheld", "attribute_reason": "内部管理", "reassess_on": date(2027, 3, 2)}
    edition = drafted(office, content=content)
    items.submit(edition=edition, by=office.li_qiang, day=DAY)
    item = items.keep_inside(edition=reviewed(office, edition), by=office.li_qiang, day=DAY)
    sweep = swept(office, "attribute")
    hit = sweep.hits.get()
    assert (hit.item, hit.code) == (item, "attribute")
    with pytest.raises(Refused, match="还有 1 条没有整改"):
        actions.close_sweep(sweep=sweep, by=office.li_qiang, day=DAY, conclusion="办完")
    with pytest.raises(Refused, match="理由"):
        actions.keep_hit(hit=hit, by=office.li_qiang, day=DAY, reason=" ")
    actions.keep_hit(hit=hit, by=office.li_qiang, day=DAY, reason="仍属内部管理")
    actions.close_sweep(sweep=sweep, by=office.li_qiang, day=DAY, conclusion="逐条再定")
    assert counted(office) == (1, 1, 0)
    assert verify().sound
    Hit.objects.update(state=HitState.MENDED)
    assert not verify().sound


def counted_by(office, figure, **wanted):
    """The figure of the year, of those of its records alone of which that holds."""
    scope, period = Scope.of(office.district), Period.of_year(2026)
    chosen = [one for one in figure.by if one.id in wanted]
    groups = split({"n": Asked(figure, period)}, scope, tuple(chosen))
    return groups.get(tuple(wanted[one.id] for one in chosen), {"n": 0})["n"]


SERVICE = {"genre": "service_guide", "title": "停车泊位办事指南"}
TOLD = "事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程"


def test_a_service_guide_that_lacks_elements_moves_the_figure_by_one(office, monkeypatch):
    """The second went out before the list asked for all of that (手册00 行75)."""
    published(office, content={**SERVICE, "body": f"<p>{TOLD}</p>"})
    whole = swept(office, "elements")
    actions.close_sweep(sweep=whole, by=office.li_qiang, day=DAY, conclusion="齐全")
    asked = {"sweep_kind": "elements", "genre": "service_guide"}
    assert counted_by(office, figures.FOUND, **asked) == 0
    with monkeypatch.context() as before:
        before.setattr("gongkai.proofing.checklist.missing", lambda *_, **__: ())
        published(office, content={**SERVICE, "body": "<p>事项名称、设定依据。</p>"})
    hit = swept(office, "elements").hits.get()
    assert (hit.code, hit.places) == ("missing_element", 6)
    assert counted_by(office, figures.FOUND, **asked) == 1


def test_a_service_guide_says_a_telephone_whatever_the_office_has(office):
    agencies.set_particulars(by=office.sun_li, agency=office.district, day=DAY, phone="0991-2825555")
    edition = drafted(office, content={**SERVICE, "body": f"<p>{TOLD}</p>".replace("、联系电话", "")})
    said = [one.message for one in open_points(edition.content, office.district, DAY)]
    assert any(one.startswith("办事指南缺少「联系电话」") for one in said)


def test_a_broken_link_is_counted_with_the_days_until_it_was_mended(office):
    link = '<p>见<a href="http://www.shifan.example/a">网页</a>。</p>'
    item = published(office, content={"body": link}, looked="留作测试")
    sweep = swept(office, "links")
    assert counted_by(office, figures.MENDED, sweep_kind="links") == 0
    items.end(item=fresh(item), by=office.sun_li, day=DAY, kind="withdrawn", reason="登错了")
    actions.look_again(sweep=sweep, by=office.li_qiang, day=DAY + timedelta(days=4))
    assert counted_by(office, figures.MENDED, sweep_kind="links") == 1
    assert counted_by(office, figures.MENDING_DAYS, sweep_kind="links") == 4
    assert counted_by(office, figures.MENDING_DAYS, sweep_kind="words") == 0


def test_an_attribute_that_was_looked_at_again_moves_what_is_settled_by_one(office):
    content = {"attribute": "withheld", "attribute_reason": "内部管理", "reassess_on": date(2027, 3, 2)}
    edition = drafted(office, content=content)
    items.submit(edition=edition, by=office.li_qiang, day=DAY)
    items.keep_inside(edition=reviewed(office, edition), by=office.li_qiang, day=DAY)
    hit = swept(office, "attribute").hits.get()
    assert counted_by(office, figures.SETTLED, sweep_kind="attribute") == 0
    actions.keep_hit(hit=hit, by=office.li_qiang, day=DAY, reason="仍属内部管理")
    assert counted_by(office, figures.SETTLED, sweep_kind="attribute") == 1
    assert counted_by(office, figures.SETTLED, sweep_kind="personal") == 0


def test_a_long_sweep_goes_on_where_it_stopped_and_hits_nothing_twice(office, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    for _ in range(3):
        published(office, content={"body": NUMBER}, looked="留作测试")
    sweep = actions.begin_sweep(by=office.li_qiang, agency=office.district, day=DAY, kind="personal")
    assert actions.read_on(sweep=sweep, day=DAY)
    assert actions.read_on(sweep=sweep, day=DAY)
    sweep.refresh_from_db()
    assert (sweep.examined, sweep.hits.count(), sweep.through) == (2, 2, False)
    with pytest.raises(Refused):
        actions.close_sweep(sweep=sweep, by=office.li_qiang, day=DAY, conclusion="急着了结")
    while actions.read_on(sweep=sweep, day=DAY):
        pass
    assert not actions.read_on(sweep=sweep, day=DAY)
    assert sweep.hits.count() == 3


def test_a_second_sweep_of_a_kind_waits_for_the_first(office):
    swept(office)
    with pytest.raises(Refused, match="还没有了结"):
        swept(office)
    with pytest.raises(NotAllowed):
        actions.begin_sweep(by=office.he_jing, agency=office.district, day=DAY, kind="links")


def test_the_pages_show_what_stands_there_now_and_no_word_of_what_was_sealed(office):
    item = published(office, content={"title": "甲字七号", "body": NUMBER}, looked="留作测试")
    sweep = swept(office)
    shown = page(office, office.sun_li, "sweep", sweep.pk).content.decode()
    assert "138****8000" in shown
    assert "13800138000" not in shown
    given = {"by": office.chen_jing, "day": DAY, "kind": "secret", "reason": "不应公开"}
    items.end(item=fresh(item), **given)
    after = page(office, office.sun_li, "sweep", sweep.pk).content.decode()
    assert "甲字七号" not in after
    assert "138****8000" not in after
    assert looked_again(office, sweep) == 1


def test_a_sweep_begins_and_ends_on_its_pages(office, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    for _ in range(2):
        published(office, content={"body": NUMBER}, looked="留作测试")
    client = Client()
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("sweeps:begin"), {"agency": office.district.pk, "kind": "personal"})
    assert answer.status_code == 302
    work_off()
    sweep = Sweep.objects.get()
    assert (sweep.through, sweep.examined) == (True, 2)
    for hit in sweep.hits.all():
        kept = client.post(reverse("sweeps:keep", args=[hit.pk]), {"reason": "办公电话"})
        assert kept.status_code == 302
    client.post(reverse("sweeps:again", args=[sweep.pk]))
    client.post(reverse("sweeps:close", args=[sweep.pk]), {"conclusion": "没有问题"})
    tree = html.fromstring(client.get(reverse("sweeps:sweeps")).content.decode())
    row = [one.text_content().strip() for one in tree.xpath("//main//tbody/tr/*")]
    assert row[2:] == ["2", "2", "0", "0", "2026-03-02"]


WHO = (None, "li_qiang", "chen_jing", "zhou_jie", "he_jing", "stranger")
MATRIX = {
    "sweeps": ([], (302, 200, 200, 200, 200, 200)),
    "begin": ([], (302, 200, 403, 403, 200, 403)),
    "sweep": (["sweep"], (302, 200, 200, 200, 404, 404)),
    "again": (["sweep"], (302, 405, 405, 405, 405, 405)),
    "close": (["sweep"], (302, 200, 200, 200, 404, 404)),
    "keep": (["hit"], (302, 200, 200, 200, 404, 404)),
}


@pytest.mark.parametrize("name", MATRIX)
def test_who_gets_what_at_every_address(office, name):
    published(office, content={"body": NUMBER}, looked="留作测试")
    sweep, (arguments, wanted) = swept(office), MATRIX[name]
    known = {"sweep": sweep.pk, "hit": sweep.hits.get().pk}
    address = reverse(f"sweeps:{name}", args=[known[one] for one in arguments])
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
