"""Is there no way past the review from outside – page, batch, interface, table, command, console, replay?

As `test_no_bypass`: one of three steps has not approved; afterwards the public reads nothing. What is in the
process itself stands there.
"""

import ast
import csv
import io
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.api import actions as api
from gongkai_web.errors import Refused
from gongkai_web.imports.tables import actions as tables
from gongkai_web.publishing.items import actions, jobs, queries
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.models import Item
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import CONTENT, DAY, decide, keep_secrets, submitted

HERE = Path(__file__).resolve().parents[3] / "gongkai_web"
TEXT = {**CONTENT, "formed_on": "2026-02-27"}
HEAD = {"编号": "1", "标题": "停车", "内容概述": "停车", "分类": "信息公开目录", "公开属性": "主动公开"}
OLD = {**HEAD, "生成日期": "2015-06-01", "公开渠道": "政府网站", "正文": "停车。", "原发布日期": "2015-06-08"}


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


@pytest.fixture
def waiting(office):
    """Two of three have approved; 孙立 has not. 李强 and 孙立 run the system besides."""
    for person in (office.li_qiang, office.sun_li):
        person.is_superuser = person.is_staff = True
        person.save()
    edition = submitted(office)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    return edition


def comma(**cells) -> bytes:
    text = io.StringIO()
    lines = csv.DictWriter(text, list(cells))
    lines.writeheader()
    lines.writerow(cells)
    return text.getvalue().encode()


def pages_of_a_superuser(office, edition, sign_in, _):  # noqa: F811
    for person in (office.li_qiang, office.sun_li):
        client = sign_in(person)
        for act in ("publish", "keep", "schedule"):
            address = reverse("items:act", args=[edition.item_id, act])
            assert client.post(address, {"at": "2026-03-02T00:01"}).status_code in (302, 422, 404)


def review_with_the_answers_of_another_page(office, edition, sign_in, _):  # noqa: F811
    """赵敏 has decided already and sends her form once more, as if it were the last step's."""
    client, address = sign_in(office.zhao_min), reverse("items:review", args=[edition.item_id])
    client.post(address, {"approve": "yes", "seen": edition.item.draft.digest, "step": "2", "role": "head"})
    sign_in(office.li_qiang).post(reverse("items:act", args=[edition.item_id, "publish"]))


def batch_of_past_stock_on_its_page(office, _, sign_in, tmp_path):  # noqa: F811
    batch = actions.begin_batch(by=office.li_qiang, agency=office.district, day=DAY, title="旧", reason="迁")
    tables.run(tables.begin(**table(office, comma(**OLD)), table="stock", batch=batch))
    assert Item.objects.filter(batch=batch).count() == 1
    address = reverse("items:batch_act", args=[batch.pk, "publish"])
    assert sign_in(office.sun_li).post(address).status_code in (302, 422)
    with pytest.raises(Refused, match="不能发布"):
        jobs.publish_stock.func(office.sun_li.pk, batch.pk, DAY.isoformat())


def table(office, data):
    return {"by": office.li_qiang, "agency": office.district, "day": DAY, "data": data, "name": "旧.csv"}


def table_with_the_page(office, _, sign_in, tmp_path):  # noqa: F811
    client = sign_in(office.li_qiang)
    file = io.BytesIO(comma(**OLD, 状态="已公开", live="1"))
    file.name = "旧.csv"
    given = {"table": "items", "agency": office.district.pk, "file": file}
    sent = client.post(reverse("imports:tables"), given)
    client.post(sent.url)
    tables.run(tables.TableImport.objects.get())
    assert Item.objects.filter(entry_key="1").exists()


def table_with_the_command(office, _, sign_in, tmp_path):  # noqa: F811
    file = tmp_path / "旧.csv"
    file.write_bytes(comma(**OLD))
    given = ["--table", "items", "--agency", "yunxi", "--by", "liqiang"]
    call_command("import_table", str(file), *given)
    with pytest.raises(CommandError):
        call_command("import_table", str(file), "--table", "publish", *given[2:])


def interface(office, edition, sign_in, _):  # noqa: F811
    given = {"by": office.sun_li, "agency": office.district, "day": DAY}
    _, secret = api.make_token(**given, label="平台", writer=office.li_qiang)
    sent = {"headers": {"Authorization": f"Bearer {secret}"}, "content_type": "application/json"}
    client = Client()
    for body in (
        {"key": "1", "content": TEXT},
        {"key": "2", "content": {**TEXT, "published_on": "2015-06-08"}},
        {"key": "3", "content": {**TEXT, "state": "live"}},
        {"key": "4", "content": TEXT, "publish": True},
    ):
        client.post(reverse("api:items"), json.dumps(body), **sent)
    for address in (f"/api/items/{edition.item_id}/publish/", f"/api/items/{edition.item_id}/"):
        assert client.post(address, "{}", **sent).status_code == 404


def job_behind_the_page(office, edition, sign_in, _):  # noqa: F811
    jobs.publish_scheduled.func()


WAYS = (
    pages_of_a_superuser,
    review_with_the_answers_of_another_page,
    batch_of_past_stock_on_its_page,
    table_with_the_page,
    table_with_the_command,
    interface,
    job_behind_the_page,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_is_shown_that_one_step_has_not_approved(office, waiting, sign_in, tmp_path, way):  # noqa: F811
    way(office, waiting, sign_in, tmp_path)
    assert not queries.live().exists()
    assert not Item.objects.filter(live__isnull=False).exists()
    assert not Item.objects.filter(inside__isnull=False).exists()
    assert not Publication.objects.exists()
    assert not html.fromstring(Client().get("/items/").content.decode()).xpath('//ul[@class="list"]//a')


def test_there_is_no_console_of_items():
    assert not apps.is_installed("django.contrib.admin")


# The pointers that say what is public, settled or set for a time.
POINTERS = {"live", "inside", "scheduled"}


def writers_of_pointers(tree: ast.AST) -> set[int]:
    """The lines that set `x.live = …`, or hand `live=` to what writes rows."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            found |= {node.lineno for one in node.targets for at in ast.walk(one) if pointer(at)}
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in ("update", "create", "bulk_update"):
            found |= {node.lineno for one in node.keywords if one.arg in POINTERS}
    return found


def pointer(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in POINTERS


def test_only_the_acts_of_items_point_at_what_the_public_reads():
    """Replay, sample city, imports and all pages call them; nothing else writes the pointers."""
    places = {
        str(path.relative_to(HERE))
        for path in HERE.rglob("*.py")
        if "migrations" not in path.parts and writers_of_pointers(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert places
    assert {place for place in places if not place.startswith("publishing/items/actions/")} == set()


def test_what_makes_public_without_asking_again_is_called_in_the_acts_alone():
    found = set()
    for path in HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in ("go_out", "publish_rows"):
                found.add(str(path.relative_to(HERE)))
    assert found
    assert {place for place in found if not place.startswith("publishing/items/actions/")} == set()
