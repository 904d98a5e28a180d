"""Can people live three whole stories of 依申请公开 on the site, from the first page to the annual report?

王芳 sits at her phone, 李强 and 赵敏 at their desks. Everything is done through the pages; only the calendar
is turned by hand, and the first thirty requests of the third story are registered at once.
"""

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven
from tests.browser.stories_hands import PASSWORD, Hand
from tests.browser.stories_letters import EMS, ONLINE, Desk, Written
from tests.browser.stories_papers import (
    NAME_AT,
    PLAN_NAME,
    SECRET,
    SECRET_AT,
    THIRD_PARTY,
    is_black,
    plan,
    proof,
    words,
)
from tests.people import WANG_FANG, found_town
from tests.web.letters.written import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

YEAR = 2024
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1366, "height": 900}
TITLE, WATER, LAND = "云溪路拓宽工程征地补偿方案", "云溪区供水专项规划", "第31号地块的评估报告"
RESIDENT = "11010519491231002X"
REPORT = f"/office/reports/yunxi/{YEAR}/"
# The browser writes down every answer that is no page; forms that are refused answer so on purpose.
ANSWERS = re.compile(r"the server responded with a status of (409|422)")
MAIL = "1098765432105"
GRANTED_BY = "《中华人民共和国政府信息公开条例》第三十六条第（二）项"
HER_ADDRESS = "示范市云溪区云溪路8号"


@pytest.fixture
def turn(monkeypatch):
    """Turns the calendar: `turn(9, 2)`."""
    localdate = timezone.localdate

    def to(month: int, day: int) -> date:
        today = date(YEAR, month, day)

        def turned(value=None, zone=None):
            return today if value is None else localdate(value, zone)

        monkeypatch.setattr(timezone, "localdate", turned)
        return today

    return to


@pytest.fixture
def town(db):
    """云溪区, whose letters 赵敏 reviews; 李强 and 赵敏 can sign in."""
    found = found_town()
    furnish(found, steps=["reviewer"])
    for person in (found.li_qiang, found.zhao_min):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return found


@pytest.fixture
def hand(town, chromium, live_server, tmp_path):
    """Opens a browser for somebody: `hand(PHONE)`; whatever it complains about fails the story."""
    opened, complaints = [], []

    def complain(text: str) -> None:
        if not ANSWERS.search(text):
            complaints.append(text)

    def somebody(size: dict[str, int], username: str = "") -> Hand:
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", viewport=size, accept_downloads=True
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complain(message.text))
        page.on("pageerror", lambda error: complain(str(error)))
        one = Hand(page, tmp_path)
        if username:
            one.sign_in(username)
        return one

    yield somebody
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def desk(hand):
    """李强 and 赵敏 at their desks."""
    return Desk(hand(DESKTOP, "liqiang"), hand(DESKTOP, "zhaomin"), YEAR)


def counts(desk: Desk, **cells: int) -> None:
    """The tables of the annual report count the story; nothing in them disagrees."""
    desk.li.go(REPORT, re.compile("年度报告"))
    for name, number in cells.items():
        expect(desk.li.page.locator(f'[id="{name.replace("__", ".")}"]')).to_have_text(str(number))
    about_these = desk.li.main.locator("article").filter(has_text=re.compile(r" · t[34]\."))
    expect(about_these).to_have_count(0)


