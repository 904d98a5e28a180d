"""Where does 王芳 report a fault of the site, and where do staff sign in?"""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.web.interaction.written import client_of


def links(address: str, where: str) -> dict[str, str]:
    page = html.fromstring(Client().get(address).content.decode())
    return {" ".join(one.text_content().split()): one.get("href") for one in page.xpath(f"//{where}//a")}


@pytest.mark.parametrize("address", ["/", "/agencies/yunxi/", "/search/", "/follow/"])
def test_the_foot_of_every_page_leads_to_the_form_for_faults_of_this_site(filed, address):
    href = links(address, "footer")["向本站提交错误"]
    assert Client().get(href).status_code == 200


def test_where_the_operator_names_the_entry_of_the_country_that_one_stands_there(filed, settings):
    there = "https://zfwzgl.example.cn/find"
    settings.GONGKAI_SITE = {**settings.GONGKAI_SITE, "find_errors_href": there}
    assert links("/", "footer") == {"提交错误": there}


@pytest.mark.parametrize("address", ["/", "/agencies/yunxi/", "/search/", "/follow/", "/messages/", "/en/"])
def test_what_the_operator_has_not_filled_in_is_told_to_the_operator_alone(town, settings, address):
    settings.GONGKAI_SITE = {"name": "云溪区政府信息公开", "organiser": "云溪区人民政府办公室"}
    lacking = ("网站标识码", "联系方式", "ICP备案", "公安备案")
    page = html.fromstring(Client().get(address).content.decode())
    (foot,) = page.xpath("//footer")
    assert not any(label in foot.text_content() for label in lacking)
    assert "还没有填写" not in page.text_content()
    assert all(one.text_content().strip() for one in foot.xpath(".//dd"))
    told = client_of(town.operator).get(reverse("staffing:agencies")).content.decode()
    assert f"公开网站的页脚还没有填写：{'、'.join(lacking)}" in told
    other = client_of(town.li_qiang).get(reverse("desk:home")).content.decode()
    assert "页脚还没有填写" not in other


def test_following_and_signing_in_are_found_from_the_home_page(filed):
    found = links("/", "main")
    assert {Client().get(found[words]).status_code for words in ("查询申请进度", "工作人员登录")} == {200}
