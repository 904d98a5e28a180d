"""Are personal data found however they are written, and is an office left in peace?"""

from __future__ import annotations

import sys
from datetime import date

import pytest

from gongkai.proofing.finding import ASK, BLOCK, NOTE, Finding, ordered
from gongkai.proofing.markup import page_passage
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.personal import personal_data

DAY = date(2024, 9, 20)
IDENTITY = "11010519491231002X"  # the example of the standard
CARD = "6222020200112233446"
MOBILE = "13800138000"


def found(text, *, page=None):
    """What is found in a text, or in a page of HTML."""
    whole = ("<" in text and ">" in text) if page is None else page
    read = page_passage if whole else plain_passage
    return list(personal_data(read("body", "正文", text), DAY))


def codes(text):
    return [one.code for one in found(text)]


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        (f"申请人张三，身份证{IDENTITY}。", "identity_number", "11*************02X"),
        ("身份证号码：110105491231002", "identity_number", "11**********002"),
        ("护照号E12345678", "passport", "E******78"),
        ("港澳通行证号码：C12345678", "passport", "C******78"),
        (f"退款到卡号{CARD}", "bank_card", "6222***********3446"),
        (f"张三 {MOBILE}", "mobile_number", "138****8000"),
        ("手机+86 13800138000", "mobile_number", "138****8000"),
        ("申请人电话0371-22223333", "home_telephone", "0371-2222****"),
        ("电子邮箱zhangsan@qq.com", "email", "z***@qq.com"),
        ("微信号：zhang_san88", "account", "zh****8"),
        ("家住示范县东风镇李庄村三组", "home_address", "示范县东风镇"),
        ("户籍地址：示范市云溪区中山路8号", "home_address", "示范市云溪区"),
        ("居住在幸福小区3号楼2单元301室", "home_address", None),
        ("示范市云溪区建设路66号院5号楼1单元12号", "home_address", "示范市云溪区"),
        ("王芳，女，1990年5月3日出生", "birth_date", "1990年"),
        ("当事人：王某，男，住示范县东风镇李庄村3组12号", "home_address", "示范县东风镇"),
        ("出生日期：1990-05-03", "birth_date", "1990年"),
        ("车辆豫A12345", "number_plate", "豫A***45"),
        ("11010519491231****", "half_masked", "11****************"),
    ],
)
def test_what_is_personal_is_found_and_its_masked_form_is_offered(text, code, suggestion):
    (one,) = found(text)
    assert (one.code, one.suggestion) == (code, suggestion)


@pytest.mark.parametrize(
    "text",
    [
        "手机138****1234，身份证35*************123，卡号6222***********3446",
        "住址：示范县东风镇",
        "家住示范市云溪区新华街道",
        "王某，女，1990年出生；李某某，1975年3月出生",
        "张某某因患糖尿病住院治疗",
        "联系邮箱z***@qq.com",
    ],
)
def test_what_is_masked_is_right(text):
    assert codes(text) == []


def test_what_was_masked_as_suggested_is_no_longer_found():
    text = f"张三，{IDENTITY}，{MOBILE}，卡号{CARD}，护照号E12345678，1990年5月3日出生，邮箱zhangsan@qq.com"
    told = found(text)
    assert len(told) == 6
    for one in sorted(told, key=lambda one: -one.start):
        text = text[: one.start] + one.suggestion + text[one.end :]
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"咨询电话：{MOBILE}",
        f"监督电话0371-22223333，联系人：李强 {MOBILE}",
        f"申请人可以拨打{MOBILE}查询",
        f"一、联系方式\n李强 {MOBILE}\nliqiang@163.com",
        f"<h2>机构信息</h2><p>李强：{MOBILE}</p>",
        f"<table><tr><th>科室</th><th>姓名</th><th>电话</th></tr><tr><td>办公室</td><td>李强</td><td>{MOBILE}</td></tr></table>",
        "办公地址：示范市中山路88号行政中心3号楼301室",
        "市民政局，住房和城乡建设局负责中山路改造",
        "公务用车豫A12345",
        "示范市云溪区政府大楼2号楼301室",
        "邮箱xxgk@shifan.gov.cn",
        f"户名：示范市财政局，账号{CARD}",
        "建成住宅楼2栋100户，新建公路3号线5单元工程",
        "统一社会信用代码91350100M000100Y43",
    ],
)
def test_how_one_reaches_an_office_is_no_alarm(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "文号202401150012345678",
        "点击量13800138000次",
        "总额13800138000元",
        "项目编号4101052024000123",
        "0.13800138000",
    ],
)
def test_other_long_numbers_are_none(text):
    assert codes(text) == []


def test_the_contact_section_ends_where_the_next_begins():
    told = found(f"一、联系方式\n李强 {MOBILE}\n二、名单\n王芳 {MOBILE}")
    assert [one.start for one in told] == [30]


