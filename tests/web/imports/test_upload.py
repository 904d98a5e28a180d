"""How does 李强 bring a register and get it back: by the page, by the command, as a workbook?"""

import io
import os
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from lxml import html
from python_calamine import CalamineWorkbook

from gongkai_web.cases.models import Case
from gongkai_web.imports import held, views
from gongkai_web.imports.models import Habit
from gongkai_web.imports.words import words
from gongkai_web.imports.workbooks import result_workbook, template
from gongkai_web.tasks.periodic import registry
from gongkai_web.tasks.run import discover
from tests.web.imports.registers import HEAD, OPEN, TODAY, WANG, checked, imported, xlsx

pytestmark = pytest.mark.slow


def test_the_result_workbook_has_the_rows_and_their_results(town):
    report = imported(town, xlsx(HEAD, WANG, ("9", "昨天", *WANG[2:])))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(result_workbook(report))).get_sheet_by_index(0)
    head, first, second = sheet.to_python()
    assert head == [*HEAD, "结果", "本系统登记号", "说明"]
    assert first[:3] == ["1", "2026-03-02", "王芳"]
    assert first[-3:-1] == ["已登记", "2026-0001"]
    assert second[-3] == "不能登记"
    assert "昨天 不是日期" in second[-1]


def test_the_template_is_a_register_whose_sample_is_not_imported(town):
    report = checked(town, template())
    assert [table.sheet for table in report.tables] == ["登记簿"]
    assert set(report.tables[0].fields.values()) == set(words().labels)
    assert report.lines == ()
    assert report.unknown_columns == ()


def test_the_template_says_where_number_and_remarks_are_kept():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(template())).get_sheet_by_name("填写说明")
    told = {row[0]: row[1] for row in sheet.to_python()}
    assert "记为“原登记号”，可以按它查找，申请人看不到" in told["登记号"]
    assert "确认收到" not in told["登记号"]
    assert "记在“确认收到”的登记里，申请人看不到" in told["备注"]


