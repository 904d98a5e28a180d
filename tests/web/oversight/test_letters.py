"""Do the letters of a register say what was entered, and are they there only when it was?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.richtext.out.written import write
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import Refused
from gongkai_web.registers import actions, papers
from gongkai_web.registers.declared import registers

DAY = date(2025, 3, 3)
PROCEDURES, REMINDERS = "outlet-procedures", "reminders"


def entered(town, code, **given):
    about = {"register": registers()[code], "by": town.li_qiang, "agency": town.district, "today": DAY}
    return actions.enter(**about, day=DAY, given=given)


@pytest.fixture
def closing(town):
    """The site of a bureau is to be closed."""
    given = {"name": "云溪环保网", "kind": "关停", "host": "云溪区生态环境局", "reason": "集约整合"}
    return entered(town, PROCEDURES, **given)


def filled(town, entry, **given):
    about = {"register": registers()[PROCEDURES], "by": town.li_qiang, "today": date(2025, 5, 20)}
    return actions.fill(entry=entry, given=given, **about)


def offered(entry) -> list[str]:
    return [one.label for one in registers()[PROCEDURES].letters if one.is_of(entry)]


def text_of(register, entry, which) -> str:
    kept = registers()[register]
    return write(papers.work_of(kept, entry, papers.letter_of(kept, entry, which)), "txt").decode()


def test_every_letter_speaks_of_blanks_that_its_register_has():
    kept = [(one, letter) for one in registers().values() for letter in one.letters]
    assert {one.code for one, _ in kept} == {PROCEDURES, REMINDERS}
    for one, letter in kept:
        assert letter.names <= {blank.name for blank in one.blanks}, (one.code, letter.code)


def test_a_closing_is_asked_for_approved_and_announced_as_it_was_entered(town, closing):
    assert offered(closing) == ["请示"]
    assert "因集约整合，拟关停“云溪环保网”（主办单位：云溪区生态环境局）。" in text_of(
        PROCEDURES, closing, "application"
    )
    approved = filled(
        town,
        closing,
        approved_by="云溪区人民政府办公室",
        approved_on="2025-03-10",
        number="云政复〔2025〕2号",
    )
    assert offered(approved) == ["请示", "批复"]
    said = text_of(PROCEDURES, approved, "approval")
    for part in (
        "关于同意关停云溪环保网的批复",
        "云政复〔2025〕2号",
        "云溪区生态环境局：",
        "2025年3月10日",
    ):
        assert part in said
    with pytest.raises(Refused, match="还没有补填"):
        text_of(PROCEDURES, approved, "closing")
    announced = filled(town, approved, notice_from="2025-03-12", notice_until="2025-04-15")
    assert offered(announced) == ["请示", "批复", "关停公告"]
    said = text_of(PROCEDURES, announced, "closing")
    assert "公告期自2025年3月12日起至2025年4月15日止。" in said
    assert "新网站的名称、网址：【此处填写】。" in said


def test_a_line_whose_blank_is_empty_is_left_out(town):
    given = {"name": "云溪发布", "kind": "变更", "host": "云溪区人民政府办公室", "reason": "更换主办"}
    changed = filled(
        town, entered(town, PROCEDURES, **given), approved_on="2025-03-10", notice_from="2025-03-12"
    )
    said = text_of(PROCEDURES, changed, "notice")
    assert "因更换主办，经同意，变更“云溪发布”。" in said
    assert "备案号" not in said
    assert "公告期" not in said


def test_a_reminder_goes_out_on_paper_and_the_trail_knows_it(town):
    given = {"problem": "“工作动态”两周没有更新", "whom": "云溪区教育局", "way": "提醒单", "number": "3号"}
    slip = entered(town, REMINDERS, **given)
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("registers:letter", args=[REMINDERS, slip.pk, "slip", "docx"])
    assert address in client.get(reverse("registers:entry", args=[REMINDERS, slip.pk])).content.decode()
    assert client.get(address).content.startswith(b"PK")
    assert AuditLine.objects.filter(act="office.take_paper", detail__paper="letter_slip").exists()
    said = text_of(REMINDERS, slip, "slip")
    for part in ("提醒单", "云溪区教育局：", "“工作动态”两周没有更新", town.district.name):
        assert part in said
    assert client.get(address.replace("docx", "txt")).status_code == 404
    client.force_login(town.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 404
