"""What is wrong with one page, and what is not?"""

import pytest

from gongkai.pages.decoding import decoded
from gongkai.pages.facts import Seen, Verdict, verdict_of
from gongkai.pages.files import file_faults
from gongkai.pages.law import fault_kinds
from tests.law.pages.pages import ARTICLE, COLUMN, DAY, FOOT, TEXT, checked, html, kinds

MESSAGES = [
    ("2026-03-14", "未答复"),
    ("2026-03-16", "未答复"),
    ("2026-01-05", "已答复"),
    ("2025-05-01", "未答复"),
]


def test_a_page_in_order_has_no_fault():
    assert kinds(html(metas=ARTICLE)) == []
    assert kinds(html(metas=COLUMN, main="<p><a href='/a'>修路</a> 06-10</p>"), column="通知公告") == []


@pytest.mark.parametrize(
    ("lacking", "kind"),
    [
        ("主办单位", "footer_organiser"), ("标识码：", "footer_id_code"), ("豫ICP备", "footer_icp"),
        ("豫公网安备", "footer_police"), ("党政机关网站标识", "footer_site_mark"),
        ("网站找错", "footer_find_errors"),
    ],
)  # fmt: skip
def test_each_item_of_the_foot_is_asked_for(lacking, kind):
    assert kinds(html(metas=ARTICLE, foot=FOOT.replace(lacking, ""))) == [kind]


def test_marks_that_a_script_draws_are_there():
    foot = FOOT.replace("党政机关网站标识", "").replace("网站找错", "")
    drawn = '<script src="//dcs.conac.cn/js/1.js"></script><script src="//zfwzzc.www.gov.cn/x.js"></script>'
    assert kinds(html(metas=ARTICLE, foot=foot + drawn)) == []


@pytest.mark.parametrize(
    ("main", "kind", "what"),
    [
        ('<img src="/a1.png">', "image_alt", "/a1.png"),
        ('<input name="phone">', "input_label", "input phone"),
        ('<a href="http://10.1.2.3/oa">办公</a>', "link_inner", "10.1.2.3"),
        ('<a href="http://test.baishi.example.org/">新</a>', "link_test", "test.baishi"),
        ('<a href="http://u:p123456@www.example.org/">下载</a>', "link_secret", "***@www.example.org"),
        ('<script src="https://cdn.example.net/a.js"></script>', "third_party", "cdn.example.net"),
        ("<p>会议布署了工作。</p>", "wrong_words", "布署"),
        ("<p>王芳，身份证号码110101199003072359。</p>", "personal_data", "11*************359"),
    ],
)
def test_each_fault_says_what_it_is(main, kind, what):
    (found,) = checked(html(main=TEXT + main, metas=ARTICLE)).faults
    assert (found.kind, what in found.what) == (kind, True), found
    assert "110101199003072359" not in repr(found)
    assert "p123456" not in repr(found)


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        ("<p>王芳110101199003072359，电话13800138000，会议布署了工作，问13900139000。</p>", "wrong_words"),
        ('<p>13800138000<a href="http://10.1.2.3/oa">办公</a></p>', "link_inner"),
        ('<a href="http://u:p123456@www.example.org/"></a><a href="http://10.1.2.3/">办公</a>', "link_inner"),
    ],
)
def test_what_stands_beside_a_fault_is_shown_without_what_is_of_a_person_or_secret(main, kind):
    told = checked(html(main=TEXT + main, metas=ARTICLE)).faults
    shown = next(one.excerpt for one in told if one.kind == kind)
    assert any(one in shown for one in ("布署", "10.1.2.3"))
    assert not any(one in shown for one in ("2359", "0138000", "00139000", "p123456"))


def test_a_number_that_is_cut_off_in_what_is_shown_is_masked_as_a_whole():
    row = f"<tr><td>{'问' * 60} 2026-01-05 未答复 13800138000</td></tr>"
    source = html(main=f"<table>{row}</table>", metas=COLUMN)
    told = checked(source, column="网上咨询").faults
    shown = next(one.excerpt for one in told if one.kind == "message_unanswered")
    assert "1380" not in shown


@pytest.mark.parametrize(
    "main",
    [
        '<img src="/a.png" alt="">', '<label>电话<input name="p"></label>', '<input type="hidden" name="k">',
        '<label for="q">查</label><input id="q">', '<a href="javascript:print()">打印</a>',
        '<script src="/own.js"></script>', '<iframe src="http://www.baishi.example/x" title="x"></iframe>',
        '<a href="https://www.example.org/">外部</a>', "<p>咨询电话：0999-6123456</p>",
    ],
)  # fmt: skip
def test_what_is_right_is_no_fault(main):
    assert kinds(html(main=TEXT + main, metas=ARTICLE)) == []


