"""Is there any word of the catalogue that one person alone makes public (先审查后公开)?"""

import inspect

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.catalogue import actions, queries
from gongkai_web.publishing.catalogue.models import HeldWords, StandardItem
from gongkai_web.publishing.channels.actions import open_outlet
from tests.web.catalogue.conftest import DAY
from tests.web.catalogue.second import looked_at
from tests.web.catalogue.test_standard import HELP, JOB, LATER, entered

NUMBER = "联系人张三，身份证号11010519491231002X"
WORDS = "本栏公开停车收费的依据。"


@pytest.fixture
def told(seeded, column):
    """李强 wrote an introduction of the guide."""
    actions.introduce_column(by=seeded.li_qiang, column=column("guide"), day=DAY, introduction=WORDS)
    return queries.held_words(seeded.district).get()


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(name, *args) -> str:
    return Client().get(reverse(f"catalogue:{name}", args=args)).content.decode()


def test_an_introduction_is_read_when_another_keeper_has_looked_at_it(seeded, told, column):
    assert WORDS not in read("public_column", "yunxi", "guide")
    with pytest.raises(NotAllowed, match="请由另一个人看过"):
        actions.let_out(held=told, by=seeded.li_qiang, day=DAY)
    with pytest.raises(NotAllowed):
        actions.let_out(held=told, by=seeded.he_jing, day=DAY)
    actions.let_out(held=told, by=seeded.zhao_min, day=DAY)
    assert WORDS in read("public_column", "yunxi", "guide")
    with pytest.raises(Refused, match="已于 2025-03-03 处理"):
        actions.let_out(held=told, by=seeded.sun_li, day=DAY)
    assert verify().sound


def test_what_is_written_meanwhile_takes_its_place_and_what_is_sent_back_is_read_by_nobody(
    seeded, told, column
):
    again = {"by": seeded.li_qiang, "column": column("guide"), "day": DAY}
    actions.introduce_column(**again, introduction="另一份说明。")
    with pytest.raises(Refused, match="处理"):
        actions.let_out(held=told, by=seeded.zhao_min, day=DAY)
    newer = queries.held_words(seeded.district).get()
    with pytest.raises(Refused, match="理由"):
        actions.send_back(held=newer, by=seeded.zhao_min, day=DAY, reason=" ")
    actions.send_back(held=newer, by=seeded.zhao_min, day=DAY, reason="依据写错了")
    assert queries.introduction_of(column("guide")) == ""
    assert verify().sound


def test_a_column_is_opened_at_once_and_its_introduction_waits(seeded):
    made = actions.open_column(
        by=seeded.li_qiang, agency=seeded.district, day=DAY, name="便民信息", introduction=WORDS
    )
    assert made.introduction == ""
    actions.let_out(held=queries.held_words(seeded.district).get(), by=seeded.sun_li, day=DAY)
    made.refresh_from_db()
    assert made.introduction == WORDS


def waiting_page(person, held):
    return client_of(person).get(reverse("catalogue:waiting_one", args=["yunxi", held.pk])).content.decode()


def test_rows_of_the_standard_catalogue_wait_new_ones_and_changed_ones(seeded):
    assert [one.came for one in entered(seeded, JOB, HELP, look=False)] == ["entered", "entered"]
    assert not StandardItem.objects.exists()
    held = queries.held_words(seeded.district).get()
    assert waiting_page(seeded.zhao_min, held).count("<td>新增</td>") == 2
    actions.let_out(held=held, by=seeded.zhao_min, day=DAY)
    assert "《就业促进法》" in read("public_standard", "yunxi")
    better = [*JOB[:5], "7个工作日", *JOB[6:]]
    assert [one.came for one in entered(seeded, better, HELP, day=LATER, look=False)] == ["changed", "there"]
    assert "7个工作日" not in read("public_standard", "yunxi")
    held = queries.held_words(seeded.district).get()
    assert [one["place"] for one in held.given["rows"]] == ["工作表「目录」第 2 行"]
    # Whoever looks at it sees first what is otherwise.
    assert "<td>公开时限原来是“20个工作日”</td>" in waiting_page(seeded.sun_li, held)
    actions.let_out(held=held, by=seeded.sun_li, day=LATER)
    assert "7个工作日" in read("public_standard", "yunxi")
    assert verify().sound


