"""Can 李强 drag several boxes over a page and give one reason for all?"""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.files import actions as files
from gongkai_web.files.models import RedactionBox
from tests.people import found_town, receive
from tests.web.files.made import plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2024, 3, 15)


@pytest.fixture
def town(monkeypatch):
    """示范市 on 2024-03-15."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: TODAY)
    return found_town()


def drag(page, top: float) -> None:
    frame = page.locator(".canvas svg").bounding_box()
    x, y = frame["x"] + 0.2 * frame["width"], frame["y"] + top * frame["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 0.3 * frame["width"], y + 0.03 * frame["height"], steps=4)
    page.mouse.up()


def test_boxes_dragged_one_after_the_other_go_by_one_reason(town, sign_in):
    case, by = receive(town, date(2024, 3, 1)), town.li_qiang
    kept = files.store_file(
        agency=town.district, owner=f"cases.Case:{case.pk}", purpose="information",
        upload_name="方案.pdf", content=plan(), by=by, day=TODAY,
    )  # fmt: skip
    files.open_redaction(by=by, original=kept, day=TODAY)
    page = sign_in(by)
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(reverse("files:redaction", args=[kept.pk]))
    drag(page, 0.1)
    page.get_by_label("不予公开的理由").select_option(label_of(page, "第三方合法权益"))
    page.get_by_label("涂黑的内容").fill("第三人身份证号")
    drag(page, 0.2)
    page.locator(".canvas").click(position={"x": 5, "y": 5})  # a click alone draws nothing
    drag(page, 0.3)
    page.get_by_role("button", name="标上这 3 处").click()
    expect(page.locator(".boxes li")).to_have_count(3)
    assert {round(box.y, -2) for box in RedactionBox.objects.all()} == {1000, 2000, 3000}
    assert {box.note for box in RedactionBox.objects.all()} == {"第三人身份证号"}
    expect(page.get_by_label("涂黑的内容")).to_have_value("第三人身份证号")
    assert page.complaints == []


def label_of(page, begins: str) -> str:
    options = page.get_by_label("不予公开的理由").locator("option").all_text_contents()
    return next(one for one in options if begins in one)
