"""How many bytes and files does a public page cost a phone?"""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from lxml import html

import gongkai_web
from gongkai_web.look.assets import BUNDLES, Assets
from gongkai_web.look.loaders import trimmed
from tests.web.pages.test_addresses import EXPECTED, PUBLIC, address

ROOT = Path(gongkai_web.__file__).parent
MOST = 60_000


def test_no_public_page_is_larger_than_sixty_thousand_bytes(filed):
    sizes = {
        name: len(page.content)
        for name, (_, who) in EXPECTED.items()
        if who is PUBLIC
        and not (page := Client().get(address(filed, name))).streaming
        and page.headers["Content-Type"].startswith("text/html")
    }
    assert len(sizes) > 15
    assert {name: size for name, size in sizes.items() if size > MOST} == {}


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_the_parts_of_a_bundle_are_there(name):
    for part in BUNDLES[name]:
        assert (ROOT / "static" / "gongkai" / part).is_file()


def test_no_page_of_the_public_site_brings_a_sheet_and_no_page_at_all_a_program_of_its_own():
    for path in ROOT.rglob("*.html"):
        source = path.read_text("utf-8")
        assert "<script" not in source, path
        if '{% extends "base.html" %}' in source and path.name != "office_base.html":
            assert "stylesheet" not in source, path


def test_once_they_are_collected_a_public_page_has_one_sheet_and_one_program(filed, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.STATIC_ROOT.mkdir(parents=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    page = html.fromstring(Client().get(reverse("apply:form", args=["yunxi"])).content.decode())
    (sheet,) = page.xpath("//link[@rel='stylesheet']/@href")
    (program,) = page.xpath("//script/@src")
    assert re.fullmatch(r"/static/gongkai/public\.[0-9a-f]{12}\.css", sheet)
    assert re.fullmatch(r"/static/gongkai/public\.[0-9a-f]{12}\.js", program)
    kept = settings.STATIC_ROOT / sheet.removeprefix("/static/")
    words = kept.read_text("utf-8")
    assert words.index("--ink: #1b2430") < words.index(".foot") < words.index(".apply-form")
    assert kept.with_name(f"{kept.name}.gz").is_file()
    assert Assets().exists("gongkai/tokens.css")


def test_indentation_is_taken_off_and_lines_stay():
    assert (
        trimmed("<ul>\n  <li>甲</li>\n\t<li>乙  丙</li>\n</ul>\n")
        == "<ul>\n<li>甲</li>\n<li>乙  丙</li>\n</ul>\n"
    )


@pytest.mark.parametrize("tag", ["textarea", "pre"])
def test_where_spaces_count_a_template_is_read_as_it_is(tag):
    source = f"<{tag}>\n  甲\n</{tag}>"
    assert trimmed(source) == source