@pytest.mark.parametrize("kind", ["other", "address", "hours"])
def test_a_contact_in_free_words_is_read_when_another_keeper_has_looked_at_it(seeded, column, kind):
    given = {"by": seeded.li_qiang, "agency": seeded.district, "day": DAY, "name": "怎么找"}
    actions.keep_contact(**given, kind="phone", value="1111111")
    guide = column("guide")
    actions.introduce_column(by=seeded.li_qiang, column=guide, day=DAY, introduction="请问 {{怎么找}}")
    looked_at(seeded, DAY)
    uses = actions.keep_contact(**given, kind=kind, value="领导说了别来")
    assert [use.title for use in uses] == ["栏目说明：政府信息公开指南"]
    actions.keep_contact(**given, kind=kind, value="到一楼大厅问")
    assert "请问 1111111" in read("public_column", "yunxi", "guide")
    held = queries.held_words(seeded.district).get()  # the first was replaced
    page = client_of(seeded.zhao_min).get(reverse("catalogue:waiting_one", args=["yunxi", held.pk]))
    assert "到一楼大厅问" in page.content.decode()
    with pytest.raises(NotAllowed, match="请由另一个人看过"):
        actions.let_out(held=held, by=seeded.li_qiang, day=DAY)
    actions.let_out(held=held, by=seeded.zhao_min, day=DAY)
    assert "请问 到一楼大厅问" in read("public_column", "yunxi", "guide")
    actions.keep_contact(**given, kind="phone", value="2222222")
    assert "请问 2222222" in read("public_column", "yunxi", "guide")
    assert verify().sound


def test_who_keeps_the_catalogue_alone_answers_for_it_alone(seeded, column):
    type(seeded.li_qiang).objects.exclude(pk=seeded.li_qiang.pk).update(is_active=False)
    actions.introduce_column(by=seeded.li_qiang, column=column("guide"), day=DAY, introduction=WORDS)
    assert queries.introduction_of(column("guide")) == WORDS


def test_words_that_were_changed_behind_the_acts_do_not_go_out(seeded, told):
    HeldWords.objects.update(given={"introduction": "别的"})
    with pytest.raises(Refused, match="与写的时候不一致"):
        actions.let_out(held=told, by=seeded.zhao_min, day=DAY)


def test_what_must_not_be_read_is_not_entered(seeded, column):
    given = {"by": seeded.li_qiang, "agency": seeded.district, "day": DAY}
    guide = column("guide")
    listed = actions.list_enterprise(**given, sector="water", name="云溪供水有限公司", contact="0000-0000000")
    acts = (
        lambda: actions.open_column(**given, name=NUMBER),
        lambda: actions.introduce_column(by=seeded.li_qiang, column=guide, day=DAY, introduction=NUMBER),
        lambda: actions.open_field(**given, label=NUMBER),
        lambda: actions.keep_contact(**given, name="值班", kind="other", value=NUMBER),
        lambda: actions.list_enterprise(**given, sector="water", name="甲公司", contact=NUMBER),
        lambda: actions.cover_enterprise(
            by=seeded.li_qiang, enterprise=listed, day=DAY, where="http://192.168.1.5/a"
        ),
        lambda: open_outlet(**given, channel="website", name=NUMBER),
        lambda: agencies.set_particulars(
            by=seeded.operator, agency=seeded.district, day=DAY, payment=NUMBER, phone="0000-1"
        ),
        lambda: agencies.set_particulars(
            by=seeded.operator,
            agency=seeded.district,
            day=DAY,
            former_authorities=[{"until": "2023-12-31", "names": [NUMBER]}],
        ),
        lambda: agencies.found_agency(
            by=seeded.operator,
            name=NUMBER,
            slug="yunxi-chengguan",
            kind=seeded.district.kind,
            founded_on=DAY,
            reason="三定规定",
            parent=seeded.district,
        ),
    )
    for act in acts:
        with pytest.raises(Refused, match="照原样公开"):
            act()
    agencies.set_particulars(
        by=seeded.operator,
        agency=seeded.district,
        day=DAY,
        payment="账号6222021234567890128",
        phone="13912345678",
    )
    (row,) = entered(seeded, [*JOB[:3], NUMBER, *JOB[4:]])
    assert row.came == "refused"
    assert "身份证" in row.said


