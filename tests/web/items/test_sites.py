"""Is what is made public told apart by site, where an agency has several (手册00 行17)?"""

from datetime import date

import pytest

from gongkai_web.audit.verify import verify
from gongkai_web.figures.counting import Asked, count, split
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.channels import queries as channels
from gongkai_web.publishing.channels.actions import open_outlet
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.checks import open_points
from gongkai_web.publishing.items.labels import lines_of
from gongkai_web.publishing.items.pages.text_forms import GroupForm
from gongkai_web.publishing.items.site_figures import BY_SITE, SITES
from tests.web.items.written import DAY, drafted, published

YEAR = Period.of_year(2026)


@pytest.fixture
def sites(office):
    """The portal of 云溪区 and its site of open information."""
    shared = {"by": office.li_qiang, "agency": office.district, "day": DAY, "channel": "website"}
    return [
        open_outlet(**shared, name=name, address=f"https://{code}.example/", reason="分设网站")
        for name, code in (("云溪区政府门户网站", "portal"), ("云溪区信息公开网", "open"))
    ]


def by_site() -> dict[str, int]:
    chosen = next(one for one in BY_SITE.by if one.id == "site")
    groups = split({"n": Asked(BY_SITE, YEAR)}, EVERYWHERE, (chosen,))
    return {chosen.words()[str(key[0])]: numbers["n"] for key, numbers in groups.items() if numbers["n"]}


def test_an_item_on_a_site_moves_the_figure_of_that_site_by_one(office, sites):
    portal, other = sites
    published(office, content={"sites": [portal.pk, other.pk]})
    assert by_site() == {portal.name: 1, other.name: 1}
    item = published(office, content={"sites": [portal.pk]})
    published(office)
    assert by_site() == {portal.name: 2, other.name: 1}
    assert count(BY_SITE, EVERYWHERE, YEAR) == 3
    opened = {SITES.listing.opens(row) for row in SITES.everything().filter(outlet=portal)}
    assert item in opened
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="登错了")
    assert by_site() == {portal.name: 1, other.name: 1}
    assert verify().sound


def test_a_site_that_is_not_there_or_without_its_channel_is_told(office, sites):
    content = {"sites": [sites[0].pk, 99], "channels": ["wechat"]}
    edition = drafted(office, content=content)
    said = {one.code for one in open_points(edition.content, office.district, DAY)}
    assert {"unknown.sites", "sites.channel"} <= said


def test_a_department_chooses_among_its_own_sites_and_those_above(office, sites):
    assert list(channels.sites_of(office.bureau, DAY)) == sorted(sites, key=lambda one: one.name)
    assert not channels.sites_of(office.city, DAY).exists()
    assert not channels.sites_of(office.bureau, date(2026, 1, 1)).exists()


def test_the_page_offers_the_sites_and_says_their_names(office, sites):
    typed = {"seen": "1", "sites": [str(sites[0].pk)]}
    form = GroupForm(typed, group="placing", agency=office.district, today=DAY)
    assert form.is_valid(), form.errors
    assert form.values["sites"] == [sites[0].pk]
    assert lines_of("sites", [sites[0].pk]) == [sites[0].name]
