"""Does every filter show exactly the cases that it names?"""

from datetime import date

import pytest

from gongkai_web.cases import actions
from gongkai_web.cases.models import Case
from gongkai_web.desk import paging
from gongkai_web.desk.word_index import prepare
from tests.people import receive
from tests.web.desk.conftest import DAY, titles
from tests.web.desk.test_work import many

pytestmark = pytest.mark.slow

OPEN = {"late", "soon", "mine", "asked", "extended"}
ALL = {*OPEN, "fresh", "granted", "denied", "older", "paid"}
FILTERS = [
    ("", ALL),
    ("show=open", OPEN | {"paid"}),
    ("show=overdue", {"late"}),
    ("show=waiting", {"asked", "denied"}),  # a lawsuit about the denial is pending
    ("show=mine", {"mine", "extended"}),
    ("show=counted", ALL - {"fresh"}),
    ("show=submitted", {"fresh"}),
    ("show=closed", {"older"}),
    ("act=archive", {"older"}),
    ("act=serve", {"granted"}),
    ("agency=yunxi", ALL),
    ("handler=me", {"mine"}),
    ("channel=fax", {"mine"}),
    ("kind=legal_service_agency", {"asked"}),
    ("outcome=denied_enforcement_file", {"denied"}),
    ("received_from=2024-11-12&received_to=2024-12-02", {"soon", "mine", "asked"}),
    ("concluded_from=2024-03-20&concluded_to=2024-03-20", {"granted"}),
    ("noticed_from=2024-05-10&noticed_to=2024-05-10", {"paid"}),
    ("flag=late", {"denied"}),
    ("flag=on_time", {"granted", "older"}),
    ("flag=extended", {"extended"}),
    ("flag=correction", {"asked"}),
    ("flag=fee", {"paid"}),
    ("flag=reminded", set()),
    ("flag=any", {"denied"}),
    ("appeal=any", {"denied"}),
    ("appeal=pending", {"denied"}),
    ("appeal=corrected", set()),
    ("filed_from=2024-07-21", set()),
    ("filed_to=2024-07-20", {"denied"}),
    ("q=案卷", {"denied"}),
    ("q=公开 案卷", {"denied"}),
    ("q=张伟", {"fresh"}),
    ("q=张", {"fresh"}),
    ("q=没有这样的词", set()),
    ("q=%25", set()),
    ('q="', set()),
    ("channel=fax&show=archived", set()),
]


@pytest.mark.parametrize(("query", "wanted"), FILTERS)
def test_the_filter_shows_what_it_names(office, see, query, wanted):
    found = titles(see(office.town.li_qiang, f"/office/cases/?{query}"))
    assert sorted(found) == sorted(getattr(office, name).title for name in wanted)


def test_not_assigned_means_under_way_without_a_handler(office, see):
    found = titles(see(office.town.li_qiang, "/office/cases/?handler=none"))
    assert office.mine.title not in found
    assert {office.late.title, office.fresh.title} <= set(found)
    assert office.granted.title not in found


def test_mine_are_those_too_that_i_stand_in_for(office, see):
    town = office.town
    actions.assign(
        case=office.soon, by=town.sun_li, day=date(2024, 12, 9), person=town.sun_li, stand_in=town.li_qiang
    )
    found = titles(see(town.li_qiang, "/office/cases/?handler=me"))
    assert sorted(found) == sorted([office.mine.title, office.soon.title])
    assert titles(see(town.sun_li, "/office/cases/?handler=me")) == [office.soon.title]


def test_the_due_day_bounds_open_cases_only(office, see):
    found = titles(see(office.town.li_qiang, f"/office/cases/?due_to={office.soon.due_on}"))
    assert office.soon.title in found
    assert office.late.title in found
    assert office.mine.title not in found
    assert office.granted.title not in found


def test_a_registry_number_finds_its_case(office, see):
    found = titles(see(office.town.li_qiang, f"/office/cases/?q={office.denied.registry_number}"))
    assert found == [office.denied.title]


def test_an_unreadable_filter_says_so_and_keeps_what_was_typed(office, see):
    tree = see(office.town.li_qiang, "/office/cases/?received_from=2024-13-45&show=nonsense")
    assert "请写成 2024-09-20 的样子" in tree.text_content()
    assert "没有这个选项" in tree.text_content()
    assert tree.xpath('//input[@name="received_from"]/@value') == ["2024-13-45"]
    assert len(titles(tree)) == len(ALL)


def test_no_act_stands_twice_in_the_filter_and_what_is_called_alike_is_found_together(office, see):
    tree = see(office.town.li_qiang, "/office/cases/")
    words = [one.text_content().strip() for one in tree.xpath('(//select[@name="act"])[1]/option')]
    assert [word for word in words if words.count(word) > 1] == []
    assert "文书待签发" in words
    (chosen,) = tree.xpath('(//select[@name="act"])[1]/option[normalize-space()="文书待签发"]/@value')
    Case.objects.filter(pk=office.late.pk).update(next_act="letter_signing")
    Case.objects.filter(pk=office.soon.pk).update(next_act="letter_approved")
    found = titles(see(office.town.li_qiang, f"/office/cases/?act={chosen}"))
    assert sorted(found) == sorted([office.late.title, office.soon.title])