def test_an_inner_host_that_is_registered_is_no_fault():
    main = f'{TEXT}<a href="http://127.0.0.1:8001/">本机</a>'
    assert kinds(html(main=main, metas=ARTICLE)) == ["link_inner"]
    assert kinds(html(main=main, metas=ARTICLE), named=frozenset({"127.0.0.1:8001"})) == []


def test_language_and_title_are_asked_for_where_there_is_chinese():
    assert kinds(html(metas=ARTICLE, lang="en")) == ["lang_missing"]
    assert kinds(html(metas=ARTICLE, title="")) == ["title_missing"]
    english = "<p>2026-06-10</p><p>The county government held a meeting.</p>"
    assert kinds(html(metas=ARTICLE, lang="en", title="Road", main=english)) == []


def test_an_article_says_its_day_and_its_marks():
    assert kinds(html(metas=ARTICLE, main=TEXT.replace("2026-06-10", ""))) == ["date_missing"]
    found = checked(html(metas={"PubDate": "2026-06-10"})).faults
    assert [(one.kind, one.what) for one in found] == [("meta_article", "ArticleTitle、ContentSource")]


@pytest.mark.parametrize(
    ("title", "metas", "main", "day"),
    [
        ("2024年1月5日会议纪要", ARTICLE, "<p>发布时间：2026-06-09</p>", "2026-06-10"),  # its mark
        ("2024年1月5日会议纪要", {}, "<p>成文日期：2026-05-01 发布日期：2026-06-09</p>", "2026-06-09"),
        ("2024年1月5日会议纪要", {}, "<p>来源：县政府办 2026-06-09</p>", "2026-06-09"),
        ("2024年1月5日会议纪要", {"PubDate": "见正文"}, "<p>发布日期：</p><p>2026-06-09</p>", "2026-06-09"),
        ("修路", {}, "<p>1月5日动工，2月6日通车。</p><p>发布时间：【2026-06-09】</p>", "2026-06-09"),
        ("2024年1月5日会议纪要", {"PubDate": "2027-01-01"}, "<p>研究了修路。</p>", None),
        ("修路", {}, "<p>2026年6月9日，县里开会。</p>", "2026-06-09"),
    ],
)
def test_the_day_of_an_article_is_that_of_its_publication_and_not_what_its_title_is_about(
    title, metas, main, day
):
    told = checked(html(title=title, metas=metas, main=main)).day
    assert (told and told.isoformat()) == day


def test_of_a_page_that_was_cut_only_what_was_read_is_told():
    whole = html(metas=ARTICLE, main=f'{TEXT}<img src="/a1.png"><input name="phone">')
    read = whole[: whole.index("<input") + 16]  # in the middle of a tag
    assert kinds(read, cut=True) == ["image_alt"]
    named = whole[: whole.index("<input") + 20]
    assert {"footer_icp", "input_label", "image_alt"} <= set(kinds(named))
    assert kinds(named, cut=True) == ["image_alt"]
    undated = html(metas={}, main="<p>县人民政府召开会议。</p>")
    head = undated.index("<title>")
    assert kinds(undated[:head], cut=True) == []
    assert "meta_site" in kinds(undated[:head])
    assert "meta_article" in kinds(
        html(metas={"PubDate": "x"}).partition('<div class="footer">')[0], cut=True
    )
    row = "<tr><td>留言时间：2026-01-05</td><td>未答复</td>"
    messages = html(metas=COLUMN, main=f"<table>{row}</tr>{row.replace('01-05', '01-06')}")
    found = checked(messages.partition('<div class="footer">')[0], column="咨询留言", cut=True).faults
    assert [one.what for one in found] == ["2026-01-05"]  # of the last row the answer may follow
    guide = "<h1>办事指南</h1><p>事项名称：登记</p>"
    assert kinds(html(main=guide, title="办事指南").partition('<div class="footer">')[0], cut=True) == []
    assert not checked(html(main=""), column="公示", cut=True).is_empty


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (html(metas=ARTICLE).replace("修路", "修\0路").encode(), "utf-8"),
        (html(title="XQZ").encode("utf-7").replace(b"XQZ", b"+T+4-+2AA-+je8-"), "utf-7"),
    ],
)
def test_what_no_table_can_keep_is_not_in_a_page(body, said):
    read = checked("", body=body, headers={"content-type": f"text/html; charset={said}"})
    assert read.page.heading.replace("\ufffd", "") == "修路"
    assert not {"\0", "\ud800"} & set(read.page.source)


def test_pages_of_one_template_have_one_place():
    bare = html(metas=ARTICLE, main='<img src="/img/12.png">2026-06-10')
    keys = {one.key for n in range(3) for one in checked(bare, f"/zwdt/20260{n}/a{n}.html").faults}
    assert keys == {"image_alt|/img/{n}.png"}


