"""Do the pictures of a text come along, stand on its page, and belong to nobody before they are public?"""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html
from PIL import Image

from gongkai.richtext.out.page import pictures_of
from gongkai_web.errors import Refused
from gongkai_web.files.models import Derived, StoredFile
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.difference import differences
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_attach import approve
from tests.web.items.test_guide import BODY, keep, particulars  # noqa: F401 – what the guide says
from tests.web.items.written import CONTENT, DAY, again, drafted, fresh

pytestmark = pytest.mark.slow
NOTE = (
    '<p>首小时免费<sup><a href="#note-1">1</a></sup>。</p>'
    '<section class="footnotes"><ol><li id="note-1"><p>节假日除外。</p></li></ol></section>'
)
WORD = (
    '<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoNormal>平面图'
    '<img src="file:///C:/Users/li/AppData/clip_image001.png"><o:p></o:p></p></body></html>'
)


@pytest.fixture(autouse=True)
def _place(at, settings, tmp_path):  # noqa: F811
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"


def picture(kind: str = "PNG", colour: str = "red", **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind, **options)
    return out.getvalue()


def lying_in(data: bytes, media_type: str = "image/png") -> str:
    source = f"data:{media_type};base64,{base64.b64encode(data).decode()}"
    return f'<p>平面图：</p><p><img src="{source}" alt="车位"></p>'


def written(office, body: str, edition=None):
    given = edition or drafted(office)
    return actions.write_body(edition=given, by=office.li_qiang, day=DAY, html=body, seen=1)


def shown(client, name: str, *arguments):
    answer = client.get(reverse(f"items:{name}", args=arguments))
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def sources(tree) -> list[str]:
    return tree.xpath('//div[@class="text"]//img/@src')


def test_a_pasted_picture_is_kept_and_stands_on_the_page_once_it_is_public(office):
    edition = written(office, lying_in(picture()) + NOTE).edition
    (sha256,) = pictures_of(edition.content["body"])
    file = StoredFile.objects.get()
    assert (file.sha256, file.purpose, file.owner) == (sha256, "picture", f"items.Item:{edition.item_id}")
    approve(office, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    tree = shown(Client(), "public_item", edition.item_id)
    (source,) = sources(tree)
    answer = Client().get(source)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, picture(), "image/png")
    assert "no-store" in answer["Cache-Control"]
    assert tree.xpath('//a[@href="#note-1"]/@id') == ["note-1-call"]
    assert tree.xpath('//section[@role="doc-endnotes"]//a/@href') == ["#note-1-call"]
    assert tree.xpath('//div[@class="text"]//img/@alt') == ["车位"]


def test_the_picture_of_a_draft_is_seen_by_who_may_read_the_draft_alone(office, sign_in):  # noqa: F811
    edition = written(office, lying_in(picture())).edition
    (source,) = sources(shown(sign_in(office.li_qiang), "item", edition.item_id))
    seen = {
        name: sign_in(getattr(office, name)).get(source).status_code
        for name in ("li_qiang", "sun_li", "zhou_jie", "he_jing", "stranger", "operator")
    }
    assert seen == {
        "li_qiang": 200, "sun_li": 200, "zhou_jie": 404, "he_jing": 404, "stranger": 404, "operator": 404
    }  # fmt: skip
    actions.set_readers(item=edition.item, by=office.li_qiang, day=DAY, readers="named")
    assert sign_in(office.li_qiang).get(source).status_code == 200


def test_a_picture_is_public_with_its_text_and_at_no_other_time(office, sign_in):  # noqa: F811
    edition = written(office, lying_in(picture())).edition
    item, (sha256,) = edition.item, pictures_of(edition.content["body"])
    address = reverse("items:public_picture", args=[item.pk, sha256])

    def answers() -> tuple[int, int]:
        return tuple(one.get(address).status_code for one in (Client(), sign_in(office.li_qiang)))

    assert answers() == (404, 404)
    approve(office, edition)
    assert answers() == (404, 404)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert answers() == (200, 200)
    draft = actions.begin(item=fresh(item), by=office.li_qiang, day=DAY)
    draft = written(office, lying_in(picture(colour="blue")), draft).edition
    (next_one,) = pictures_of(draft.content["body"])
    assert Client().get(reverse("items:public_picture", args=[item.pk, next_one])).status_code == 404
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    assert answers() == (404, 404)