def take_in(desk: Desk, title: str, came: dict, *, hint: str, said: str) -> None:
    """李强 enters a request on paper: 核对 says what to know beforehand, then it is registered."""
    li = desk.li
    li.go("/office/", re.compile("今天"))
    li.follow("登记新申请", "登记申请")
    form = li.form("核对")
    parts = {
        "来件": came,
        "申请人": {
            "申请人类型": "自然人",
            "姓名或者名称": WANG_FANG,
            "证件种类": "居民身份证",
            "证件号码": RESIDENT,
            "通信地址": HER_ADDRESS,
            "邮政编码": "999100",
        },
        "所需信息": {
            "所需政府信息的名称、文号或者特征描述": title,
            "获取信息的方式": "纸质",
            "获取信息的途径": "邮寄送达",
        },
        "确认收到": {"同时确认收到": True},
    }
    for legend, fields in parts.items():
        li.fill(form.get_by_role("group", name=legend, exact=True), fields)
    li.press("核对")
    li.reads(hint)
    li.done("登记", said=said)
    li.at(title)
    desk.case = li.page.url
    desk.act("分派", {"经办人": "李强"}, button="分派")


# – 1. online, partly granted after a third party's objection


def apply_online(wang: Hand, attachment: bytes) -> str:
    """王芳 finds the form on her phone and hands it in; her query code."""
    wang.go("/", "政府信息公开")
    wang.page.get_by_role("link", name="依申请公开", exact=True).click()
    wang.at("申请公开政府信息")
    wang.follow("示范市云溪区人民政府办公室", re.compile("申请公开政府信息$"))
    wang.look("1-1 填写申请")
    applicant = {
        "申请人类型": "自然人（个人）",
        "姓名或者名称": WANG_FANG,
        "证件种类": "居民身份证",
        "证件号码": RESIDENT,
        "联系电话": "13800005678",
    }
    wanted = {
        "所需政府信息的名称": TITLE,
        "文号或者其他特征描述": "二〇二三年批准的那一份，含补偿标准。",
        "附件": {"name": "位置图.pdf", "mimeType": "application/pdf", "buffer": attachment},
    }
    wang.fill(wang.page.locator("#who"), applicant)
    wang.fill(wang.page.locator("#wanted"), wanted)
    wang.fill(wang.page.locator("#how"), {"要什么样的信息": "电子文档", "怎样获取": "网上查看（凭查询码）"})
    wang.press("提交申请")
    wang.at("申请已提交")
    wang.look("1-2 回执")
    code = wang.page.locator("dd.code")
    expect(code).to_have_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    return code.inner_text()


def ask_third_party(desk: Desk, turn) -> None:
    """李强 asks 赵老四 and tells 王芳 so; 赵老四 objects."""
    asked = Written(
        "征求第三方意见书",
        "政府信息公开征求第三方意见书",
        {
            "第三方的姓名或者名称": THIRD_PARTY,
            "是自然人（文中称“您”）": True,
            "通信地址": "示范市云溪区北街2号",
            "邮政编码": "999101",
            "拟公开的内容": "拓宽工程征地补偿方案中您与拆迁人签订的补偿协议的摘录",
        },
        says=("第三十二条", "自收到本意见书之日起15个工作日内", "决定是否公开"),
        hides=(WANG_FANG, RESIDENT),
        recipient=THIRD_PARTY,
    )
    desk.draft("征求第三方意见", asked)
    desk.li.look("1-3 征求意见书")
    desk.decide(asked)
    desk.issue(asked)
    sheet = words(desk.li.download("第三方意见回执"))
    assert asked.number in sheet
    assert "□同意公开□不同意公开□部分同意公开" in sheet
    desk.send(asked, {**EMS, "邮件号码": MAIL}, None)
    told = Written(
        "征求意见告知书（给申请人）",
        "政府信息公开申请征求意见告知书",
        says=("正在征求意见", "所需时间不计算在答复期限内", "2024年9月3日"),
        hides=(THIRD_PARTY,),
    )
    desk.whole_way("征求第三方意见", told, ONLINE, date(YEAR, 9, 3))
    turn(9, 5)
    desk.serve(asked, date(YEAR, 9, 5), 签收人=THIRD_PARTY, 与受送达人的关系="本人")
    turn(9, 12)
    objection = {"是否同意公开": "不同意", "理由": "身份证号码属于个人隐私，公开会给本人造成损害"}
    desk.act("登记第三方意见", objection)


