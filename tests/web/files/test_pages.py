"""Can 李强 black something out and 赵敏 confirm it with nothing but the pages, and without script?"""

import io

import pytest
from django.urls import reverse
from lxml import html
from PIL import Image

from gongkai_web.files import actions
from gongkai_web.files.models import RedactionBox, StoredFile
from gongkai_web.files.store import read
from tests.web.files.made import DAY, NUMBER, signed_in, text_of
from tests.web.look.trees import find, text

BOX = {"x": "25.5", "y": "14.7", "w": "30", "h": "2.5", "page": "1", "reason": "denied_third_party_rights"}


def tree_of(response):
    assert response.status_code == 200, response.status_code
    return html.document_fromstring(response.content.decode())


def post(client, name, file, **sent):
    return client.post(reverse(f"files:{name}", args=[file.pk]), sent, follow=True)


def buttons(tree):
    return [text(one) for one in find(tree, "main button")]


def named(client, file, seen, name):
    """The second person confirms under that name."""
    data = {"seen": seen, "name": name}
    return client.post(reverse("files:confirm", args=[file.pk]), data, follow=True)


def test_the_whole_way_by_the_pages(town, store):
    """Start, draw, propose; the second person looks and confirms; the public version is offered."""
    file = store()
    li_qiang, zhao_min = signed_in(town.li_qiang), signed_in(town.zhao_min)
    page = reverse("files:redaction", args=[file.pk])
    assert buttons(tree_of(li_qiang.get(page))) == ["开始涂黑"]
    assert buttons(tree_of(post(li_qiang, "start", file))) == ["标上这一处"]
    drawn = tree_of(post(li_qiang, "add", file, **BOX, note="第三人身份证号"))
    rect = find(drawn, ".canvas svg rect")[0]
    assert [rect.get(name) for name in ("x", "y", "width", "height")] == ["2550", "1470", "3000", "250"]
    assert "第三方合法权益：第三人身份证号" in text(find(drawn, ".boxes li")[0])
    proposed = tree_of(post(li_qiang, "propose", file))
    assert "须由提交人以外的另一人确认" in text(find(proposed, "main")[0])
    assert "确认并生成公开版" not in buttons(proposed)
    waiting = tree_of(zhao_min.get(page))
    assert buttons(waiting)[:2] == ["确认并生成公开版", "退回修改"]
    ids = [one.get("id") for one in find(waiting, "main [id]")]
    assert len(ids) == len(set(ids))
    previews = [one.get("src") for one in find(waiting, "figure.leaf > img")]
    assert len(previews) == file.pages  # what was missed stands on the pages without a box
    preview = previews[0]
    picture = Image.open(io.BytesIO(zhao_min.get(preview).content)).convert("L")
    assert picture.getpixel((int(0.4 * picture.width), int(0.16 * picture.height))) == 0
    seen = find(waiting, "input[name=seen]")[0].get("value")
    assert find(waiting, "#confirmform_name")[0].get("value") == "政府信息公开版（第1份）"
    wrong = tree_of(named(zhao_min, file, seen, "11010119900307803X"))
    assert "请换一个名称" in text(find(wrong, ".messages")[0])
    assert find(wrong, "#confirmform_name")[0].get("value") == "11010119900307803X"
    done = tree_of(named(zhao_min, file, seen, "云溪路补偿方案（公开版）"))
    public = StoredFile.objects.get(purpose="redacted")
    assert public.name == "云溪路补偿方案（公开版）.pdf"
    assert public.name in text(find(done, "main")[0])
    back = tree_of(zhao_min.get(reverse("files:redaction", args=[public.pk])))
    assert f"由原件生成{file.name}" in "".join(text(find(back, "main")[0]).split())
    got = zhao_min.get(reverse("files:download", args=[public.pk])).content
    assert NUMBER not in text_of(got)
    assert got == read(public.sha256)
    assert buttons(done) == ["另做一个公开版"]


def test_one_reason_serves_many_boxes(town, store):
    """That of the last box stands in the form; what was dragged one after the other is marked at once."""
    file, li = store(), signed_in(town.li_qiang)
    post(li, "start", file)
    more = {"more": "10 20 30.5 4;10 40 30 4"}
    drawn = tree_of(post(li, "add", file, **BOX, **more, note="第三人身份证号"))
    assert [text(one).split("：")[1].split("《")[0] for one in find(drawn, ".boxes li p")] == [
        "第三人身份证号"
    ] * 3
    places = {(box.x, box.y, box.w, box.h) for box in RedactionBox.objects.all()}
    assert places == {(1000, 2000, 3050, 400), (1000, 4000, 3000, 400), (2550, 1470, 3000, 250)}
    assert find(drawn, "#id_reason option[selected]")[0].get("value") == BOX["reason"]
    assert find(drawn, "#id_note")[0].get("value") == "第三人身份证号"


