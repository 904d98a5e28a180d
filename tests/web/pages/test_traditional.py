"""Does 王芳 read the public pages in traditional characters, with nothing changed of what she sends?"""

import subprocess
import sys

import pytest
from django.test import Client
from lxml import html

from gongkai_web.traditional import traditional

CHOSEN = {"look": "hant"}


def reader() -> Client:
    client = Client()
    client.cookies.load(CHOSEN)
    return client


def words(answer) -> str:
    return html.fromstring(answer.content.decode()).text_content()


def test_the_words_of_a_page_are_converted_and_its_language_says_so(filed):
    page = reader().get("/").content.decode()
    assert '<html lang="zh-Hant"' in page
    assert "政府信息公開" in page
    assert "繁體字由程序轉換，以簡體字的原文為準。" in page
    assert 'placeholder="標題、文號、關鍵詞"' in page
    assert 'aria-label="顯示方式"' in page


def test_a_page_says_its_length_as_it_is_sent(filed):
    """“𬣙” takes four bytes, “訏” three: a browser would wait for a page that is shorter than was said."""
    filed.district.name = "示范市𬣙溪区"
    filed.district.save()
    answer = reader().get("/agencies/yunxi/")
    assert "訏溪區" in words(answer)
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_the_switch_is_remembered_and_leads_back(filed):
    client = Client()
    assert "依申請公開" in words(client.get("/?look=hant"))
    assert "依申請公開" in words(client.get("/agencies/"))
    assert "依申请公开" in words(client.get("/agencies/?look=no-hant"))
    assert "依申请公开" in words(client.get("/agencies/"))


def test_who_chose_nothing_gets_the_page_as_it_was_written(filed):
    assert Client().get("/").content.decode().count("繁體") == 1  # the switch itself


def test_what_a_form_sends_stays_as_it_was_typed(filed):
    page = html.fromstring(reader().get("/search/?q=档案管理").content.decode())
    assert {one.get("value") for one in page.xpath('//input[@name="q"]')} == {"档案管理"}
    form = html.fromstring(reader().get("/apply/yunxi/?about=档案").content.decode())
    plain = html.fromstring(Client().get("/apply/yunxi/?about=档案").content.decode())
    fields = "//main//input/@value | //main//option/@value | //main//textarea/text() | //main//*/@name"
    sent = [one for one in form.xpath(fields) if len(one) < 40]
    assert sent == [one for one in plain.xpath(fields) if len(one) < 40]
    assert "档案" in sent


def test_the_office_and_files_are_not_converted(filed):
    client = reader()
    client.force_login(filed.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    assert "申请件" in words(client.get("/office/"))
    assert "示范市云溪区" in client.get("/agencies/yunxi/reports/2024.json").content.decode()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>行政复议</p>", "<p>行政復議</p>"),
        ("<p>档\x00案<br>档案</p>", "<p>檔案<br>檔案</p>"),
        ("<p>核准、复核</p>", "<p>核准、複核</p>"),
        (
            '<a href="?q=档案" title="档案">头发<b>发展</b></a>',
            '<a href="?q=档案" title="檔案">頭髮<b>發展</b></a>',
        ),
        ("<textarea>\n档案</textarea>档案", "<textarea>\n档案</textarea>檔案"),
        ("<script>'档案'</script>档案<br>", "<script>'档案'</script>檔案<br>"),
        ('<input value="档案" placeholder="档案">', '<input value="档案" placeholder="檔案">'),
    ],
)
def test_words_change_and_values_do_not(written, read):
    assert traditional(written) == read


@pytest.mark.slow
def test_the_dictionaries_are_not_loaded_at_the_start():
    call = "import sys, gongkai_web.traditional; print('opencc' in sys.modules)"
    asked = [sys.executable, "-c", call]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip() == "False"
