"""Does every public page follow what it shows? Each act is done, each page made anew and compared.

A page that came out otherwise must have another mark: whoever holds the old one must not be told that nothing
has changed, and what is kept is never sent for it.
"""

from datetime import date

from django.test import Client
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.annual import actions as annual
from gongkai_web.files.actions import layering
from gongkai_web.files.models import StoredFile, TextLayer
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.channels import actions as channels
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.items import actions as items
from tests.people import check_report
from tests.web.annual.test_file import ENTERED
from tests.web.documents.registered import issue as issue_document
from tests.web.gazette.test_gazette import LATER, out, revise
from tests.web.items import test_versions as files
from tests.web.items.written import DAY, drafted, published

SLUG = {"slug": "yunxi"}
COLUMN = {**SLUG, "address": "art20-03-plans"}
REPORT = {**SLUG, "year": 2024}
STRAY = {"sessionid": "of-nobody"}  # whoever brings it gets a page of their own, made for them


def look(addresses) -> dict[str, tuple[bytes, str]]:
    """Of each address the page as it is made now, and the mark of what is sent."""
    found = {}
    for path in addresses:
        sent, made = Client().get(path), _anew(path)
        assert _body(sent) == made, f"{path} is not sent as it is made"
        found[path] = (made, sent.headers.get("ETag", str(sent.status_code)))
    return found


def _anew(path) -> bytes:
    client = Client()
    client.cookies.load(STRAY)
    return _body(client.get(path))


def _body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def assert_followed(addresses, acts) -> None:
    """Each act changes some page, and each page that it changes has another mark."""
    before = look(addresses)
    for what, act in acts:
        act()
        after = look(addresses)
        changed = [path for path in addresses if before[path][0] != after[path][0]]
        assert changed, f"{what}: nothing to be seen of it"
        assert [path for path in changed if before[path][1] == after[path][1]] == [], what
        before = after


def test_pages_follow_what_is_published_changed_and_ended(office, shelf, at):
    at(2026, 3, 2)
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2026, 3, 1), level="county")
    column = Column.objects.get(agency=office.district, code="art20_03_plans")
    item = published(office, content={"title": "停车规划", "column": "art20_03_plans"})
    document = issue_document(office, "云政规〔2024〕1号", "停车管理办法")
    decision = decisions.open_decision(
        by=office.sun_li, agency=office.district, day=DAY, title="停车收费", unit="云溪区城市管理局"
    )
    addresses = [
        reverse("portal:home"),
        reverse("portal:agency", kwargs=SLUG),
        reverse("portal:agencies"),
        reverse("portal:documents"),
        reverse("portal:document", args=[document.pk]),
        reverse("portal:search") + "?q=停车",
        reverse("items:public_items"),
        reverse("items:public_item", args=[item.pk]),
        reverse("items:agency_feed", kwargs=SLUG),
        reverse("items:sitemap_part", args=["2026-03"]),
        reverse("catalogue:tree", kwargs=SLUG),
        reverse("catalogue:public_column", kwargs=COLUMN),
        reverse("gazette:issues"),
        reverse("decisions:decisions"),
    ]
    by_officer = {"by": office.li_qiang, "day": DAY}
    issues = []
    assert_followed(
        addresses,
        [
            ("published", lambda: published(office, content={"title": "停车位", "column": column.code})),
            ("in the gazette", lambda: issues.append(out(office, item))),
            ("revised", lambda: revise(office, item, heading={"title": "停车规划（修订）"})),
            (
                "the gazette taken back",
                lambda: gazette.take_back(issue=issues[0], by=office.li_qiang, day=LATER, reason="目录排错"),
            ),
            (
                "a column opened",
                lambda: catalogue.open_column(**by_officer, agency=office.district, name="政务督查"),
            ),
            (
                "withdrawn",
                lambda: items.end(item=item, by=office.sun_li, day=LATER, kind="withdrawn", reason="误公开"),
            ),
            (
                "a document repealed",
                lambda: register.end_document(
                    **by_officer, document=document, ending="repealed", reason="已被代替"
                ),
            ),
            (
                "a decision begun",
                lambda: decisions.enter_stage(
                    **by_officer, decision=decision, stage="draft", today=DAY, until=date(2026, 4, 10)
                ),
            ),
            (
                "an account opened",
                lambda: channels.open_outlet(
                    **by_officer, agency=office.district, channel="wechat", name="云溪发布"
                ),
            ),
            (
                "a telephone",
                lambda: agencies.set_particulars(
                    by=office.sun_li, agency=office.district, day=DAY, phone="0999-1234567"
                ),
            ),
            (
                "another name",
                lambda: agencies.rename_agency(
                    by=office.operator, agency=office.district, name="云溪区政府办", day=DAY, reason="改名"
                ),
            ),
            ("the day passes", lambda: at(2026, 4, 20)),
        ],
    )


def test_reports_follow_what_is_released(filed, shelf):
    addresses = [
        reverse("portal:report", kwargs=REPORT),
        reverse("portal:reports"),
        reverse("portal:cell", kwargs={**REPORT, "cell": "table3.granted.total"}),
        reverse("portal:report_json", kwargs=REPORT),
    ]
    day = date(2025, 2, 3)

    def correct() -> None:
        annual.enter_figure(
            by=filed.li_qiang,
            agency=filed.district,
            year=2024,
            cell=ENTERED[0],
            value=1,
            source="台账",
            day=day,
        )
        check_report(filed, filed.district, 2024, day)
        filing = annual.file_report(by=filed.sun_li, agency=filed.district, year=2024, day=day, reason="漏登")
        annual.release_report(by=filed.sun_li, filing=filing, day=day)

    assert_followed(addresses, [("corrected", correct)])


def test_an_item_follows_what_is_asked_of_its_files_and_the_words_that_were_read(
    office, shelf, at, settings, tmp_path
):
    """The words are read at night, by no act of anybody."""
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"
    item = files.out(office, files.attached(office, drafted(office), files.pdf(), name="收费表.pdf"))
    sha256 = files.sha_of(item)
    TextLayer.objects.filter(sha256=sha256).delete()
    asked = []

    def ask() -> None:
        asked.append(items.ask_accessible(item=item, day=DAY, sha256=sha256, need="text"))

    assert_followed(
        [reverse("items:public_item", args=[item.pk])],
        [
            ("asked for", ask),
            (
                "answered",
                lambda: items.answer_accessible(
                    request=asked[0], by=office.li_qiang, day=DAY, outcome="handed"
                ),
            ),
            ("read", lambda: layering.read_layers(StoredFile.objects.filter(sha256=sha256))),
        ],
    )
