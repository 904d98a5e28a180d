"""Does an attachment keep its address, lead from the old file to the new, and say its words to everybody?"""

import io
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from PIL import Image

from gongkai.richtext.out.work import Work
from gongkai.richtext.out.written import write
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files import jobs, outgoing
from gongkai_web.files.actions import layering
from gongkai_web.files.models import Derived, Examination, StoredFile, TextLayer
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.actions import attaching, stripping
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_attach import TABLE, approve, attached
from tests.web.items.test_importing import word
from tests.web.items.written import DAY, again, drafted, fresh

pytestmark = pytest.mark.slow
LAW = "《条例》第二十条"


@pytest.fixture(autouse=True)
def _place(at, settings, tmp_path):  # noqa: F811
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"


def pdf(words: str = "云溪路每小时两元") -> bytes:
    return write(Work("收费表", f"<p>{words}</p>"), "pdf")


def let_pass(office, edition, looked=LAW):
    """Whatever is asked about the files of the draft is looked at and let pass."""
    for row in again(edition).content["attachments"]:
        file = attaching.file_of(edition.item, row["sha256"])
        if outgoing.standing_of(file, DAY).can_be_accepted:
            files.accept_findings(by=office.li_qiang, file=file, day=DAY, reason=looked)
    return again(edition)


def out(office, edition):
    """Approved and published."""
    edition = let_pass(office, edition)
    approve(office, edition, looked="看过")
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    return fresh(edition.item)


def rewritten(office, item, sha256, data, name="收费表.txt"):
    """The same attachment with another file, published."""
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    given = {"upload_name": name, "content": data, "seen": 1, "sha256": sha256}
    edition = actions.replace(edition=edition, by=office.li_qiang, day=DAY, **given)
    return out(office, edition)


def sha_of(item) -> str:
    return item.live.text.content["attachments"][0]["sha256"]


def by_number(item, no=1) -> str:
    return reverse("items:public_attachment", args=[item.pk, no])


def by_digest(item, sha256) -> str:
    return reverse("items:public_file", args=[item.pk, sha256])


def page_of(item):
    answer = Client().get(reverse("items:public_item", args=[item.pk]))
    return html.fromstring(answer.content.decode())


def test_an_attachment_keeps_its_address_and_old_files_lead_there_in_one_step(office):
    item = out(office, attached(office, drafted(office)))
    first = sha_of(item)
    assert Client().get(by_number(item)).content == TABLE
    item = rewritten(office, item, first, b"second")
    second = sha_of(item)
    item = rewritten(office, item, second, b"third")
    assert Client().get(by_number(item)).content == b"third"
    assert Client().get(by_digest(item, sha_of(item))).content == b"third"
    for old in (first, second):
        answer = Client().get(by_digest(item, old))
        assert (answer.status_code, answer.url) == (301, by_number(item))
        assert "no-cache" in answer["Cache-Control"]
    assert "第 3 版" in page_of(item).text_content()
    assert page_of(item).xpath(f'//a[@href="{by_number(item)}"]/text()') == ["收费表.txt"]


def test_a_former_file_leads_nowhere_once_its_item_is_gone(office):
    item = out(office, attached(office, drafted(office)))
    first = sha_of(item)
    item = rewritten(office, item, first, b"second")
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    for address in (by_number(item), by_digest(item, first)):
        assert Client().get(address).status_code == 404


def test_a_file_that_was_exchanged_in_the_draft_was_never_public_and_is_no_version(office):
    edition = attached(office, drafted(office))
    (row,) = edition.content["attachments"]
    given = {"sha256": row["sha256"], "upload_name": "收费表.txt", "content": b"second", "seen": 2}
    item = out(office, actions.replace(edition=edition, by=office.li_qiang, day=DAY, **given))
    assert Client().get(by_digest(item, row["sha256"])).status_code == 404
    assert "第 2 版" not in page_of(item).text_content()


def test_a_link_in_the_text_leads_to_the_file_that_stands_there_now(office):
    edition = attached(office, drafted(office))
    (row,) = edition.content["attachments"]
    html_ = f'<p><a href="sha256:{row["sha256"]}">收费表</a></p>'
    actions.write_body(edition=edition, by=office.li_qiang, day=DAY, html=html_, seen=1)
    given = {"sha256": row["sha256"], "upload_name": "收费表.txt", "content": b"second", "seen": 2}
    item = out(office, actions.replace(edition=again(edition), by=office.li_qiang, day=DAY, **given))
    (href,) = page_of(item).xpath('//div[@class="text"]//a/@href')
    assert Client().get(href).content == b"second"


