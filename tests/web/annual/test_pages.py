"""李强 and 孙立 make the report of 云溪区 on its pages: written, entered, checked, frozen, published."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from lxml import html

from gongkai.form import form_of_year
from gongkai_web.annual import actions, queries
from gongkai_web.annual.models import EnteredFigure, Filing, Problem, Release, SectionText
from gongkai_web.desk.report import urls
from tests.people import answer, check_report, receive
from tests.web.annual.test_file import ENTERED, enter

YEAR, JANUARY = 2024, date(2025, 1, 20)


@pytest.fixture
def made(town, monkeypatch):
    """One request was answered; it is 20 January."""
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    monkeypatch.setattr(timezone, "localdate", lambda *_: JANUARY)
    return town


@pytest.fixture
def signed_in():
    """A browser of a person."""

    def browser(person):
        client = Client()
        client.force_login(person)
        return client

    return browser


def at(name, town, *more):
    return reverse(f"report:{name}", args=[town.district.slug, YEAR, *more])


def test_the_draft_stands_on_its_page_and_its_numbers_open_their_records(made, signed_in):
    client = signed_in(made.li_qiang)
    client.post(at("draft", made))
    page = client.get(at("text", made)).content.decode()
    assert "全年新收政府信息公开申请" in page
    assert f'href="/office/figures/cases.new_received/?agency={made.district.slug}&amp;year={YEAR}"' in page
    figure = client.get("/office/figures/cases.new_received/", {"agency": made.district.slug, "year": YEAR})
    assert figure.status_code == 200


def test_what_was_given_back_says_why_on_its_page_and_the_history_stays(made, signed_in):
    writer, head = signed_in(made.li_qiang), signed_in(made.sun_li)
    for number in (1, 5, 6):
        writer.post(at("section", made, number), {"text": "话。"})
    for cell in ENTERED:
        enter(made, cell, 0)
    check_report(made, made.district, YEAR, JANUARY)
    assert at("give_back", made) in head.get(at("course", made)).content.decode()
    assert at("give_back", made) not in writer.get(at("course", made)).content.decode()
    head.post(at("give_back", made), {"reason": "第一部分太短"})
    page = writer.get(at("course", made)).content.decode()
    assert "已退回：第一部分太短（孙立，" in page
    check_report(made, made.district, YEAR, JANUARY)
    page = writer.get(at("course", made)).content.decode()
    assert "已退回：" not in page
    assert "由孙立退回：第一部分太短" in page


def test_a_section_is_written_with_numbers_by_their_names(made, signed_in):
    client = signed_in(made.li_qiang)
    client.post(at("section", made, 1), {"text": "全年收到申请〔收到〕件。"})
    assert SectionText.objects.get().text == "全年收到申请{cases.new_received}件。"
    assert "全年收到申请〔收到〕件。" in client.get(at("section", made, 1)).content.decode()


def test_a_name_that_is_none_is_told_and_nothing_typed_is_lost(made, signed_in):
    client = signed_in(made.li_qiang)
    answer_ = client.post(at("section", made, 1), {"text": "共〔发布的信息〕条，很多字。"})
    page = answer_.content.decode()
    assert answer_.status_code == 422
    assert "没有「发布的信息」这个指标" in page
    assert "很多字" in page


def test_what_will_be_printed_is_shown_before_it_is_kept(made, signed_in):
    client = signed_in(made.li_qiang)
    given = {"text": "收到〔收到〕件。\n转载信息12条。", "preview": "1"}
    page = client.post(at("section", made, 1), given).content.decode()
    assert ">1</a>件。" in page
    assert "这里写「12条」，按记录是0" in page
    assert not SectionText.objects.exists()


def test_while_it_is_typed_a_number_that_contradicts_the_records_is_marked_where_it_stands(made, signed_in):
    client = signed_in(made.li_qiang)
    given = {"text": "收到〔收到〕件。\n全年转载信息12条，回应3次，转载5条。"}
    tree = html.fromstring(client.post(at("look", made, 1), given).content.decode())
    marked = [(one.text, one.get("title")) for one in tree.xpath("//mark")]
    assert [text for text, _ in marked] == ["12条", "5条"]
    assert "这里写「12条」，按记录是0" in marked[0][1]
    assert (
        " ".join(tree.xpath("//p[mark]")[0].text_content().split()) == "全年转载信息12条，回应3次，转载5条。"
    )
    assert "转载5条" not in tree.xpath("string(//p[a])")
    assert not SectionText.objects.exists()
    wrong = client.post(at("look", made, 1), {"text": "共〔发布的信息〕条"}).content.decode()
    assert "没有「发布的信息」这个指标" in wrong


def test_a_kind_of_numbers_and_its_parts_are_opened_with_what_was_typed_kept(made, signed_in):
    """Without script, too: a button beside each sends the text along, and nothing is saved."""
    client = signed_in(made.li_qiang)
    closed = client.get(at("section", made, 1)).content
    assert len(closed) < 60_000, "thousands of numbers are not sent before somebody asks"
    tree = html.fromstring(closed.decode())
    assert tree.xpath("//aside//*[@class='token']") == []
    (button,) = tree.xpath("//details[summary='申请件']/button")
    given = {"text": "共〔没有的数〕件，很多字。", button.get("name"): button.get("value")}
    opened = client.post(at("section", made, 1), given)
    assert opened.status_code == 200
    tree = html.fromstring(opened.content.decode())
    assert "很多字" in tree.xpath("string(//textarea)")
    (line,) = tree.xpath("//details[@open]//li[span='〔收到〕']")
    assert line.text_content().split()[:2] == ["〔收到〕", "1件"]
    assert len(tree.xpath("//details[@open]")) == 1
    (button,) = line.xpath("details/button")
    split = client.post(at("section", made, 1), {"text": "很多字", button.get("name"): button.get("value")})
    assert len(split.content) < 100_000
    tree = html.fromstring(split.content.decode())
    parts = tree.xpath("//li[span='〔收到〕']/details[@open]//span[@class='token']")
    assert "〔收到·申请人类型=自然人〕" in [one.text for one in parts]
    assert not SectionText.objects.exists()


def test_what_nothing_counts_is_entered_with_its_source(made, signed_in):
    client = signed_in(made.li_qiang)
    given = {
        f"{name}_{place}": value for place in range(4) for name, value in (("value", "3"), ("source", ""))
    }
    page = client.post(at("figures", made), given).content.decode()
    assert "须写明出处" in page
    given |= {f"source_{place}": "执法台账" for place in range(4)}
    assert client.post(at("figures", made), given).status_code == 302
    assert set(made.district.figures.values_list("value", flat=True)) == {3}


@pytest.mark.parametrize(("value", "read"), [(120, "120"), (Decimal("12.340000"), "12.34"), (0, "0")])
def test_a_figure_stands_in_its_form_as_it_was_typed(made, signed_in, value, read):
    enter(made, ENTERED[3], value)
    form = signed_in(made.li_qiang).get(at("figures", made)).content.decode()
    assert "选填" not in form, "without one of the two the report is not frozen"
    assert f'name="value_3" value="{read}"' in form


def test_what_was_said_at_the_last_check_stands_there_when_it_is_checked_again(made, signed_in):
    for cell in ENTERED:
        enter(made, cell, 0)
    officer = signed_in(made.li_qiang)
    officer.post(at("draft", made))
    fields = officer.get(at("check", made)).context["form"].fields
    officer.post(at("check", made), dict.fromkeys(fields, "已与台账核对"))
    enter(made, ENTERED[0], 120)
    form = officer.get(at("check", made)).context["form"]
    said = {message: form[name].initial for name in form.fields for message in [form[name].label]}
    kept = queries.answers_of(queries.latest_check(made.district, YEAR))
    assert kept.keys() & said.keys()
    assert all(said[message] == "已与台账核对" for message in kept.keys() & said.keys())


def test_a_cell_that_does_not_apply_is_entered_with_its_reason_and_answers_for_itself(made, signed_in):
    client = signed_in(made.li_qiang)
    given = {f"source_{place}": "没有这项职权" for place in range(4)}
    given |= {f"state_{place}": "not_applicable" for place in range(3)} | {
        "value_3": "0",
        "state_3": "number",
    }
    assert client.post(at("figures", made), given).status_code == 302
    page = client.get(f"/office/reports/{made.district.slug}/{YEAR}/").content.decode()
    assert page.count(">不适用<") == 3
    cell = client.get(f"/office/reports/{made.district.slug}/{YEAR}/cells/{ENTERED[0]}/").content.decode()
    assert "填报不适用，说明：没有这项职权。" in cell
    # Its text says why, so that nobody is asked once more when the report is checked.
    check = client.get(at("check", made))
    assert [
        name for name in check.context["form"].fields if "不适用" in check.context["form"][name].label
    ] == []
    assert "文中写了空着的理由" in page


def test_a_problem_of_last_year_is_followed_up(made, signed_in):
    client = signed_in(made.li_qiang)
    before = actions.enter_problem(
        by=made.li_qiang, agency=made.district, year=YEAR - 1, text="解读形式单一", day=JANUARY
    )
    client.post(at("problems", made), {"text": "人手不足", "measure": "充实人员"})
    client.post(at("improve", made, before.pk), {"improved": "本年图解占三成"})
    before.refresh_from_db()
    assert before.improved == "本年图解占三成"
    page = client.get(at("problems", made)).content.decode()
    assert "人手不足" in page
    assert "本年图解占三成" in page
    new = Problem.objects.get(year=YEAR)
    client.post(at("drop", made, new.pk), {"reason": "写重了"})
    assert "人手不足" not in client.get(at("problems", made)).content.decode()


def test_from_the_check_to_the_public_each_by_their_own_person(made, signed_in, client):
    for cell in ENTERED:
        enter(made, cell, 0)
    officer, head = signed_in(made.li_qiang), signed_in(made.sun_li)
    officer.post(at("draft", made))
    form = officer.get(at("check", made))
    answers = dict.fromkeys(form.context["form"].fields, "已核实")
    assert officer.post(at("check", made), answers).status_code == 302
    assert "更正的理由" not in head.get(at("freeze", made)).content.decode()
    assert head.post(at("freeze", made), {"reason": ""}).status_code == 302
    officer.post(at("hand_over", made), {"receiver": "示范市人民政府办公室"})
    filing = Filing.objects.get()
    public = reverse("portal:report", args=[made.district.slug, YEAR])
    assert client.get(public).status_code == 404
    head.post(at("release", made), {"seen": filing.digest})
    assert client.get(public).status_code == 200
    page = head.get(at("course", made)).content.decode()
    assert page.count("2025-01-20") >= 4
    assert "更正的理由" in head.get(at("freeze", made)).content.decode()


def test_the_course_says_that_something_moved_since_the_check(made, signed_in):
    for cell in ENTERED:
        enter(made, cell, 0)
    check_report(made, made.district, YEAR, JANUARY)
    head = signed_in(made.sun_li)
    told = "核对以后，记录或者正文又有变动"
    assert told not in head.get(at("course", made)).content.decode()
    enter(made, ENTERED[0], 3)
    page = head.get(at("course", made)).content.decode()
    assert told in page
    name = form_of_year(YEAR).name(ENTERED[0])
    moved = html.fromstring(page).xpath(f"//tr[th[normalize-space()='{name}']]/td/text()")
    assert [one.strip() for one in moved] == ["0", "3"]


def fields_on(page):
    """The fields of the form in which somebody writes, as the browser would send them."""
    forms = html.fromstring(page.content.decode()).xpath("//main//form")
    return next(
        dict(one.form_values())
        for one in forms
        if one.xpath(".//textarea | .//input[@type='number' or @type='text']")
    )


def test_a_text_saved_meanwhile_is_not_lost_unseen(made, signed_in):
    """赵敏 and 李强 have section five open; what 赵敏 saves stands until 李强 has read of it."""
    address = at("section", made, 5)
    zhao_min, li_qiang = signed_in(made.zhao_min), signed_in(made.li_qiang)
    first, second = fields_on(zhao_min.get(address)), fields_on(li_qiang.get(address))
    assert zhao_min.post(address, first | {"text": "赵敏写的。"}).status_code == 302
    refused = li_qiang.post(address, second | {"text": "李强写的。"})
    assert refused.status_code == 422
    assert "页面打开以后有人改过这一部分，没有保存" in refused.content.decode()
    kept = SectionText.objects.filter(agency=made.district, year=YEAR, number=5)
    assert kept.get().text == "赵敏写的。"
    again = fields_on(refused)
    assert again["text"].strip() == "李强写的。"
    assert li_qiang.post(address, again | {"text": "赵敏和李强写的。"}).status_code == 302
    assert kept.get().text == "赵敏和李强写的。"


def test_what_became_of_a_problem_is_not_lost_unseen(made, signed_in):
    """赵敏 and 李强 have the same problem of last year open."""
    given = {"by": made.li_qiang, "agency": made.district, "year": YEAR - 1, "day": JANUARY}
    problem = actions.enter_problem(**given, text="政策解读形式单一", measure="多用图表")
    address = at("improve", made, problem.pk)
    zhao_min, li_qiang = signed_in(made.zhao_min), signed_in(made.li_qiang)
    first, second = fields_on(zhao_min.get(address)), fields_on(li_qiang.get(address))
    assert zhao_min.post(address, first | {"improved": "图表解读占三成"}).status_code == 302
    refused = li_qiang.post(address, second | {"improved": "视频解读占一成"})
    assert refused.status_code == 422
    assert "有人登记了改进情况「图表解读占三成」，没有保存" in refused.content.decode()
    problem.refresh_from_db()
    assert problem.improved == "图表解读占三成"
    both = fields_on(refused) | {"improved": "图表解读占三成、视频解读占一成"}
    assert li_qiang.post(address, both).status_code == 302
    problem.refresh_from_db()
    assert problem.improved == "图表解读占三成、视频解读占一成"


def test_a_cell_entered_meanwhile_keeps_its_number(made, signed_in):
    """李强 fills in another cell, then the same one: the number of 赵敏 goes by no form of an hour ago."""
    for cell in ENTERED:
        enter(made, cell, 0)
    address = at("figures", made)
    zhao_min, li_qiang = signed_in(made.zhao_min), signed_in(made.li_qiang)
    first = fields_on(zhao_min.get(address))
    second, third = fields_on(li_qiang.get(address)), fields_on(li_qiang.get(address))
    assert zhao_min.post(address, first | {"value_0": "15"}).status_code == 302
    assert li_qiang.post(address, second | {"value_1": "8"}).status_code == 302
    entered = EnteredFigure.objects.filter(agency=made.district, year=YEAR)
    numbers = {one.cell: one.value for one in entered}
    assert [numbers[cell] for cell in ENTERED[:2]] == [15, 8]
    refused = li_qiang.post(address, third | {"value_0": "9"})
    assert refused.status_code == 422
    assert "填成了「15」，没有保存" in refused.content.decode()
    assert entered.get(cell=ENTERED[0]).value == 15
    assert li_qiang.post(address, fields_on(refused)).status_code == 302
    assert [entered.get(cell=cell).value for cell in ENTERED[:2]] == [9, 8]


def test_what_moved_since_the_check_goes_back_to_whoever_writes_it(made, signed_in):
    """孙立 presses 定稿; 李强 finds the report at his desk again, with the reason."""
    for cell in ENTERED:
        enter(made, cell, 0)
    check_report(made, made.district, YEAR, JANUARY)
    enter(made, ENTERED[0], 3)
    answer = signed_in(made.sun_li).post(at("freeze", made))
    assert answer.status_code == 422
    where = f"（{form_of_year(YEAR).name(ENTERED[0])}：0 → 3）"
    assert f"又有变动{where}；请重新核对。没有定稿，已经退回给写年报的人" in answer.content.decode()
    for person in (made.li_qiang, made.sun_li):
        desk = signed_in(person).get(reverse("desk:home")).content.decode()
        assert f"已退回（核对以后记录或者正文又有变动{where}，请重新核对）" in desk
        assert "已经核对，等定稿" not in desk


def test_what_was_checked_anew_is_frozen_once_the_head_has_seen_it(made, signed_in):
    """孙立 has the page open; 李强 enters another number and checks again."""
    for cell in ENTERED:
        enter(made, cell, 0)
    check_report(made, made.district, YEAR, JANUARY)
    head = signed_in(made.sun_li)
    seen = {
        "seen": html.fromstring(head.get(at("freeze", made)).content).xpath("//input[@name='seen']/@value")
    }
    enter(made, ENTERED[0], 3)
    check_report(made, made.district, YEAR, JANUARY)
    refused = head.post(at("freeze", made), seen)
    assert refused.status_code == 422
    assert "页面打开以后李强又核对过一次，没有定稿" in refused.content.decode()
    assert not Filing.objects.exists()
    again = {"seen": html.fromstring(refused.content).xpath("//input[@name='seen']/@value")}
    assert head.post(at("freeze", made), again).status_code == 302
    assert Filing.objects.count() == 1


def test_what_is_done_is_not_offered_again(made, signed_in):
    for cell in ENTERED:
        enter(made, cell, 0)
    check_report(made, made.district, YEAR, JANUARY)
    head = signed_in(made.sun_li)
    (warning, *_) = queries.latest_check(made.district, YEAR).warnings
    looked = head.get(at("freeze", made)).content.decode()
    assert all(one in looked for one in (escape(warning["message"]), warning["answer"], "李强于"))
    filing = actions.file_report(by=made.sun_li, agency=made.district, year=YEAR, day=JANUARY)
    before = head.get(at("course", made)).content.decode()
    assert at("freeze", made) not in before
    assert "登记提交" in before
    assert "公布第 1 版" in before
    actions.hand_over(by=made.sun_li, filing=filing, receiver="示范市人民政府办公室", day=JANUARY)
    actions.release_report(by=made.sun_li, filing=filing, day=JANUARY)
    after = head.get(at("course", made)).content.decode()
    assert "登记提交" not in after
    assert "公布第 1 版" not in after


def test_section_five_sends_to_the_problems_that_it_is_drafted_from(made, signed_in):
    client = signed_in(made.li_qiang)
    for page in (at("text", made), at("section", made, 5)):
        tree = html.fromstring(client.get(page).content.decode())
        assert tree.xpath("//main//p/a[text()='问题和改进']/@href") == [at("problems", made)]
    (title,) = tree.xpath("//h1/text()")
    assert title == "五、存在的主要问题及改进情况"
    client.post(at("problems", made), {"text": "解读的形式单一", "measure": ""})
    client.post(at("draft", made))
    tree = html.fromstring(client.get(at("text", made)).content.decode())
    assert not tree.xpath("//main//p/a[text()='问题和改进']")


def test_before_the_check_the_page_tells_all_that_has_to_be_mended_first(made, signed_in):
    client = signed_in(made.li_qiang)
    page = client.get(at("check", made)).content.decode()
    assert page.count("还没有填报；没有发生的填 0") == len(ENTERED)
    assert "<textarea" not in page
    for cell in ENTERED:
        enter(made, cell, 0)
    assert "<textarea" in client.get(at("check", made)).content.decode()


def test_whoever_may_not_write_reads_and_gets_no_form(made, signed_in):
    client = signed_in(made.zhou_jie)
    assert client.get(at("text", made)).status_code == 200
    assert client.get(at("section", made, 1)).status_code == 403
    assert client.post(at("draft", made)).status_code == 403
    assert signed_in(made.he_jing).get(at("text", made)).status_code == 404


# Nobody, the officer, the head, the supervisor, an officer elsewhere, a stranger.
READ = (302, 200, 200, 200, 404, 404)
WRITE = (302, 200, 200, 403, 404, 404)
SETTLE = (302, 403, 200, 403, 404, 404)
POSTED = (302, 405, 405, 405, 405, 405)
MATRIX = {
    "text": ([], READ),
    "section": ([1], WRITE),
    "figures": ([], WRITE),
    "problems": ([], READ),
    "improve": (["problem"], WRITE),
    "drop": (["problem"], WRITE),
    "indicators": ([], READ),
    "indicators_file": ([], READ),
    "course": ([], READ),
    "check": ([], WRITE),
    "freeze": ([], SETTLE),
    "give_back": ([], SETTLE),
    # Nothing was published that the records contradict.
    "keep": ([], (302, 403, 404, 403, 404, 404)),
    "hand_over": ([], WRITE),
    "former": ([], WRITE),
    # Nothing was brought in: there is nothing to show.
    "listing": ([], (302, 403, 404, 403, 404, 404)),
    "version": ([1], READ),
    "frozen_cell": ([1, "table3.granted.total"], READ),
    "draft": ([], POSTED),
    "release": ([], POSTED),
    "look": ([1], POSTED),
}


def test_every_address_is_in_the_matrix():
    assert {entry.name for entry in urls.urlpatterns} == set(MATRIX)


@pytest.mark.parametrize("name", MATRIX)
def test_who_gets_what_at_every_address(made, signed_in, name):
    for cell in ENTERED:
        enter(made, cell, 0)
    check_report(made, made.district, YEAR, JANUARY)
    actions.file_report(by=made.sun_li, agency=made.district, year=YEAR, day=JANUARY)
    problem = actions.enter_problem(
        by=made.li_qiang, agency=made.district, year=YEAR, text="人手不足", day=JANUARY
    )
    arguments, wanted = MATRIX[name]
    address = at(name, made, *(problem.pk if one == "problem" else one for one in arguments))
    people = (None, made.li_qiang, made.sun_li, made.zhou_jie, made.he_jing, made.stranger)
    clients = (Client() if person is None else signed_in(person) for person in people)
    assert tuple(client.get(address).status_code for client in clients) == wanted


def test_who_may_not_settle_settles_nothing_by_posting(made, signed_in):
    for cell in ENTERED:
        enter(made, cell, 0)
    check_report(made, made.district, YEAR, JANUARY)
    assert signed_in(made.li_qiang).post(at("freeze", made), {"reason": ""}).status_code == 403
    assert not Filing.objects.exists()
    filing = actions.file_report(by=made.sun_li, agency=made.district, year=YEAR, day=JANUARY)
    assert signed_in(made.li_qiang).post(at("release", made), {"seen": filing.digest}).status_code == 403
    assert not Release.objects.exists()