def black_out(desk: Desk) -> None:
    """李强 drags a box over the number; 赵敏 looks at the preview and confirms."""
    li, zhao = desk.li, desk.zhao
    desk.open(TITLE)
    li.main.get_by_text("上传文件", exact=True).click()
    upload = {"name": PLAN_NAME, "mimeType": "application/pdf", "buffer": plan()}
    li.done("上传", {"用途": "拟提供的信息", "文件": upload}, said=f"已收存《{PLAN_NAME}》")
    li.follow("涂黑", f"涂黑：{PLAN_NAME}")
    address = li.page.url
    li.press("开始涂黑")
    li.reads("还没有标出要涂黑的地方")
    drag(li)
    li.press("标上这一处", {"不予公开的理由": "第三方合法权益", "涂黑的内容": "第三人身份证号码"})
    expect(li.main.locator(".boxes li")).to_have_count(1)
    # The name is measured and typed, as somebody without a mouse does it.
    left, top, right, bottom = (f"{100 * side:.2f}" for side in NAME_AT)
    sides = {"左边距": left, "上边距": top, "框宽": minus(right, left), "框高": minus(bottom, top)}
    li.press("标上这一处", {**sides, "不予公开的理由": "第三方合法权益", "涂黑的内容": "第三人姓名"})
    expect(li.main.locator(".boxes li")).to_have_count(2)
    li.look("1-4 涂黑")
    li.done("提交复核", said="已提交复核")
    zhao.go("/office/", re.compile("今天"))
    zhao.look("1-5 赵敏今天的事")
    zhao.follow("复核涂黑", f"涂黑：{PLAN_NAME}")
    assert zhao.page.url == address
    zhao.done("确认并生成公开版", said="公开版已生成并通过核对")


def minus(far: str, near: str) -> str:
    """The width between two sides, in percent."""
    return f"{float(far) - float(near):.2f}"


def drag(li: Hand) -> None:
    """Over the number, with the mouse."""
    sheet = li.page.locator("svg[data-draw]")
    expect(li.page.locator(".canvas img")).to_have_js_property("complete", value=True)
    sheet.scroll_into_view_if_needed()
    frame = sheet.bounding_box()
    left, top, right, bottom = SECRET_AT
    li.page.mouse.move(frame["x"] + left * frame["width"], frame["y"] + top * frame["height"])
    li.page.mouse.down()
    li.page.mouse.move(frame["x"] + right * frame["width"], frame["y"] + bottom * frame["height"], steps=4)
    li.page.mouse.up()
    expect(li.main.get_by_label("框宽")).not_to_have_value("")


def test_online_partly_granted_after_a_third_partys_objection(desk, hand, turn):
    turn(8, 30)
    wang = hand(PHONE)
    code = apply_online(wang, proof())
    turn(9, 2)
    li = desk.li
    li.go("/office/", re.compile("今天"))
    li.follow(TITLE, TITLE)
    desk.case = li.page.url
    desk.act("确认收到", {"怎样确认": "电话", "与谁确认": f"{WANG_FANG}，13800005678"}, button="确认收到")
    turn(9, 3)
    ask_third_party(desk, turn)
    turn(9, 13)
    black_out(desk)
    turn(9, 18)
    reply = Written(
        "答复书（部分公开）",
        "政府信息公开申请答复书",
        {
            "予以公开的部分": "征地补偿方案的补偿标准、搬迁奖励",
            "不予公开的依据": "第十五条",
            "不予公开的理由": "涉及个人隐私，第三方不同意公开，公开会对其合法权益造成损害",
        },
        says=(
            "第三十七条",
            "予以部分公开",
            "第三人身份证号码",
            "第三人姓名",
            "先向示范市人民政府申请行政复议",
        ),
        hides=(THIRD_PARTY, SECRET),
    )
    desk.whole_way("作出答复", reply, ONLINE, date(YEAR, 9, 18))
    desk.open(TITLE)
    li.look("1-6 办完的申请件")
    follow_to_the_end(wang, code, reply)
    counts(desk, table3__partially_granted__natural_person=1, table3__new_received__natural_person=1)