def test_a_sealed_picture_is_found_nowhere(office, sign_in):  # noqa: F811
    item = fresh(written(office, lying_in(picture())).edition.item)
    edition = queries.under_way(item)
    (sha256,) = pictures_of(edition.content["body"])
    approve(office, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="不应公开")
    for name in ("public_picture", "picture", "file"):
        address = reverse(f"items:{name}", args=[item.pk, sha256])
        for client in (Client(), sign_in(office.li_qiang), sign_in(office.chen_jing)):
            assert client.get(address).status_code in (302, 404), name
    assert StoredFile.objects.get().sealed


def test_what_a_photo_tells_beside_the_picture_is_taken_out(office):
    exif = Image.Exif()
    exif[0x0110] = "Kamera 3"
    photo = picture("JPEG", exif=exif)
    edition = written(office, lying_in(photo, "image/jpeg")).edition
    (sha256,) = pictures_of(edition.content["body"])
    made = Derived.objects.get()
    assert (made.result.sha256, made.original.sha256 != sha256) == (sha256, True)
    approve(office, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    answer = Client().get(reverse("items:public_picture", args=[edition.item_id, sha256]))
    assert not Image.open(io.BytesIO(answer.content)).getexif()


def test_a_moving_picture_stands_still(office):
    edition = written(office, lying_in(picture("GIF"), "image/gif")).edition
    assert StoredFile.objects.get().media_type == "image/png"
    assert pictures_of(edition.content["body"]) == (StoredFile.objects.get().sha256,)


def test_a_picture_that_is_not_the_items_own_never_comes_in(office):
    strange = written(office, lying_in(picture())).edition
    (sha256,) = pictures_of(strange.content["body"])
    mine = written(office, f'<p>别件的图<img src="sha256:{sha256}" alt=""></p>')
    assert pictures_of(mine.edition.content["body"]) == ()
    assert mine.said == ("有 1 幅图片不在本件里，没有带入；请把图片存下来，在这里上传。",)
    smuggled = {"body": f'<p>别件的图<img src="sha256:{sha256}" alt=""></p>'}
    with pytest.raises(Refused, match="正文的第 1 幅图片不在本件收存的文件里"):
        actions.submit(edition=drafted(office, content=smuggled), by=office.li_qiang, day=DAY, looked="看过")


def test_a_text_with_pictures_in_it_is_not_quietly_written_without_them(office):
    with pytest.raises(Refused, match="夹着 1 幅图片的数据"):
        drafted(office, content={"body": lying_in(picture())})


def test_a_text_saved_twice_keeps_its_pictures_and_footnotes(office, sign_in):  # noqa: F811
    edition = written(office, lying_in(picture()) + NOTE).edition
    before = edition.content["body"]
    tree = shown(sign_in(office.li_qiang), "item", edition.item_id)
    (text,) = tree.xpath('//div[@class="text"]')
    copied = html.tostring(text, encoding="unicode")
    assert 'src="/office/items/' in copied
    again_written = actions.write_body(
        edition=again(edition), by=office.li_qiang, day=DAY, html=before.replace(
            "sha256:", f"http://testserver/office/items/{edition.item_id}/pictures/"
        ).replace('" alt', '/" alt'), seen=2,
    )  # fmt: skip
    assert again_written.edition.content["body"] == before


def test_what_a_paste_cannot_bring_is_told_on_the_page(office, sign_in):  # noqa: F811
    item = drafted(office).item
    client = sign_in(office.li_qiang)
    answer = client.post(
        reverse("items:write", args=[item.pk, "body"]), {"seen": 1, "body": WORD}, follow=True
    )
    page = answer.content.decode()
    assert "「平面图」后面的图片（clip_image001.png）没有带入" in page
    assert "平面图" in again(queries.under_way(item)).content["body"]


def test_plain_words_stay_lines(office, sign_in):  # noqa: F811
    item = drafted(office).item
    client = sign_in(office.li_qiang)
    client.post(
        reverse("items:write", args=[item.pk, "body"]), {"seen": 1, "body": "第一段。\n第二段 < 三。"}
    )
    assert again(queries.under_way(item)).content["body"] == "<p>第一段。</p>\n<p>第二段 &lt; 三。</p>"


def test_a_paste_comes_back_clean_with_its_picture_kept_and_nothing_written(office, sign_in):  # noqa: F811
    edition = drafted(office)
    address = reverse("items:paste", args=[edition.item_id])
    client = sign_in(office.li_qiang)
    given = f'<p style="text-align:center" onclick="x()">图</p>{lying_in(picture())}{NOTE}{WORD}'
    answer = client.post(address, {"html": SimpleUploadedFile("p.html", given.encode()), "notes": "2"}).json()
    assert '<p class="align-center">图</p>' in answer["html"]
    assert 'href="#note-3">3</a>' in answer["html"]
    assert 'id="note-3"' in answer["html"]
    assert pictures_of(answer["html"]) == (StoredFile.objects.get().sha256,)
    assert "没有带入" in answer["said"][0]
    assert again(edition).content["body"] == CONTENT["body"]
    for who, status in ((None, 302), (office.zhou_jie, 404), (office.stranger, 404), (office.he_jing, 404)):
        sent = sign_in(who).post(address, {"html": SimpleUploadedFile("p.html", b"<p>x</p>")})
        assert sent.status_code == status
    assert "没有粘贴" in client.post(address, {}).json()["said"][0]


def test_who_pastes_a_damaged_picture_reads_which_one(office):
    broken = picture()[:60]
    told = written(office, f"<p>前文</p>{lying_in(broken)}")
    assert pictures_of(told.edition.content["body"]) == ()
    assert told.said[0].startswith("第 1 幅图片没有带入：")


def test_the_link_to_an_attachment_leads_to_it_on_both_pages(office, sign_in):  # noqa: F811
    edition = actions.attach(
        edition=drafted(office), by=office.li_qiang, day=DAY, upload_name="表.txt", content=b"a b", seen=1
    )
    sha256 = edition.content["attachments"][0]["sha256"]
    edition = written(office, f'<p><a href="sha256:{sha256}">收费表</a></p>', edition).edition
    (inside,) = shown(sign_in(office.li_qiang), "item", edition.item_id).xpath(
        '//div[@class="text"]//a/@href'
    )
    assert sign_in(office.li_qiang).get(inside).content == b"a b"
    assert sign_in(office.zhou_jie).get(inside).status_code == 404
    approve(office, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    (outside,) = shown(Client(), "public_item", edition.item_id).xpath('//div[@class="text"]//a/@href')
    assert Client().get(outside).content == b"a b"


def test_a_link_to_a_file_that_was_taken_out_is_found_before_review(office):
    body = {"body": f'<p><a href="sha256:{"a" * 64}">收费表</a></p>'}
    with pytest.raises(Refused, match="链接指向已经取下的附件"):
        actions.submit(edition=drafted(office, content=body), by=office.li_qiang, day=DAY, looked="看过")


@pytest.mark.usefixtures("particulars")
def test_the_pictures_of_an_earlier_guide_are_seen_as_long_as_it_is_read(office):
    keep(office)
    edition = drafted(office, content={"title": "政府信息公开指南", "column": "guide"})
    first = written(office, BODY + lying_in(picture()), edition).edition
    (old,) = pictures_of(first.content["body"])
    item = through(office, first)
    second = written(office, BODY + lying_in(picture(colour="blue")), begun(office, item)).edition
    item = through(office, second)
    address = reverse("items:public_picture", args=[item.pk, old])
    assert sources(shown(Client(), "public_version", item.pk, 1)) == [address]
    assert Client().get(address).status_code == 200
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    assert Client().get(address).status_code == 404


def test_the_second_reader_sees_another_picture_and_another_target_of_a_link(office):
    edition = written(office, lying_in(picture())).edition
    before = again(edition).content
    link = '<p><a href="https://www.example.gov.cn/a">办法</a></p>'
    after = actions.write_body(
        edition=again(edition),
        by=office.li_qiang,
        day=DAY,
        html=lying_in(picture(colour="blue")) + link,
        seen=2,
    ).edition.content
    old, new = (pictures_of(text["body"])[0][:8] for text in (before, after))
    seen = said_of(differences(before, after))
    assert f"〔图 {old}：车位〕" in seen
    assert f"〔图 {new}：车位〕" in seen
    assert "办法〔链接 https://www.example.gov.cn/a〕" in seen
    moved = {**after, "body": after["body"].replace("/a", "/b", 1)}
    assert "/b" in said_of(differences(after, moved))


def said_of(changed) -> str:
    """All that the reader is shown as another text."""
    sides = (side for one in changed for passage in one.passages for side in (passage.old, passage.new))
    return "\n".join("".join(piece.text for piece in side) for side in sides)


def test_a_picture_that_was_taken_out_of_a_text_is_no_longer_public(office):
    first = written(office, lying_in(picture())).edition
    (old,) = pictures_of(first.content["body"])
    item = through(office, first)
    item = through(office, written(office, "<p>没有图。</p>", begun(office, item)).edition)
    assert Client().get(reverse("items:public_picture", args=[item.pk, old])).status_code == 404


def through(office, edition):
    """Approved and published; what the checks ask about was looked at."""
    approve(office, edition, looked="看过")
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    return fresh(edition.item)


def begun(office, item):
    return actions.begin(item=item, by=office.li_qiang, day=DAY)