def test_a_number_is_not_given_to_another_file(office):
    item = out(office, attached(office, drafted(office)))
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    edition = actions.detach(edition=edition, by=office.li_qiang, day=DAY, sha256=sha_of(item), seen=1)
    edition = attached(office, edition, b"another", seen=2, name="b.txt")
    assert [one["no"] for one in edition.content["attachments"]] == [2]
    item = out(office, edition)
    assert Client().get(by_number(item)).status_code == 404
    assert Client().get(by_number(item, 2)).content == b"another"


def test_a_pdf_can_be_read_as_text_and_a_scan_says_that_it_is_one(office):
    edition = attached(office, drafted(office), pdf(), name="收费表.pdf")
    edition = attached(office, edition, scan(), seen=2, name="扫描.pdf")
    item = out(office, edition)
    tree = page_of(item)
    (href,) = tree.xpath('//a[text()="文字版"]/@href')
    (scanned,) = tree.xpath('//li[a[text()="扫描.pdf"]]')
    assert "扫描件" in scanned.text_content()
    words = Client().get(href).content.decode()
    assert "云溪路每小时两元" in words
    assert "第 1 页" in words
    second = item.live.text.content["attachments"][1]["sha256"]
    assert Client().get(reverse("items:text_version", args=[item.pk, second])).status_code == 404


def scan() -> bytes:
    """A PDF of pictures alone."""
    data = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(data, "PDF")
    return data.getvalue()


def test_what_was_attached_before_words_were_read_is_read_at_night(office, monkeypatch):
    monkeypatch.setattr(layering, "_read", lambda *_: None)
    item = out(office, attached(office, drafted(office), pdf(), name="收费表.pdf"))
    assert not TextLayer.objects.exists()
    assert "扫描件" not in page_of(item).text_content()
    monkeypatch.undo()
    assert jobs.read_text_layers.func() == 1
    assert page_of(item).xpath('//a[text()="文字版"]')
    assert jobs.read_text_layers.func() == 0


def test_the_text_of_a_former_pdf_leads_to_that_of_the_present_one(office):
    item = out(office, attached(office, drafted(office), pdf(), name="收费表.pdf"))
    first = sha_of(item)
    item = rewritten(office, item, first, pdf("云溪路每小时三元"), name="收费表.pdf")
    answer = Client().get(reverse("items:text_version", args=[item.pk, first]))
    assert answer.status_code == 301
    assert answer.url == reverse("items:text_version", args=[item.pk, sha_of(item)])
    assert "三元" in Client().get(answer.url).content.decode()


def test_the_words_of_a_sealed_pdf_are_kept_nowhere(office):
    item = out(office, attached(office, drafted(office), pdf(), name="收费表.pdf"))
    assert TextLayer.objects.count() == 1
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="不应公开")
    assert not TextLayer.objects.exists()


def laden(data: bytes) -> bytes:
    """The same Word file with an author."""
    document = docx.Document(io.BytesIO(data))
    document.core_properties.author = "李强"
    out_ = io.BytesIO()
    document.save(out_)
    return out_.getvalue()


def test_the_author_of_a_word_file_goes_before_anybody_reviews_it(office):
    data = laden(word())
    edition = attached(office, drafted(office), data, name="办法.docx")
    (row,) = edition.content["attachments"]
    made = Derived.objects.get()
    assert (made.result.sha256, made.way) == (row["sha256"], "cleaned")
    assert made.original.sha256 != row["sha256"]
    assert stripping.words_of(made.result) == stripping.words_of(made.original)
    assert not outgoing.standing_of(made.result, DAY).waits


def test_a_clean_copy_that_says_something_else_does_not_take_the_place(office, monkeypatch):
    monkeypatch.setattr(stripping, "words_of", lambda file: file.sha256)
    edition = attached(office, drafted(office), laden(word()), name="办法.docx")
    (row,) = edition.content["attachments"]
    assert row["sha256"] == StoredFile.objects.get(derived_from__isnull=True).sha256
    with pytest.raises(Refused, match=r"不能送审：《办法\.docx》里有文件属性"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY, looked="看过")


def test_a_clean_copy_of_another_number_of_pages_does_not_take_the_place(office, monkeypatch):
    clean = files.clean_file

    def one_page_more(**given):
        made = clean(**given)
        made.pages = (made.pages or 0) + 1
        return made

    monkeypatch.setattr(files, "clean_file", one_page_more)
    edition = attached(office, drafted(office), laden(word()), name="办法.docx")
    (row,) = edition.content["attachments"]
    assert row["sha256"] == StoredFile.objects.get(derived_from__isnull=True).sha256