def follow_to_the_end(wang: Hand, code: str, reply: Written) -> None:
    """王芳 opens her case, reads no name but her own, and takes letter and public version away."""
    wang.page.get_by_role("link", name="查询进度").click()
    wang.at("查询申请进度")
    wang.press("查询", {"查询码": code, "申请人的一项信息": WANG_FANG})
    wang.at(TITLE)
    wang.reads("机关书面征求第三方意见", "机关收到第三方的意见", "机关作出答复：", reply.number)
    wang.reads("最后一日为 2024-11-18", "最后一日为 2025-03-18", "示范市人民政府", "示范市中级人民法院")
    wang.reads_nothing_of("李强", "赵敏", "孙立", THIRD_PARTY, RESIDENT, SECRET)
    wang.look("1-7 王芳查到的")
    letter = wang.download(f"政府信息公开申请答复书 {reply.number}")
    assert letter.read_bytes() == reply.scan.read_bytes()
    public = wang.download(re.compile("^附件："))
    assert [told for told in (SECRET, THIRD_PARTY) if told in words(public)] == []
    assert SECRET.encode() not in public.read_bytes()
    assert is_black(public, SECRET_AT)
    assert is_black(public, NAME_AT)


# – 2. posted, denied, reconsidered, corrected


def test_posted_denied_reconsidered_corrected(desk, turn):
    li = desk.li
    turn(3, 5)
    came = {"提交方式": "挂号信、特快专递", "提交日期": date(YEAR, 3, 4)}
    take_in(desk, WATER, came, hint="没有发现重复、相同的申请", said="收到申请之日 2024-03-04")
    li.reads("应于 2024-04-01")
    turn(3, 18)
    denial = Written(
        "不予公开决定书（过程性信息）",
        "政府信息公开申请不予公开决定书",
        {"属于哪一类过程性信息": "过程稿", "理由": "是规划审批中尚未定稿的送审稿，公开会影响正常决策"},
        says=(
            "第十六条第二款",
            "决定对上述信息不予公开",
            "应当自收到本决定之日起60日内先向示范市人民政府申请行政复议",
        ),
        hides=("6个月",),
    )
    desk.whole_way("作出答复", denial, {**EMS, "邮件号码": MAIL}, None)
    turn(3, 20)
    desk.serve(denial, date(YEAR, 3, 20), 签收人=WANG_FANG, 与受送达人的关系="本人")
    li.look("2-1 决定书送达以后")
    turn(4, 15)
    be_reconsidered(desk)
    turn(4, 22)
    put_evidence_together(desk, denial)
    turn(4, 26)
    desk.act("提交答复和证据", {"提交了什么": "行政复议答复书、证据目录和证据 9 件"})
    turn(5, 30)
    desk.act("登记复议、诉讼结果", {"结果": "结果纠正", "决定、裁判的内容": "撤销原决定，责令重新作出答复"})
    turn(6, 3)
    reply_again(desk, denial)
    desk.open(WATER)
    li.look("2-3 重新答复以后")
    counts(
        desk,
        table3__denied_process_information__natural_person=1,
        table3__granted__natural_person=0,
        table4__reconsideration__corrected=1,
        table4__reconsideration__total=1,
    )