@pytest.mark.parametrize(
    ("encoding", "header", "meta", "wrong"),
    [
        ("utf-8", "utf-8", "", False), ("gbk", "gb2312", "", False), ("gb18030", "", "gb2312", False),
        ("utf-8", "gbk", "utf-8", True), ("gbk", "utf-8", "gbk", True), ("gbk", "iso-8859-1", "", True),
        ("utf-8", "", "", False), ("utf-8-sig", "gbk", "", False),
    ],
)  # fmt: skip
def test_an_encoding_that_is_said_wrong_is_found_and_the_text_read(encoding, header, meta, wrong):
    source = html(metas=ARTICLE, head=f'<meta charset="{meta}">' if meta else "")
    said = {"content-type": f"text/html; charset={header}" if header else "text/html"}
    found = checked(source, headers=said, body=source.encode(encoding))
    assert [one.kind for one in found.faults] == (["encoding_wrong"] if wrong else [])
    assert found.page.title == "修路"


def test_a_cookie_of_a_visit_is_kept_from_scripts():
    def found(line):
        headers = {"content-type": "text/html; charset=utf-8", "set-cookie": line}
        return kinds(html(metas=ARTICLE), headers=headers)

    assert found("JSESSIONID=1; Path=/") == ["cookie_open"]
    assert found("JSESSIONID=1; HttpOnly") == []
    assert found("theme=dark\nPHPSESSID=2") == ["cookie_open"]


def test_an_empty_column_is_told_and_one_that_scripts_fill_is_not():
    assert checked(html(metas=COLUMN, main="<p>暂无内容</p>"), column="民生").is_empty
    assert not checked(html(metas=COLUMN, main="<script src='/list.js'></script>"), column="民生").is_empty
    assert not checked(html(metas=COLUMN, main="<p><a href='/a'>一件</a></p>"), column="民生").is_empty


def test_a_message_waits_three_months_within_a_year():
    rows = "".join(
        f"<tr><td>第{n}件</td><td>{day}</td><td>{told}</td></tr>"
        for n, (day, told) in enumerate(
            [
                ("2026-03-14", "未答复"),
                ("2026-03-16", "未答复"),
                ("2026-01-05", "已答复"),
                ("2025-05-01", "未答复"),
            ]
        )
    )
    page = html(metas=COLUMN, main=f"<table>{rows}</table>")
    found = checked(page, column="咨询留言").faults
    assert [(one.kind, one.what) for one in found] == [("message_unanswered", "2026-03-14")]
    assert kinds(page, column="来信选登（信访）") == []


def test_a_guide_lacks_four_parts():
    parts = ["事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程"]
    page = [html(title="办事指南", main="".join(f"<p>{one}：略</p>" for one in parts[:n])) for n in (5, 4)]
    assert [kinds(one) for one in page] == [[], ["guide_incomplete"]]


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.pdf", "%PDF-1.7", None), ("a.pdf", "\n\n%PDF-1.4", None), ("a.pdf", "", "attachment_empty"),
        ("a.pdf", "<html>x", "attachment_false_type"), ("a.docx", "%PDF-1", "attachment_false_type"),
        ("a.docx", "PK\x03\x04", None), ("a.doc", "{\\rtf1", None), ("a.xls", "<html>x", None),
        ("a.zip", "nobody knows", None), ("a.html", "", None),
    ],
)  # fmt: skip
def test_a_file_is_what_its_name_says(name, body, kind):
    found = list(file_faults(Seen(f"http://baishi.example/{name}", 200, {}, body.encode())))
    assert [one.kind for one in found] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.FINE), (404, Verdict.FAULT), (410, Verdict.FAULT), (500, Verdict.FAULT),
        (502, Verdict.FAULT),
        (403, Verdict.UNTOLD), (412, Verdict.UNTOLD), (429, Verdict.UNTOLD), (503, Verdict.UNTOLD),
        (304, Verdict.FINE), (301, Verdict.UNTOLD),
    ],
)  # fmt: skip
def test_a_refusal_says_nothing(status, verdict):
    assert verdict_of(status) == verdict


@pytest.mark.parametrize("source", ["", "<", "\0\0", "<html>", "<p>" * 5000, "﷐<a href='http://[::1'>x</a>"])
def test_broken_pages_are_read_as_far_as_they_go(source):
    assert {one.kind for one in checked(source).faults} <= set(fault_kinds())


def test_every_kind_says_what_is_wrong_and_what_to_do():
    for kind in fault_kinds().on(DAY).values():
        assert kind.message.endswith("。")
        assert kind.mend.endswith("。")


@pytest.mark.parametrize("name", ["hex", "zlib", "rot13", "idna", "undefined"])
def test_an_encoding_in_which_nothing_is_written_breaks_nothing(name):
    assert "公开" in decoded("<p>政府信息公开</p>".encode(), f"text/html; charset={name}").text