def test_the_second_person_finds_it_reads_it_and_agrees(seeded, told, column):
    zhao, li = client_of(seeded.zhao_min), client_of(seeded.li_qiang)
    assert "等另一个人看过以后公开" in zhao.get("/office/publication/").content.decode()
    address = reverse("catalogue:waiting_one", args=["yunxi", told.pk])
    assert address in zhao.get(reverse("catalogue:waiting", args=["yunxi"])).content.decode()
    assert "看过了，同意公开" not in li.get(address).content.decode()
    page = zhao.get(address).content.decode()
    assert WORDS in page
    assert "看过了，同意公开" in page
    agree = reverse("catalogue:waiting_let_out", args=["yunxi", told.pk])
    assert li.post(agree).status_code == 403
    zhao.post(agree)
    assert WORDS in read("public_column", "yunxi", "guide")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "0371-1111111 领导说了别来"),
        ("fax", "见一楼公告栏"),
        ("email", "写信到办公室"),
        ("phone", "1" * 101),
    ],
)
def test_words_do_not_go_out_at_once_as_a_number(seeded, kind, value):
    given = {"by": seeded.li_qiang, "agency": seeded.district, "day": DAY, "name": "值班"}
    with pytest.raises(Refused, match="种类选“其他”"):
        actions.keep_contact(**given, kind=kind, value=value)
    actions.keep_contact(**given, kind="phone", value="（0371）1111111转8分机2、0371-2222222")


def test_how_an_agency_is_reached_is_told_in_free_words_once_another_has_read_them(town):
    """机关情况: on the page of the agency and where one asks for information; a number goes out at once."""
    words = {
        "office_name": "云溪区接待处",
        "address": "对面的打印店",
        "hours": "今起不办公",
        "phone": "找李某",
    }
    given = {"by": town.sun_li, "agency": town.district, "day": DAY}
    waits = actions.keep_particulars(**given, **words, fax="0991-2825555")
    assert waits == ["公开工作机构", "办公地址", "办公时间", "联系电话"]
    assert not any(word in Client().get("/agencies/yunxi/").content.decode() for word in words.values())
    assert particulars_of(town.district).fax == "0991-2825555"
    actions.keep_particulars(**given, **{**dict.fromkeys(words, ""), "hours": "九点到十二点"})
    (first, *others) = queries.held_words(town.district)
    with pytest.raises(NotAllowed, match="请由另一个人看过"):
        actions.let_out(held=first, by=town.sun_li, day=DAY)
    assert [one.given["field"] for one in (first, *others)] == ["office_name", "address", "phone", "hours"]
    page = client_of(town.zhao_min).get(reverse("catalogue:waiting_one", args=["yunxi", others[-1].pk]))
    assert "九点到十二点" in page.content.decode()
    looked_at(town, DAY)
    kept = particulars_of(town.district)
    assert (kept.hours, kept.address) == ("九点到十二点", "对面的打印店")
    assert verify().sound
    with pytest.raises(Refused, match="身份证"):
        actions.keep_particulars(**given, address=NUMBER)


def test_who_founds_an_agency_writes_nothing_on_its_page_but_its_name(town):
    """Whatever words the act takes: 系统管理员 alone makes none of them public."""
    given = {"by": town.operator, "kind": town.district.kind, "founded_on": DAY, "parent": town.district}
    words = {"name": "云溪区城管局", "slug": "yunxi-chengguan", "reason": "三定规定里说了别来"}
    taken = inspect.get_annotations(inspect.unwrap(agencies.found_agency))
    typed = {name for name, kind in taken.items() if kind == "str"} - {"kind"}
    agencies.found_agency(**given, **dict.fromkeys(typed, "见对面的打印店") | words)
    for address in ("/agencies/yunxi-chengguan/", "/agencies/"):
        page = Client().get(address).content.decode()
        assert words["name"] in page
        assert not any(word in page for word in ("打印店", words["reason"]))


def test_no_words_go_out_as_an_address_of_mail(seeded):
    for value in ("本机关已撤销@别处", "<script>@x", "a@b"):
        with pytest.raises(Refused, match="电子邮箱要写成"):
            actions.keep_contact(
                by=seeded.li_qiang, agency=seeded.district, day=DAY, name="邮箱", kind="email", value=value
            )