def be_reconsidered(desk: Desk) -> None:
    """Five working days by the summary procedure, as 李强 first enters it; ten by the ordinary one."""
    li, reference = desk.li, "示政复〔2024〕12号"
    filed = {
        "提起日期": date(YEAR, 4, 8),
        "案号": reference,
        "种类": "行政复议",
        "复议机关、法院": "示范市人民政府",
    }
    received = {"审理程序": "简易程序", "收到申请书、起诉状副本的日期": date(YEAR, 4, 15)}
    desk.act("登记复议、诉讼", {**filed, **received})
    due_to_answer(li, "2024-04-22")
    desk.open(WATER)
    li.follow("更正、作废登记", "更正、作废登记")
    li.main.locator(".entries li").filter(has_text="行政复议").get_by_role("link").click()
    li.at(re.compile("^更正："))
    put_right = {"怎样处理": "更正：以下面填写的内容代替", "理由": "通知书写明适用普通程序"}
    li.press("更正", {**put_right, "审理程序": "普通程序"})
    li.at(WATER)
    # The Sunday 28 April 2024 is a working day, for the holidays of May.
    due_to_answer(li, "2024-04-28")
    li.look("2-2 待答复的复议")


def due_to_answer(li: Hand, day: str) -> None:
    """The work list of the day asks for the answer by then."""
    li.go("/office/", re.compile("今天"))
    row = li.page.locator("table.work tbody tr").filter(has_text=WATER).first
    expect(row.locator("time").first).to_have_text(day)
    expect(row.locator(".act")).to_have_text("提交答复和证据")


def put_evidence_together(desk: Desk, denial: Written) -> None:
    """One button: everything with its catalogue, and pages numbered through."""
    li = desk.li
    desk.open(WATER)
    li.follow("证据成册", "证据材料")
    li.reads(
        "应于 2024-04-28 前提交书面答复和证据",
        "自 2024-04-15 收到副本起 10 个工作日",
        "逾期视为没有证据、依据",
    )
    li.done("制作证据材料", said="已制作证据材料")
    li.reads(denial.title)
    li.look("2-4 证据材料")
    bundle = li.download("合订本（PDF）")
    text = words(bundle)
    for said in ("证据", denial.title, "送达", "登记表"):
        assert said in text, said
    assert RESIDENT not in text
    assert li.download("全部文件（ZIP）").suffix == ".zip"


def reply_again(desk: Desk, denial: Written) -> None:
    """The denial is withdrawn by one letter, and the document is given with another."""
    withdrawn = Written(
        "更正、撤销原答复的决定",
        "政府信息公开答复更正（撤销）决定书",
        {
            "更正或者撤销的原因": "示范市人民政府作出行政复议决定（示政复〔2024〕12号）",
            "处理方式": "予以撤销并重新作出答复",
            "纠正的内容": f"撤销对{WATER}不予公开的决定，依据{GRANTED_BY}的规定予以公开",
            "案件登记的依据": GRANTED_BY,
            "新决定的救济类型": "A",
            "重新答复的办理结果": "予以公开",
            "更正了原答复的什么": "不予公开改为予以公开",
        },
        says=(denial.number, "2024年3月18日", "决定对上述答复予以撤销并重新作出答复", "6个月"),
    )
    desk.whole_way(
        "重新答复、自行更正", withdrawn, {**EMS, "邮件号码": MAIL}, date(YEAR, 6, 3), 签收人=WANG_FANG
    )
    granted = Written(
        "答复书（予以公开）",
        "政府信息公开申请答复书",
        {"提供的政府信息": "云溪区供水专项规划（36页）"},
        says=("第三十六条第（二）项", "予以公开", "云溪区供水专项规划（36页）", "6个月"),
        hides=("不予公开",),
    )
    desk.whole_way(
        "重新答复、自行更正", granted, {**EMS, "邮件号码": MAIL}, date(YEAR, 6, 3), 签收人=WANG_FANG
    )


# – 3. frequent requests, fee, lapse