@pytest.mark.parametrize(
    "more", ["10 20 30", "10 20 30 -4", "a b c d", "10 20 30 400", "99 20 30 40;1 1 0 0"]
)
def test_of_several_boxes_all_are_marked_or_none(town, store, more):
    file, li = store(), signed_in(town.li_qiang)
    post(li, "start", file)
    refused = tree_of(post(li, "add", file, **BOX, more=more))
    assert find(refused, ".errors")
    assert not RedactionBox.objects.exists()


def test_what_was_typed_is_not_lost_and_each_fault_is_said(town, drawn):
    file = drawn().original
    tree = tree_of(
        post(signed_in(town.li_qiang), "add", file, **{**BOX, "w": "0", "reason": ""}, note="住址")
    )
    said = [text(one) for one in find(tree, ".errors li")]
    assert said == ["框宽：不能小于 0.01。", "不予公开的理由：请选择理由。"]
    assert find(tree, "#id_note")[0].get("value") == "住址"
    assert find(tree, "#id_x")[0].get("value") == "25.5"


def test_li_qiang_cannot_confirm_his_own_by_sending_the_form_himself(town, drawn):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    page = post(signed_in(town.li_qiang), "confirm", redaction.original, seen=redaction.pinned)
    assert page.status_code == 403
    assert "须由另一人确认" in page.content.decode()
    assert not StoredFile.objects.filter(purpose="redacted").exists()


def test_zhao_min_returns_it_with_a_reason(town, drawn):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    client = signed_in(town.zhao_min)
    tree = tree_of(post(client, "return", redaction.original, reason=""))
    assert "退回理由：请写明退回理由。" in [text(one) for one in find(tree, ".errors li")]
    tree = tree_of(post(client, "return", redaction.original, reason="第2页漏涂"))
    assert "退回理由：第2页漏涂" in text(find(tree, "main")[0])
    assert "提交复核" not in buttons(tree)


def test_a_box_is_removed(town, drawn):
    redaction = drawn()
    box = redaction.boxes.get()
    path = reverse("files:remove", args=[redaction.original.pk, box.pk])
    tree = tree_of(signed_in(town.li_qiang).post(path, follow=True))
    assert not find(tree, ".canvas svg rect")
    assert "还没有标出要涂黑的地方" in text(find(tree, "aside")[0])


def test_the_supervisor_looks_and_gets_no_form(town, drawn):
    tree = tree_of(signed_in(town.zhou_jie).get(reverse("files:redaction", args=[drawn().original.pk])))
    assert buttons(tree) == []
    assert not tree.xpath("//*[@data-draw]")


def test_a_text_file_says_why_it_cannot_be_redacted_here(town, store):
    file = store(content="正文".encode(), upload_name="说明.txt")
    tree = tree_of(signed_in(town.li_qiang).get(reverse("files:redaction", args=[file.pk])))
    assert "PDF、图片、Word 和 Excel 文件可以" in text(find(tree, ".empty")[0])


@pytest.mark.parametrize("asked", ["2", "99", "x", "-1", "²"])
def test_the_page_asked_for_is_shown_or_the_first(town, drawn, asked):
    file = drawn().original
    tree = tree_of(signed_in(town.li_qiang).get(reverse("files:redaction", args=[file.pk]), {"page": asked}))
    shown = 2 if asked == "2" else 1
    assert find(tree, ".canvas img")[0].get("src") == reverse("files:page", args=[file.pk, shown])
    assert len(find(tree, ".canvas svg rect")) == (1 if shown == 1 else 0)


def test_nothing_is_inline_so_that_the_strict_policy_holds(town, drawn):
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=drawn(), day=DAY)
    response = signed_in(town.zhao_min).get(reverse("files:redaction", args=[redaction.original.pk]))
    tree = tree_of(response)
    assert not tree.xpath("//@style | //style | //script[not(@src)] | //@onclick")
    assert "unsafe" not in response.headers["Content-Security-Policy"]