def test_the_supervisor_filters_by_agency_and_gets_no_buttons(office, see):
    tree = see(office.town.zhou_jie, "/office/cases/?agency=baishi")
    assert titles(tree) == [office.other.title]
    assert not tree.xpath('//input[@name="case"]')
    assert not tree.xpath('//td/a[contains(@class,"button")]')
    assert len(titles(see(office.town.zhou_jie, "/office/cases/"))) == len(ALL) + 1


def test_a_changed_wording_is_found_by_its_new_words_only(office, see):
    case = receive(office.town, date(2024, 12, 3), title="桥梁检测报告")
    event = case.events.get(kind="submitted")
    data = {**event.data, "title": "隧道检测报告"}
    actions.replace_event(
        case=case, by=office.town.li_qiang, day=date(2024, 12, 4), event=event, data=data, reason="写错了"
    )
    assert titles(see(office.town.li_qiang, "/office/cases/?q=隧道")) == ["隧道检测报告"]
    assert titles(see(office.town.li_qiang, "/office/cases/?q=桥梁")) == []
    prepare()
    assert titles(see(office.town.li_qiang, "/office/cases/?q=检测报告")) == ["隧道检测报告"]


@pytest.mark.parametrize(
    ("said", "found"), [("b区", True), ("B", True), ("区方", False), ("案图", False), ("图 B区", True)]
)
def test_two_characters_are_found_where_they_stand_together_and_only_there(office, see, said, found):
    receive(office.town, date(2024, 12, 3), title="B区图纸和方案", applicant_name="图南")
    assert ("B区图纸和方案" in titles(see(office.town.li_qiang, f"/office/cases/?q={said}"))) is found


@pytest.mark.parametrize("number", ["云依申请〔2024〕第15号", "2023-0007", "15"])
def test_a_case_is_found_by_the_number_of_the_register_before(office, see, number):
    wang = actions.ApplicantGiven("王芳")
    given = actions.RequestGiven(
        "counter", "natural_person", (wang,), "旧登记簿里的预算", earlier_number=number
    )
    case = actions.register_request(
        by=office.town.li_qiang, agency=office.town.district, day=DAY, given=given
    )
    assert titles(see(office.town.li_qiang, f"/office/cases/?q={number}")) == [case.title]
    assert number in see(office.town.li_qiang, f"/office/cases/{case.pk}/").text_content()
    assert case.title not in titles(see(office.town.he_jing, f"/office/cases/?q={number}"))


# – pages


def test_the_pages_of_a_short_list_are_numbered_and_hold_each_case_once(town, see):
    many(town, 45)
    seen = []
    for number in (1, 2, 3):
        tree = see(town.li_qiang, f"/office/cases/?size=20&sort=received&page={number}")
        assert f"第 {number} 页，共 3 页（45 件）" in tree.text_content()
        seen += titles(tree)
    assert sorted(seen) == sorted(Case.objects.values_list("title", flat=True))


def test_a_long_list_is_walked_forth_and_back_and_holds_each_case_once(town, see, monkeypatch):
    monkeypatch.setattr(paging, "CAP", 30)
    monkeypatch.setattr(paging, "_STRETCH", 7)
    many(town, 70)
    address, seen, pages = "/office/cases/?size=20", [], []
    while address:
        tree = see(town.li_qiang, address)
        pages.append(titles(tree))
        seen += pages[-1]
        following = tree.xpath('//a[@rel="next"]/@href')
        address = f"/office/cases/{following[0]}" if following else ""
    assert seen == [f"第{number}份资料" for number in range(70, 0, -1)]
    (back,) = tree.xpath('//a[@rel="prev"]/@href')
    assert titles(see(town.li_qiang, f"/office/cases/{back}")) == pages[-2]


def test_a_list_beyond_the_cap_says_that_it_cannot_be_ordered(town, see, monkeypatch):
    monkeypatch.setattr(paging, "CAP", 30)
    many(town, 40)
    tree = see(town.li_qiang, "/office/cases/?sort=due")
    assert "不能按所选的方式排列" in tree.text_content()
    assert "30+" in tree.text_content()


def test_a_row_says_when_it_was_received_and_how_it_ended(office, see):
    tree = see(office.town.li_qiang, "/office/cases/")
    (granted,) = tree.xpath(f'//tr[th/a="{office.granted.title}"]')
    assert "2024-03-01 收到 · 2024-03-20 答复：予以公开" in granted.text_content()
    (late,) = tree.xpath(f'//tr[th/a="{office.late.title}"]')
    assert "2024-10-28 收到" in late.text_content()
    assert "答复：" not in late.text_content()


def test_what_is_done_with_the_whole_list_stands_above_it(office, see):
    """Below fifty rows nobody finds it."""
    tree = see(office.town.li_qiang, "/office/cases/")
    for words in ("导出登记表", "打印登记表", "预览", "批量答复"):
        (found,) = tree.xpath(
            f'//main//*[self::button or self::a][starts-with(normalize-space(.), "{words}")]'
        )
        assert found.xpath('./following::table[@class="work"]'), words
        assert not found.xpath('./preceding::table[@class="work"]'), words