def test_in_a_list_of_persons_a_telephone_is_theirs_whatever_its_column_is_called():
    page = (
        "<table><tr><td colspan=4>救助名单</td></tr>"
        "<tr><th>姓名</th><th>联系电话</th><th>住址</th><th>残疾类别</th></tr>"
        f"<tr><td>王芳</td><td>{MOBILE}</td><td>示范县东风镇李庄村5号</td><td>肢体二级</td></tr>"
        "<tr><td>李某某</td><td>138****0000</td><td>示范县东风镇</td><td>听力三级</td></tr></table>"
    )
    assert codes(page) == ["mobile_number", "home_address", "health"]


def test_a_telephone_of_a_party_is_theirs_however_far_back_the_party_is_named():
    party = (
        "当事人：张某某，男，汉族，示范市云溪区人，个体工商户，经营示范小吃店，食品经营许可证已经过期两个月"
    )
    assert codes(f"{party}，联系电话{MOBILE}。") == ["mobile_number"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("身份证号码110105194912310021", "identity_number"),
        ("姓名\t身份证号\n王芳\t110105194912310021\n", "identity_number"),
        ("姓名\t一卡通账号\n王芳\t00000123456789012\n", "bank_card"),
        ("申请人王芳的存折账号1702020109200012345", "bank_card"),
    ],
)
def test_what_is_said_to_be_such_a_number_is_one_without_its_check_digit(text, code):
    assert codes(text) == [code]


def test_an_account_into_which_one_pays_is_no_alarm():
    assert codes("保证金账号：1702020109200012345") == []
    assert codes("缴款单位\t账号\n示范市财政局\t1702020109200012345\n") == []


def test_a_list_of_houses_is_one_of_their_owners():
    assert codes("被征收人\t房屋坐落\n王芳\t云溪区建设路66号院5号楼1单元12号\n") == ["home_address"]


def test_cells_over_several_rows_and_columns_move_no_head():
    page = (
        "<table><tr><th>乡镇</th><th>姓名</th><th colspan=2>联系方式</th><th>残疾类别</th></tr>"
        "<tr><td rowspan=2>东风镇</td><td>李某某</td><td>138****0000</td><td>示范县</td><td>听力</td></tr>"
        "<tr><td>王芳</td><td>138****0001</td><td>示范县</td><td>肢体</td></tr></table>"
    )
    (one,) = found(page)
    assert (one.code, page[one.start : one.end]) == ("health", "肢体")


def test_a_list_in_the_text_of_a_file_is_a_list():
    assert codes(f"姓名\t联系电话\t婚姻状况\n王芳\t{MOBILE}\t离异\n") == ["mobile_number", "marriage"]
    assert codes("姓名\t家庭电话\n王芳\t22223333\n") == ["home_telephone"]


@pytest.mark.parametrize(
    ("text", "code", "quote"),
    [
        ("村民张建国因患糖尿病住院治疗。", "health", "糖尿病"),
        ("王小明，男，低保户，离异。", "marriage", "离异"),
        ("患者李梅，怀孕28周。", "family_planning", "怀孕"),
        ("户主陈大勇，家庭年收入8000元。", "property", "家庭年收入"),
        ("当事人赵强，刑满释放人员。", "relations", "刑满释放"),
        ("刘伟（男，肢体残疾二级）", "health", "肢体残疾"),
    ],
)
def test_what_is_told_beside_a_name_is_asked_about(text, code, quote):
    (one,) = found(text)
    assert (one.code, one.quote, one.level) == (code, quote, ASK)


@pytest.mark.parametrize(
    "text",
    [
        "加强高血压、糖尿病患者管理。",
        "残疾人两项补贴按残疾等级发放。",
        "离婚登记实行冷静期。",
        "方便患者，于是重病大病保险提标。",
    ],
)
def test_the_same_words_without_a_name_are_policy(text):
    assert codes(text) == []


HIDDEN = {
    "零宽字符": "\u200b".join(IDENTITY),
    "全角": "１１０１０５１９４９１２３１００２Ｘ",
    "空格": " ".join(IDENTITY),
    "换行": f"{IDENTITY[:6]}\n{IDENTITY[6:14]}\n{IDENTITY[14:]}",
    "横线": f"{IDENTITY[:6]}-{IDENTITY[6:14]}-{IDENTITY[14:]}",
    "不换行空格": "\u00a0".join(IDENTITY),
    "软连字符": "\u00ad".join(IDENTITY),
    "带圈数字": "①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X",
    "阿拉伯数字": "".join(chr(0x660 + int(sign)) if sign.isdigit() else sign for sign in IDENTITY),
    "小写": IDENTITY.lower(),
    "单元格": "\t".join(IDENTITY),
    "标签": f"<p>{IDENTITY[:3]}<b>{IDENTITY[3:9]}</b><span>{IDENTITY[9:]}</span></p>",
    "实体": "<p>" + "".join(f"&#{ord(sign)};" for sign in IDENTITY) + "</p>",
    "段落": f"<p>{IDENTITY[:9]}</p>\n<p>{IDENTITY[9:]}</p>",
    "图片说明": f'<p><img src="a.png" alt="{IDENTITY}"></p>',
    "连着手机": f"{MOBILE}{IDENTITY[:17]}X",
}