def test_the_command_prints_what_is_wrong_and_fails(town, tmp_path, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    path = tmp_path / "登记簿.xlsx"
    path.write_bytes(xlsx(HEAD, WANG, ("9", "昨天", *WANG[2:])))
    out, err = io.StringIO(), io.StringIO()
    given = {"agency": "yunxi", "stdout": out, "stderr": err}
    with pytest.raises(CommandError, match="1 行没有登记"):
        call_command("import_register", str(path), dry_run=True, **given)
    assert Case.objects.count() == 0
    with pytest.raises(CommandError, match="1 行没有登记"):
        call_command("import_register", str(path), by="liqiang", **given)
    assert Case.objects.count() == 1
    assert "第 3 行「收到日期」昨天 不是日期" in err.getvalue()
    assert "共 2 行：已登记 1，不能登记 1" in out.getvalue()
    with pytest.raises(CommandError, match="没有代号为「nowhere」的机关"):
        call_command("import_register", str(path), agency="nowhere")


def test_the_command_takes_past_years_when_asked_and_says_what_it_does_not_know(town, tmp_path, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    path, err = tmp_path / "登记簿.xlsx", io.StringIO()
    path.write_bytes(xlsx(HEAD, ("1", "2024-03-05", *WANG[2:7], "2024-03-20", "")))
    call_command("import_register", str(path), agency="yunxi", by="liqiang", past=True)
    assert Case.objects.get().registry_number == "2024-0001"
    path.write_bytes(xlsx(ODD, ODD_ROW))
    with pytest.raises(CommandError, match="没有可以登记的行"):
        call_command("import_register", str(path), agency="yunxi", by="liqiang", stderr=err)
    assert "不知道哪一列是收到日期、申请人、申请内容" in err.getvalue()


# – the pages


@pytest.fixture
def client(town, monkeypatch) -> Client:
    """李强 at his desk on 20 May 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return signed_in(town.li_qiang)


def signed_in(person) -> Client:
    found = Client()
    found.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return found


def sent(client, data, name="登记簿.xlsx", **changes):
    file = io.BytesIO(data)
    file.name = name
    return client.post("/office/import/", {"file": file, **changes})


def test_li_qiang_tries_answers_and_imports(town, client):
    asked = ("3", "2026-03-03", "赵四", "自然人", "网上", "路灯合同", "不予公开", "2026-03-24", "")
    url = sent(client, xlsx(HEAD, WANG, OPEN, asked)).url
    page = client.get(url).content.decode()
    assert "还没有写入任何内容" in page
    assert "登记簿写的是“不予公开”" in page
    assert Case.objects.count() == 0
    chosen = {"outcome-4-登记簿": "denied_process_information"}
    client.post(url, {**chosen, "answer": "1"})
    assert Case.objects.count() == 0
    assert "登记 3 件" in client.get(url).content.decode()
    client.post(url, {})
    assert Case.objects.get(applicant_name="赵四").outcome == "denied_process_information"
    page = client.get(url).content.decode()
    assert "导入到" in page
    assert "2026-0003" in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{url}result.xlsx").content))
    assert [row[-3] for row in book.get_sheet_by_index(0).to_python()] == [
        "结果",
        "已登记",
        "已登记",
        "已登记",
    ]
    client.post(url, {})
    assert Case.objects.count() == 3


def registered(client, url, told):
    """What the clerk answers is read anew and shown; what is shown is registered."""
    client.post(url, told)
    before = Case.objects.count()
    shown = html.fromstring(client.get(url).content.decode())
    (button,) = shown.xpath('//main//button[@name="will"]')
    client.post(url, {"will": button.get("value")})
    assert Case.objects.count() == before + int(button.get("value"))


def test_what_a_changed_answer_adds_is_shown_before_it_is_registered(town, client):
    old = [
        (str(n), f"2024-03-0{n}", *WANG[2:5], f"第{n}份合同", "予以公开", "2024-03-20", "") for n in (2, 3)
    ]
    url = sent(client, xlsx(HEAD, OPEN, *old)).url
    said = client.post(url, {"past": "1", "asked-past": "1", "will": "1"}, follow=True).content.decode()
    assert Case.objects.count() == 0
    assert "已按所选的重新读过，还没有登记" in said
    shown = html.fromstring(said)
    assert ["".join(one.text_content().split()) for one in shown.xpath('//button[@name="will"]')] == [
        "登记3件"
    ]
    assert len([one for one in shown.xpath("//tbody/tr/td[1]") if "将登记" in one.text_content()]) == 3
    client.post(url, {"past": "1", "asked-past": "1", "will": "1"})
    assert Case.objects.count() == 0
    client.post(url, {"asked-past": "1", "will": "3"})
    assert "登记 1 件" in client.get(url).content.decode()
    registered(client, url, {"past": "1"})
    assert Case.objects.count() == 3


def test_what_a_row_says_of_remedies_and_in_other_columns_is_told_of_that_row(town):
    rows = ((*WANG, "复议维持", "李娜"), (*OPEN, "无", ""))
    first, second = checked(town, xlsx((*HEAD, "复议诉讼情况", "经办人"), *rows)).lines
    assert "“复议诉讼情况”写“复议维持”，没有登记" in first.sentence
    assert "没有导入的列：经办人" in first.sentence
    assert second.sentence == ""


def test_the_item_that_a_register_does_not_name_is_not_filled_in(town):
    row = (*WANG[:6], "信息不存在", *WANG[7:])
    (line,) = imported(town, xlsx(HEAD, row)).lines
    assert (
        "第三十六条第（四）（五）项是哪一项看不出，没有代填"
        in checked(town, xlsx(HEAD, ("9", "2026-03-03", *row[2:5], "别的合同", *row[6:]))).lines[0].sentence
    )
    assert "登记簿未载明" in Case.objects.get(pk=line.case).events.get(kind="replied").data["article"]


def bytes_below(folder) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_register_lies_encrypted_and_is_gone_with_its_last_row(town, client, settings, tmp_path):
    settings.DATA = tmp_path
    number = b"110101199003070011"
    data = (
        "序号,收到日期,申请人,申请人类型,申请方式,申请内容,证件号码\n1,2026-03-02,王芳,自然人,网上,路灯合同,"
    )
    url = sent(client, data.encode() + number + b"\n", "a.csv").url
    assert list((tmp_path / "imports").iterdir())
    assert number not in bytes_below(tmp_path)
    assert "王芳".encode() not in bytes_below(tmp_path)
    client.post(url, {})
    assert Case.objects.count() == 1
    assert not list((tmp_path / "imports").glob("*.register"))
    page = client.get(url).content.decode()
    assert "这份文件已从本系统删除" in page
    assert "2026-0001" in page
    assert "王芳" not in client.get(f"{url}result.xlsx").content.decode(errors="replace")
    assert client.post(url, {}).status_code == 302
    assert Case.objects.count() == 1


def test_a_register_stays_while_a_row_of_it_waits(town, client, settings, tmp_path):
    settings.DATA = tmp_path
    asked = ("3", "2026-03-03", "赵四", "自然人", "网上", "路灯合同", "不予公开", "2026-03-24", "")
    url = sent(client, xlsx(HEAD, WANG, asked)).url
    client.post(url, {})
    assert Case.objects.count() == 1
    assert list((tmp_path / "imports").glob("*.register"))
    registered(client, url, {"outcome-3-登记簿": "denied_process_information"})
    assert Case.objects.count() == 2
    assert not list((tmp_path / "imports").glob("*.register"))


def test_what_is_left_lying_goes_after_a_day(settings, tmp_path):
    settings.DATA = tmp_path
    token = held.hold(b"x", {})
    discover()
    registry["imports.purge"].task.func()
    assert held.held(token) == (b"x", {})
    for path in (tmp_path / "imports").iterdir():
        os.utime(path, ((timezone.now() - timedelta(hours=25)).timestamp(),) * 2)
    registry["imports.purge"].task.func()
    assert held.held(token) is None
    assert not list((tmp_path / "imports").iterdir())


def test_what_one_click_does_not_reach_the_next_one_does(town, client, monkeypatch):
    url = sent(client, xlsx(HEAD, WANG, OPEN)).url
    monkeypatch.setattr(views, "SECONDS_A_CLICK", -1.0)
    page = client.post(url, {}, follow=True).content.decode()
    assert "还有 2 件没有轮到" in page
    assert Case.objects.count() == 0
    monkeypatch.setattr(views, "SECONDS_A_CLICK", 60.0)
    client.post(url, {})
    assert Case.objects.count() == 2


def test_a_file_that_is_no_register_is_refused_in_the_form(town, client):
    answered = sent(client, b"%PDF-1.7\n", "a.pdf")
    assert answered.status_code == 422
    assert "不是登记簿" in answered.content.decode()


def test_nobody_else_gets_at_a_register_that_li_qiang_brought(town, client):
    url = sent(client, xlsx(HEAD, WANG)).url
    for person in (town.zhao_min, town.he_jing, town.zhou_jie, town.stranger):
        for address in (url, f"{url}result.xlsx"):
            assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).post(url, {}).status_code == 404
    assert Client().get(url).url.startswith("/sign-in/")
    assert Case.objects.count() == 0


def test_without_an_office_there_is_no_import(town, client):
    for person in (town.zhou_jie, town.stranger):
        assert signed_in(person).get("/office/import/").status_code == 403
        assert signed_in(person).get("/office/import/template.xlsx").status_code == 403


def test_he_jing_cannot_import_into_another_county(town, client):
    elsewhere = signed_in(town.he_jing)
    url = sent(elsewhere, xlsx(HEAD, WANG), agency=town.district.pk).url
    elsewhere.post(url, {})
    assert {case.agency for case in Case.objects.all()} == {town.county}


def test_a_token_that_was_made_up_leads_nowhere(client):
    assert held.held("../../settings") is None
    assert client.get("/office/import/0123456789abcdef0123456789abcdef/").status_code == 404


# – what was not understood is told on the page once


ODD = ("谁来问的", "几时来的", "问的什么", "怎么来的", "怎么答的", "几时答的")
ODD_ROW = ("吕梅", "2026-03-03", "景区门票定价成本", "托人捎来", "给了", "2026-03-20")
COLUMNS = dict(
    zip(
        (f"column-{label}" for label in ODD),
        ("applicant_name", "received_on", "title", "channel", "outcome", "replied_on"),
        strict=True,
    )
)
WORDS = {"word-channel:托人捎来": "counter", "word-outcome:给了": "granted"}


def test_columns_and_words_that_nobody_knows_are_told_once_and_remembered(town, client):
    url = sent(client, xlsx(ODD, ODD_ROW)).url
    page = client.get(url).content.decode()
    assert "还不知道哪一列是收到日期、申请人、申请内容" in page
    client.post(url, {**COLUMNS, "answer": "1"})
    page = client.get(url).content.decode()
    assert "托人捎来（1 行）" in page
    assert Case.objects.count() == 0
    registered(client, url, {**COLUMNS, **WORDS})
    assert Case.objects.get().channel == "counter"
    again = sent(client, xlsx(ODD, ("吕梅", "2026-04-03", "门票减免名单", *ODD_ROW[3:5], "2026-04-20"))).url
    page = client.get(again).content.decode()
    assert "登记 1 件" in page
    assert "这些词是什么意思" not in page
    client.post(again, {})
    assert Case.objects.count() == 2


def test_what_another_agency_told_is_not_known_here(town, client):
    url = sent(client, xlsx(ODD, ODD_ROW)).url
    client.post(url, {**COLUMNS, "answer": "1"})
    registered(client, url, {**COLUMNS, **WORDS})
    elsewhere = signed_in(town.he_jing)
    assert "还不知道哪一列是" in elsewhere.get(sent(elsewhere, xlsx(ODD, ODD_ROW)).url).content.decode()


def test_a_word_that_can_be_several_results_and_a_name_are_asked_anew(town, client):
    row = ("7", "2026-03-03", "康乐驿站", "", "网上", "路灯合同", "不予公开", "2026-03-24", "")
    url = sent(client, xlsx(HEAD, row)).url
    told = {
        "word-outcome:不予公开": "denied_internal_affairs",
        "word-applicant_name:康乐驿站": "other_organization",
    }
    registered(client, url, told)
    assert Case.objects.get().outcome == "denied_internal_affairs"
    assert Habit.objects.get().words == {}


def test_when_all_is_understood_there_is_one_button_and_what_was_read_lies_beside_it(town, client):
    row = ("1", "24.3.5", "王芳", "", "邮寄", "征地补偿方案", "予以公开", "24.3.20", "")
    url = sent(client, xlsx(HEAD, row)).url
    client.post(url, {"past": "1", "answer": "1"})
    found = html.fromstring(client.get(url).content.decode())
    primary = [one.text_content() for one in found.xpath('//main//button[@class="button"]')]
    assert [" ".join(text.split()) for text in primary] == ["登记 1 件"]
    shown = " ".join(found.text_content().split())
    assert "24.3.5 → 2024-03-05（两位数的年份）" in shown
    assert "邮寄 → 挂号信、特快专递" in shown
    assert found.xpath('//select[@name="column-收到日期"]/option[@selected]/@value') == ["received_on"]


def test_answered_rows_without_a_day_of_dispatch_go_where_the_clerk_says(town, client):
    url = sent(client, xlsx(HEAD, WANG)).url
    assert "没有写发出日期的 1 件" in client.get(url).content.decode()
    client.post(url, {"sent": "replied"})
    case = Case.objects.get()
    assert (case.dispatched_on, case.next_act) == (date(2026, 3, 20), "serve")
    assert "登记簿没有写，按答复日期登记" in case.events.get(kind="confirmed").data["how"]


def test_letters_that_have_not_left_stay_the_clerks_work(town, client):
    url = sent(client, xlsx(HEAD, WANG)).url
    registered(client, url, {"sent": "later"})
    assert Case.objects.get().next_act == "dispatch"


def test_past_years_are_taken_when_asked(town, client):
    url = sent(client, xlsx(HEAD, ("1", "2024-03-05", *WANG[2:7], "2024-03-20", ""))).url
    assert "以前年度已经答复的 1 件也登记" in client.get(url).content.decode()
    client.post(url, {})
    assert Case.objects.count() == 0
    registered(client, url, {"past": "1"})
    assert Case.objects.get().registry_number == "2024-0001"


def test_empty_cells_under_a_name_are_asked_and_filled(town, client):
    rows = (WANG, ("2", "", "", "", "", "路灯合同", *WANG[6:8], ""))
    url = sent(client, xlsx(HEAD, *rows)).url
    assert "有 1 行的申请人空着" in client.get(url).content.decode()
    registered(client, url, {"fill": "1"})
    assert [case.applicant_name for case in Case.objects.order_by("pk")] == ["王芳", "王芳"]


def test_the_year_is_asked_once(town, client):
    row = ("1", "3月5日", *WANG[2:7], "3月20日", "")
    url = sent(client, xlsx(HEAD, row), "登记簿.xlsx").url
    assert "没有写年份的日期是哪一年的" in client.get(url).content.decode()
    registered(client, url, {"year": "2026"})
    assert Case.objects.get().received_on == date(2026, 3, 5)