@pytest.fixture
def thirty_before(town):
    """Thirty requests of 王芳's in May, all received."""
    someone = ApplicantGiven(
        name=WANG_FANG, id_kind="resident_id", id_number=RESIDENT, address=HER_ADDRESS, postcode="999100"
    )
    for number in range(1, 31):
        day = date(YEAR, 5, 6 + number // 4)
        given = RequestGiven(
            channel="counter",
            applicant_kind="natural_person",
            applicants=(someone,),
            title=f"第{number}号地块的评估报告",
        )
        case = cases.register_request(by=town.li_qiang, agency=town.district, day=day, given=given)
        cases.confirm_receipt(case=case, by=town.li_qiang, day=day)


def test_frequent_requests_fee_lapse(thirty_before, desk, turn):
    li = desk.li
    turn(5, 20)
    hint = "第 31 件；按件计收应收 200 元，可以收取，不是必须"
    came = {"提交方式": "当面提交", "提交日期": date(YEAR, 5, 20)}
    take_in(desk, LAND, came, hint=hint, said="收到申请之日 2024-05-20")
    turn(5, 22)
    notice = charge(desk)
    turn(5, 24)
    desk.serve(notice, date(YEAR, 5, 24), 签收人=WANG_FANG, 与受送达人的关系="本人")
    desk.open(LAND)
    li.reads("2024-06-24")
    turn(6, 24)
    lapse_too_early(desk)
    lapsed = Written(
        "不再处理告知书（逾期未缴费）",
        "政府信息公开申请不再处理告知书",
        says=(notice.number, "2024年5月24日", "2024年6月24日届满", "视为您放弃申请", "不再处理", "6个月"),
    )
    turn(6, 25)
    desk.whole_way("作出答复", lapsed, {**EMS, "邮件号码": MAIL}, None)
    turn(6, 27)
    desk.serve(lapsed, date(YEAR, 6, 27), 签收人=WANG_FANG, 与受送达人的关系="本人")
    desk.open(LAND)
    li.reads("信息处理费", "200")
    li.look("3-3 逾期未缴费")
    counts(
        desk,
        table3__new_received__natural_person=31,
        table3__other_fee_overdue__natural_person=1,
        table3__carried_over_out__natural_person=30,
    )
    li.look("3-4 年度报告")
    address = li.main.get_by_role("link", name="JSON（表四计本年审结和年末未审结）").get_attribute("href")
    fees = li.page.request.get(address).json()["fees"]
    assert (fees["notice_count"], fees["notice_amount_yuan"], fees["collected_amount_yuan"]) == (
        1,
        "200",
        "0",
    )


def charge(desk: Desk) -> Written:
    """试算 by the tariff: 100 yuan from the eleventh, 200 from the thirty-first; then the notice."""
    li = desk.li
    li.page.goto(desk.case)
    li.follow("决定收费并通知", "决定收费并通知")
    for count, amount in (("10", "不收费"), ("30", "应收 100 元"), ("31", "应收 200 元")):
        li.press("试算", {"计费方式": "按件：同一申请人本月在本机关累计", "数量": count})
        li.reads(f"本月第 {count} 件，{amount}")
    notice = Written(
        "收费通知",
        "政府信息公开信息处理费收费通知",
        {"计费方式": "按件计收"},
        says=(
            "第四十二条",
            "人民币200元",
            "自收到本通知次日起20个工作日内缴纳",
            "视为放弃申请",
            "第11至30件每件100元，第31件200元",
        ),
        hides=("行政复议",),
    )
    desk.draft("决定收费并通知", notice)
    li.look("3-2 收费通知")
    desk.decide(notice)
    desk.issue(notice)
    desk.send(notice, {**EMS, "邮件号码": MAIL}, None)
    return notice


def lapse_too_early(desk: Desk) -> None:
    """On the last day itself the reply is refused, with the sentence that says until when."""
    li = desk.li
    desk.open(LAND)
    expect(li.main.get_by_role("link", name="作出答复", exact=True)).to_have_count(0)
    li.page.goto(f"{desk.case}acts/reply/")
    li.at("作出答复")
    li.refused("2024-06-24")
    expect(li.form("登记答复")).to_have_count(0)
