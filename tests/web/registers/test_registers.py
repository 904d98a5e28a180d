"""台账: who enters what, what is refused with which words, what is counted, and does the trail know it?"""

import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.registers import figures
from gongkai_web.publishing.registers.declared import ARTICLES, REGISTERS, REPORTED_UP, RESPONSES
from gongkai_web.publishing.registers.models import ReportedUp
from gongkai_web.registers import actions
from gongkai_web.registers.declared import registers
from tests.web.registers.conftest import TODAY

YEAR = Period.of_year(2025)
DAY = date(2025, 3, 3)


def entered(town, register=REPORTED_UP, day=DAY, by=None, **given):
    plain = {"title": "云溪区春季招聘会", "receiver": "省政府门户网站"} if register is REPORTED_UP else {}
    return actions.enter(
        register=register,
        by=by or town.li_qiang,
        agency=town.district,
        day=day,
        given={**plain, **given},
        today=TODAY,
    )


def filled(town, entry, **given):
    return actions.fill(register=REPORTED_UP, entry=entry, by=town.li_qiang, today=TODAY, given=given)


def voided(town, entry, reason="登重了"):
    return actions.void(register=REPORTED_UP, entry=entry, by=town.li_qiang, day=TODAY, reason=reason)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(path, person) -> str:
    answer = client_of(person).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_adopted_is_filled_in_later_and_once(town):
    entry = entered(town)
    filled(town, entry, adopted_on=date(2025, 4, 1))
    with pytest.raises(Refused, match="「采用日期」已经填过"):
        filled(town, entry, adopted_on=date(2025, 4, 2))
    assert ReportedUp.objects.get().adopted_on == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": "  "}, "「标题」没有填写；请补上"),
        ({"title": "一\n二"}, "只写一行"),
        ({"receiver": "省" * 201}, "有 201 字，最多 200 字"),
        ({"adopted_on": "三月"}, "「三月」不是日期"),
        ({"adopted_on": date(2025, 3, 2)}, "采用日期 2025-03-02 早于上报日期 2025-03-03"),
        ({"adopted_on": date(2025, 5, 21)}, "「采用日期」2025-05-21 还没有到"),
        ({"link": "javascript:alert(1)"}, "不是网址"),
        ({"link": f"https://www.example.gov.cn/{'a' * 200}"}, "「采用的网址」有 227 字，最多 200 字"),
        ({"author": "李强"}, "没有「author」这一栏"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(town, given, words):
    with pytest.raises(Refused, match=words.replace("(", r"\(")):
        entered(town, **given)
    assert not ReportedUp.objects.exists()


def test_a_day_that_has_not_come_is_refused(town):
    with pytest.raises(Refused, match="2025-05-21 还没有到"):
        entered(town, day=date(2025, 5, 21))


def test_only_the_staff_of_the_agency_enters(town):
    for person in (town.he_jing, town.zhou_jie, town.stranger):
        with pytest.raises(NotAllowed):
            entered(town, by=person)


def test_adoption_is_counted_among_what_was_reported(town):
    filled(town, entered(town), adopted_on=date(2025, 4, 1))
    entered(town)
    filled(town, entered(town, day=date(2024, 12, 30)), adopted_on=date(2025, 1, 5))
    voided(town, filled(town, entered(town), adopted_on=date(2025, 4, 2)))
    asked = YEAR.asked(TODAY)
    assert [count(one, EVERYWHERE, asked) for one in (figures.REPORTED, figures.ADOPTED)] == [2, 1]
    last_year = Period.of_year(2024)
    assert count(figures.ADOPTED, EVERYWHERE, last_year.asked(date(2024, 12, 31))) == 0
    assert count(figures.ADOPTED, EVERYWHERE, last_year.asked(TODAY)) == 1


def test_articles_add_up_by_class_and_by_account(town, account):
    for words in ("工作动态", "工作动态", "通知公告", "other_articles"):
        entered(town, ARTICLES, title="一篇", outlet="云溪发布", article_class=words)
    (by_class,) = [one for one in figures.PUBLISHED.by if one.label == "稿件分类"]
    parts = {
        code: figures.PUBLISHED.records(Scope.of(town.district), YEAR, {by_class: [code]}).count()
        for code in by_class.words()
    }
    assert parts == {"work_news": 2, "announcements": 1, "other_articles": 1}
    assert count(figures.PUBLISHED, EVERYWHERE, YEAR) == 4


def test_an_account_that_is_not_the_agency_s_own_is_refused(town, account):
    with pytest.raises(Refused, match="「账号」里没有「白石发布」；可用：云溪发布"):
        entered(town, ARTICLES, title="一篇", outlet="白石发布", article_class="工作动态")
    with pytest.raises(Refused, match="没有「专题」这一种；可用：工作动态、通知公告、其他"):
        entered(town, ARTICLES, title="一篇", outlet="云溪发布", article_class="专题")


def test_a_response_is_not_before_its_question(town):
    given = {
        "topic": "供暖温度不够",
        "found_in": "网站信箱",
        "way": "网站发布",
        "raised_on": date(2025, 3, 4),
    }
    with pytest.raises(Refused, match="回应日期 2025-03-03 早于发现日期 2025-03-04"):
        entered(town, RESPONSES, **given)
    entered(town, RESPONSES, **{**given, "raised_on": DAY})
    assert count(figures.ANSWERED, EVERYWHERE, YEAR) == 1


def test_a_void_entry_stays_in_sight_and_is_filled_no_more(town):
    entry = voided(town, entered(town))
    page = read(f"/office/registers/reported-up/{entry.pk}/", town.li_qiang)
    assert "登重了" in page
    assert "补填后来的情况" not in page
    with pytest.raises(Refused, match="已经作废"):
        filled(town, entry, adopted_on=DAY)
    with pytest.raises(Refused, match="已经作废"):
        voided(town, entry)


def test_the_trail_knows_every_register(town, account):
    filled(town, entered(town), adopted_on=date(2025, 4, 1))
    voided(town, entered(town))
    entered(town, ARTICLES, title="一篇", outlet="云溪发布", article_class="工作动态")
    assert verify().sound
    ReportedUp.objects.filter(voided=False).update(adopted_on=date(2025, 1, 1))
    assert "上报信息" in verify().sentence


def test_it_is_entered_and_filled_on_pages_and_nothing_typed_is_lost(town, account):
    client = client_of(town.li_qiang)
    path = "/office/registers/articles/new/"
    wrong = client.post(path, {"day": "2025-05-21", "title": "汛期提示", "outlet": "云溪发布"})
    assert wrong.status_code == 422
    assert "汛期提示" in wrong.content.decode()
    right = {"day": "2025-05-19", "title": "汛期提示", "outlet": "云溪发布", "article_class": "announcements"}
    assert client.post(path, right).status_code == 302
    assert "汛期提示" in read("/office/registers/articles/", town.li_qiang)
    entry = entered(town)
    fill = f"/office/registers/reported-up/{entry.pk}/fill/"
    assert client.post(fill, {}).status_code == 422
    assert client.post(fill, {"adopted_on": "2025-04-01"}).status_code == 302
    assert "2025-04-01" in read(f"/office/registers/reported-up/{entry.pk}/", town.li_qiang)


def test_what_is_still_to_be_filled_is_a_list_of_its_own(town):
    filled(town, entered(town, title="已采用的"), adopted_on=DAY)
    entered(town, title="还在等的")
    page = read("/office/registers/reported-up/?show=open", town.li_qiang)
    assert "还在等的" in page
    assert "已采用的" not in page


def test_the_workbook_has_what_the_list_has(town):
    filled(town, entered(town, title="=1+1"), adopted_on=date(2025, 4, 1))
    answer = client_of(town.li_qiang).get("/office/registers/reported-up/workbook.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["机关", "上报日期", "标题", "报送到"]
    assert rows[1][2] == "=1+1"
    assert rows[1][4] == date(2025, 4, 1)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.code)
def test_each_address_answers_each_person_as_expected(town, account, register):
    given = {
        "reported-up": {},
        "responses": {"topic": "供暖", "found_in": "热线", "way": "其他", "raised_on": DAY},
        "articles": {"title": "一篇", "outlet": account, "article_class": "其他"},
    }[register.code]
    entry = entered(town, register, **given)
    base, one = f"/office/registers/{register.code}/", f"/office/registers/{register.code}/{entry.pk}/"
    expected = {
        "/office/registers/": (302, 200, 200, 200, 200),
        base: (302, 200, 200, 200, 200),
        f"{base}new/": (302, 200, 403, 200, 403),
        f"{base}workbook.xlsx": (302, 200, 200, 200, 200),
        one: (302, 200, 200, 404, 404),
        f"{one}fill/": (302, 200, 403, 404, 404),
        f"{one}void/": (302, 200, 403, 404, 404),
        f"{one}letters/slip/docx/": (302, 404, 404, 404, 404),  # none of these has a letter
        f"{base}99999/": (302, 404, 404, 404, 404),
        "/office/registers/nothing/": (302, 404, 404, 404, 404),
    }
    clients = [Client(), *map(client_of, (town.li_qiang, town.zhou_jie, town.he_jing, town.stranger))]
    got = {path: tuple(client.get(path).status_code for client in clients) for path in expected}
    assert got == expected


def test_another_county_does_not_see_the_entries(town):
    entered(town)
    assert "春季招聘会" in read("/office/registers/reported-up/", town.zhou_jie)
    assert "春季招聘会" not in read("/office/registers/reported-up/", town.he_jing)


def test_each_register_stands_once(settings):
    assert list(registers())[: len(REGISTERS)] == [one.code for one in REGISTERS]
    for one in registers().values():
        columns = {field.name for field in one.model._meta.fields}
        assert {blank.name for blank in one.blanks} <= columns
        assert one.title in {blank.name for blank in one.blanks}


def test_whoever_keeps_a_register_finds_from_its_page_how_a_workbook_comes_in(town):
    """周洁 has no menu line for it: she writes no items."""
    for person in (town.zhou_jie, town.li_qiang):
        assert "/office/import/tables/?table=register-trainings" in read(
            "/office/registers/trainings/", person
        )
        page = read("/office/import/tables/?table=register-trainings", person)
        assert '<option value="register-trainings" selected>' in page