@pytest.mark.parametrize("written", HIDDEN.values(), ids=HIDDEN)
def test_an_identity_number_cannot_be_hidden(written):
    assert codes(f"王芳：{written}。") == ["identity_number"]


@pytest.mark.parametrize(
    "written",
    [
        "138 0013 8000",
        "138-0013-8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "138\u200b0013\u200b8000",
        "１３８００１３８０００",
        "一三八〇〇一三八〇〇〇",
        "壹叁捌零零壹叁捌零零零",
        "<b>138</b><i>0013</i>8000",
        "1380013\n8000",
        "138\n0013\n8000",
        "<p>电话138<br>0013<br>8000</p>",
        "I38OOI38OO0",
        "1380Ol38OO0",
        "8613800138000",
        "+86-138-0013-8000",
    ],
)
def test_a_mobile_number_cannot_be_hidden(written):
    assert codes(f"王芳：{written}。") == ["mobile_number"]


def test_columns_of_counts_are_no_telephone():
    assert codes("156\t2340\t1289\n138\t0013\t8000\n") == []
    assert codes("138\n20240101\n139\n20240102\n") == []
    assert codes("<table><tr><td>138</td><td>0013</td><td>8000</td></tr></table>") == []


def test_traditional_characters_hide_nothing():
    assert codes("護照號碼：E12345678") == ["passport"]
    assert codes("戶籍地址：示範縣東風鎮李莊村5號") == ["home_address"]


def test_a_finding_stands_where_the_number_stands_in_the_source():
    page = f"<p>王芳&amp;李梅：<b>{IDENTITY[:6]}</b>{IDENTITY[6:]}</p>"
    (one,) = found(page)
    assert page[one.start : one.end] == f"{IDENTITY[:6]}</b>{IDENTITY[6:]}"


def test_the_number_itself_is_repeated_nowhere():
    for text, secret in ((IDENTITY, IDENTITY), (f"张三{MOBILE}", MOBILE), (f"卡号{CARD}", CARD)):
        (one,) = found(text)
        assert secret not in str(one.to_json())


def test_a_credit_code_with_a_wrong_check_sign_is_asked_about():
    (one,) = found("统一社会信用代码：91350100M000100Y44")
    assert (one.code, one.level) == ("credit_code", ASK)
    assert one.message == "正文的统一社会信用代码「9135…0Y44」校验码不对；请对照证书核对。"


def test_the_sentence_says_what_to_do():
    (one,) = found(f"身份证{IDENTITY}")
    assert one.level == BLOCK
    assert one.message == "正文有居民身份证号码「11*************02X」；请改成「11*************02X」或者删去。"


def test_the_gravest_stand_first_and_then_as_one_reads():
    def one(level, field, start):
        return Finding("x", level, "", field, start, start + 1, "")

    told = [
        one(NOTE, "title", 0),
        one(ASK, "body", 2),
        one(ASK, "title", 9),
        one(BLOCK, "body", 7),
        one(ASK, "body", 2),
    ]
    assert [(f.level, f.field, f.start) for f in ordered(told, ["title", "body"])] == [
        (BLOCK, "body", 7),
        (ASK, "title", 9),
        (ASK, "body", 2),
        (NOTE, "title", 0),
    ]


def calls(text, *, page):
    """How many functions are called while the text is read."""
    counted = 0

    def count(frame, event, told):
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        found(text, page=page)
    finally:
        sys.setprofile(None)
    return counted


HEAVY = {
    "数字": "1 ",
    "长数字": "1380013",
    "身份证": f"{IDENTITY} ",
    "姓名": "村民张建国因患糖尿病，",
    "表": f"王芳\t{MOBILE}\n",
    "宽表": "姓名\t",
    "地址": "中山路8号院3号楼2单元",
    "邮箱": "a.",
    "坏标签": '<a href="',
    "尖括号": "<",
    "深表": "<table><tr><td>1",
    "实体": "&#49",
}


@pytest.mark.parametrize("piece", HEAVY.values(), ids=HEAVY)
def test_twice_the_text_is_at_most_twice_the_work(piece):
    short = piece * (4000 // len(piece))
    page = "<" in piece or "&" in piece
    found(piece, page=page)  # the law is read once, and not by what is counted
    assert calls(short * 2, page=page) <= 2.2 * calls(short, page=page) + 200