def test_what_was_found_after_the_approval_stops_the_publication(office):
    edition = attached(office, drafted(office))
    approve(office, edition)
    Examination.objects.update(
        findings=[{"kind": "hidden_text", "where": "第 1 段", "excerpt": "", "count": 1}]
    )
    with pytest.raises(Refused, match=r"不能发布：《收费表\.txt》里有隐藏的文字"):
        actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)


def test_what_was_found_after_the_approval_does_not_go_out_at_its_hour_either(office):
    edition, at_noon = attached(office, drafted(office)), timezone.now()
    approve(office, edition)
    given = {"edition": again(edition), "by": office.li_qiang, "day": DAY}
    actions.schedule(**given, at=at_noon, now=at_noon - timedelta(days=1))
    Examination.objects.update(
        findings=[{"kind": "hidden_text", "where": "第 1 段", "excerpt": "", "count": 1}]
    )
    assert actions.publish_due(at_noon) == []
    assert fresh(edition.item).live is None


def test_a_clerk_cleans_accepts_and_exchanges_from_the_page(office, sign_in):  # noqa: F811
    edition = attached(office, drafted(office), pdf(), name="收费表.pdf")
    item, (row,) = edition.item, edition.content["attachments"]
    Examination.objects.filter(sha256=row["sha256"]).update(
        findings=[{"kind": "property", "where": "作者", "excerpt": "李强", "count": 1}]
    )
    client = sign_in(office.li_qiang)
    page = reverse("items:attach", args=[item.pk])
    assert "文件属性：作者（李强）" in client.get(page).content.decode()
    for checklist in (reverse("items:item", args=[item.pk]), reverse("items:act", args=[item.pk, "submit"])):
        told = "".join(html.fromstring(client.get(checklist).content.decode()).xpath("//main//text()"))
        assert "《收费表.pdf》里有" in told, checklist
    accept = reverse("items:accept", args=[item.pk, row["sha256"]])
    (seen,) = html.fromstring(client.get(accept).content.decode()).xpath('//input[@name="seen"]/@value')
    assert client.post(accept, {"seen": seen, "reason": ""}).status_code == 422
    assert client.post(accept, {"seen": seen, "reason": "单位名称，可以公开"}).status_code == 302
    assert "确认：单位名称，可以公开" in client.get(page).content.decode()
    client.post(reverse("items:clean", args=[item.pk, row["sha256"]]), {"seen": 2})
    (cleaned,) = again(edition).content["attachments"]
    assert (cleaned["no"], cleaned["sha256"] != row["sha256"], "was" in cleaned) == (1, True, False)
    replace = reverse("items:replace", args=[item.pk, cleaned["sha256"]])
    sent = client.post(replace, {"seen": 3, "file": SimpleUploadedFile("新表.txt", b"new")})
    assert sent.status_code == 302
    assert [one["name"] for one in again(edition).content["attachments"]] == ["新表.txt"]


def test_the_same_file_twice_and_a_false_one_are_refused(office):
    edition = attached(office, drafted(office))
    edition = attached(office, edition, b"another", seen=2, name="b.txt")
    first = edition.content["attachments"][0]["sha256"]
    given = {"sha256": first, "upload_name": "b.txt", "content": b"another", "seen": 3}
    with pytest.raises(Refused, match=r"《b\.txt》已经是这一稿的附件"):
        actions.replace(edition=edition, by=office.li_qiang, day=DAY, **given)
    given |= {"upload_name": "图.docx", "content": b"%PDF-1.7"}
    with pytest.raises(Refused, match=r"《图\.docx》"):
        actions.replace(edition=edition, by=office.li_qiang, day=DAY, **given)
    assert again(edition).content == edition.content


def test_who_writes_on_in_what_was_approved_is_told_beforehand_what_that_undoes(office, sign_in):  # noqa: F811
    edition = attached(office, drafted(office))
    client = sign_in(office.li_qiang)
    pages = [
        reverse("items:write", args=[edition.item.pk, "body"]),
        reverse("items:attach", args=[edition.item.pk]),
    ]

    def told():
        return ["改动一保存，就回到起草" in client.get(page).content.decode() for page in pages]

    assert told() == [False, False]
    approve(office, edition)
    assert told() == [True, True]
