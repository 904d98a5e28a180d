"""Is the scan of another letter noticed before it goes out as this one?"""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from PIL import Image

from gongkai.letters import write
from gongkai_web.audit.models import AuditLine
from gongkai_web.letters import actions, content
from gongkai_web.letters.scans import AnotherLetter, differences
from tests.people import receive
from tests.web.letters.written import SEPTEMBER, issued, scan_of


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """They sit at their browsers on 10 September 2024."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)


@pytest.fixture
def two(office, case):
    """The reply to 王芳 and that to 张伟, both of the same kind and day."""
    other = receive(office, date(2024, 9, 3), title="水库的水质报告", applicant_name="张伟")
    return issued(office, case, "L12"), issued(office, other, "L12")


def seal(office, letter, scan: bytes, name: str = "扫描.pdf", **changes):
    return actions.seal(
        letter=letter, by=office.li_qiang, day=SEPTEMBER, upload_name=name, content=scan, **changes
    )


def test_the_scan_of_another_letter_is_asked_about_with_its_number(office, two):
    mine, other = two
    with pytest.raises(AnotherLetter) as asked:
        seal(office, mine, scan_of(other))
    said = str(asked.value)
    assert f"没有文号“{mine.number}”，写的是“{other.number}”" in said
    assert "没有受文人“王芳”" in said
    assert "请核对是否选错了文件" in said
    mine.refresh_from_db()
    assert (mine.status, mine.sealed_file) == ("issued", None)


def test_who_has_looked_goes_on_and_the_trail_says_what_differed(office, two):
    mine, other = two
    assert seal(office, mine, scan_of(other), looked=True).status == "sealed"
    (line,) = AuditLine.objects.filter(act="letters.seal")
    assert f"没有文号“{mine.number}”" in line.detail["unlike"][0]


@pytest.mark.parametrize("red_head", [False, True])
def test_its_own_scan_passes_without_a_question(office, two, red_head):
    mine, _ = two
    scan = write(content.document_of(mine), "pdf", red_head=red_head)
    assert seal(office, mine, scan).status == "sealed"
    (line,) = AuditLine.objects.filter(act="letters.seal")
    assert "unlike" not in line.detail


@pytest.mark.parametrize(("name", "kind"), [("扫描.pdf", "PDF"), ("扫描.png", "PNG")])
def test_a_scan_without_words_passes(office, two, name, kind):
    page = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(page, kind)
    assert seal(office, two[0], page.getvalue(), name).status == "sealed"


def test_another_text_under_the_same_number_is_another_letter(office, two):
    document = content.document_of(two[0])
    words = f"{document.title}{document.number}{document.recipient}：本机关决定予以公开，请于工作日前来领取，"
    words += f"并携带身份证件，领取时间为九时至十七时。{document.agency}"
    assert list(differences(document, words)) == ["正文与签发的不同"]


def test_what_a_reading_program_misread_here_and_there_is_the_same_letter(office, two):
    document = content.document_of(two[0])
    whole = "\n".join([document.title, document.number, document.recipient, *document.paragraphs])
    read = whole.replace("检索", "检 案").replace("，", ",").replace("〔", "[").replace("〕", "]")
    assert list(differences(document, f"{read}\n{document.agency}")) == []


def test_the_page_asks_and_takes_it_with_the_tick(office, two, client):
    mine, other = two
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/office/letters/{mine.pk}/seal/"

    def sent(**more):
        scan = SimpleUploadedFile("扫描.pdf", scan_of(other), "application/pdf")
        return client.post(address, {"scan": scan, **more})

    page = sent()
    form = html.fromstring(page.content.decode()).xpath(f'//form[@action="{address}"]')[0]
    assert "像是另一份文书" in form.text_content()
    assert "已经核对" in form.text_content()
    (tick,) = form.xpath('.//input[@name="looked"]')
    assert tick.get("checked") is None
    assert sent(looked="on").status_code == 302
    mine.refresh_from_db()
    assert mine.status == "sealed"
