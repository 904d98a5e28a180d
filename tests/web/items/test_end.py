"""How does each end look from outside, and is what was sealed nowhere any more?"""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions as files
from gongkai_web.files import queries as stored
from gongkai_web.files import store
from gongkai_web.files.models import Acceptance, Examination, StoredFile
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.items import actions, answers, queries
from gongkai_web.publishing.items.history_models import Incident, Sealed
from gongkai_web.publishing.items.kinds import State
from gongkai_web.publishing.items.models import Item, SnapshotContent
from tests.web.items.written import (
    CONTENT,
    DAY,
    again,
    approved,
    decide,
    drafted,
    fresh,
    keep_secrets,
    published,
    submitted,
)
from tests.web.public_pages.conftest import shelf  # noqa: F401 – pages are kept

LATER = date(2026, 5, 6)
WORD = "甲字七号仓库"


def end(office, item, kind, *, by=None, **changes):
    given = {"reason": "核对后办理", "day": LATER, **changes}
    return actions.end(item=item, by=by or office.sun_li, kind=kind, **given)


def answer(item):
    found = answers.answer(fresh(item), LATER)
    return found.status, found.sentence, found.successor


def test_what_was_replaced_leads_to_what_replaces_it(office):
    old, new = published(office), published(office)
    end(office, old, "replaced", successor=new)
    assert answer(old) == (301, "", new)
    assert list(queries.live()) == [new]


def test_who_comes_by_the_old_address_reads_that_the_text_replaces_another(office, shelf):  # noqa: F811
    """Of a page that is kept, too: the number and the day, nothing of what the old one said."""
    old, new = published(office, content={"title": "停车收费标准（原稿）"}), published(office)
    before = Client().get(f"/items/{new.pk}/").content.decode()
    end(office, old, "replaced", successor=new)
    page = Client().get(f"/items/{old.pk}/", follow=True).content.decode()
    assert old.index_number not in before
    assert f"更正替换：代替索引号 {old.index_number} 的信息" in page
    record = page[page.index("更新记录") :]
    assert str(LATER) in record
    assert "原稿" not in page
    end(office, fresh(old), "secret", by=office.chen_jing)
    assert old.index_number not in Client().get(f"/items/{new.pk}/").content.decode()


def test_no_address_leads_twice(office):
    first, second, third = (published(office) for _ in range(3))
    end(office, first, "replaced", successor=second)
    end(office, second, "merged", successor=third)
    assert answer(first) == answer(second) == (301, "", third)
    assert fresh(first).successor == third


def test_no_address_leads_in_a_circle_or_to_nothing(office):
    first, second = published(office), published(office)
    end(office, first, "replaced", successor=second)
    with pytest.raises(Refused, match="现在没有公开"):
        end(office, second, "replaced", successor=first)
    for successor in (None, second):
        with pytest.raises(Refused, match="须选定转到哪一条信息，不能是它自己"):
            end(office, second, "replaced", successor=successor)
    with pytest.raises(Refused, match="现在没有公开"):
        end(office, second, "replaced", successor=drafted(office).item)


def test_what_led_to_something_that_is_gone_says_so(office):
    first, second = published(office), published(office)
    end(office, first, "replaced", successor=second)
    end(office, second, "withdrawn")
    assert answer(first) == (410, "这条信息已于 2026-05-06 撤回。", None)


def test_what_is_out_of_force_is_still_read_and_marked(office):
    item = published(office)
    with pytest.raises(Refused, match="须写明依据"):
        end(office, item, "out_of_force")
    made = end(office, item, "out_of_force", basis="云政办〔2026〕5号")
    assert answer(item) == (200, "本件自 2026-05-06 起废止、失效，仅供查阅。", None)
    assert (made.basis, list(queries.listed(LATER))) == ("云政办〔2026〕5号", [item])
    assert queries.text_of(fresh(item).live)["body"] == CONTENT["body"]


def test_what_was_archived_is_read_at_its_address_and_listed_nowhere(office):
    item = published(office)
    end(office, item, "archived")
    assert answer(item)[0] == 200
    assert not queries.listed(LATER).exists()
    assert queries.live().get() == item


def test_a_list_of_persons_goes_when_its_time_is_over(office):
    item = published(office)
    end(office, item, "list_expired")
    assert answer(item) == (410, "这份名单的公示期已满，已于 2026-05-06 撤下。", None)
    assert not queries.visible(AnonymousUser(), LATER).exists()
    assert queries.visible(office.zhou_jie, LATER).get() == item
    with pytest.raises(Refused, match="已经终止（名单到期下架），不能再修改"):
        actions.begin(item=fresh(item), by=office.li_qiang, day=LATER)


def test_what_was_withdrawn_by_mistake_comes_back_by_another_review(office):
    item = published(office)
    end(office, item, "withdrawn", by=office.li_qiang)
    edition = actions.begin(item=fresh(item), by=office.li_qiang, day=LATER)
    actions.submit(edition=edition, by=office.li_qiang, day=LATER)
    decide(office.zhao_min, edition, LATER)
    keep_secrets(office.chen_jing, edition, LATER)
    decide(office.sun_li, edition, LATER)
    assert answer(item)[0] == 410
    actions.publish(edition=edition, by=office.li_qiang, day=LATER)
    item = fresh(item)
    assert (item.state, item.ending, item.published_on) == (State.LIVE, "", DAY)
    assert answer(item) == (200, "", None)


def test_who_may_end_and_who_may_take_down_at_once(office):
    item = published(office)
    for person in (office.li_qiang, office.chen_jing, office.zhou_jie, office.operator):
        with pytest.raises(NotAllowed):
            end(office, item, "archived", by=person)
    for person in (office.zhou_jie, office.he_jing, office.operator, office.stranger):
        with pytest.raises(NotAllowed):
            end(office, item, "secret", by=person)
    end(office, item, "secret", by=office.chen_jing)


def test_what_is_not_public_or_ended_already_does_not_end(office):
    with pytest.raises(Refused, match="还没有公开，没有可以终止的"):
        end(office, drafted(office).item, "archived")
    item = published(office)
    end(office, item, "withdrawn")
    with pytest.raises(Refused, match="已于 2026-05-06“误公开撤回”"):
        end(office, item, "archived")
    with pytest.raises(Refused, match="不认识的终止方式「lost」"):
        end(office, item, "lost")
    with pytest.raises(Refused, match="须写明理由"):
        end(office, published(office), "archived", reason=" ")


def test_what_ends_does_not_go_out_at_its_time(office, settings):
    edition = approved(office)
    item = published(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    noon = timezone.now()
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=noon, now=noon.replace(year=2020))
    end(office, item, "withdrawn")
    assert actions.publish_due(noon) == []
    assert (fresh(item).live, fresh(item).scheduled) == (None, None)


def secret(office):
    """An item, live and in work, whose every field says what it must not – and all that was said of it."""
    edition = drafted(
        office,
        content={
            "title": f"{WORD}的位置",
            "summary": WORD,
            "body": f"<p>{WORD}</p>",
            "document_number": f"{WORD}1号",
            "change_note": f"补充{WORD}的位置",
        },
    )
    given = {"edition": edition, "by": office.li_qiang, "day": DAY}
    actions.attach(**given, upload_name=f"{WORD}.txt", content=b"2026", seen=1)
    file = StoredFile.objects.get(owner=f"items.Item:{edition.item_id}")
    excerpt = [{"kind": "comment", "where": "第 1 页", "excerpt": WORD, "count": 1}]
    Examination(sha256=file.sha256, edition=0, findings=excerpt).save()
    Acceptance(file=file, reason=f"{WORD}可以公开", person=office.li_qiang, day=DAY).save()
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY, looked=f"{WORD}已核对")
    decide(office.zhao_min, edition, note=f"{WORD}属实")
    keep_secrets(office.chen_jing, edition, note=f"{WORD}不涉密", basis=f"关于{WORD}的通知")
    decide(office.sun_li, edition)
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    item = fresh(edition.item)
    catalogue.keep_contact(
        by=office.sun_li, agency=office.district, day=DAY, name="电话", kind="phone", value="0991-2825555"
    )
    subject = f"items.Item:{item.pk}"
    catalogue.note_uses(agency=office.district, subject=subject, title=item.title, names=["电话"])
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    changed = {"body": f"<p>{WORD}，更新</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=changed, seen=1)
    return item


def places_of(word: str) -> list[str]:
    """Every table of the database that holds the word."""
    return [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and any(word in str(row) for row in model._default_manager.values_list())
    ]


def test_what_was_sealed_is_nowhere_and_says_nothing(office):
    item = secret(office)
    assert places_of(WORD) != []
    end(office, item, "secret", by=office.li_qiang, reason="发现含有不应公开的内容")
    assert places_of(WORD) == []
    assert answer(item) == (410, "您要看的信息不存在或者已经撤下。", None)
    for person in (office.li_qiang, office.sun_li, office.zhou_jie, office.chen_jing, AnonymousUser()):
        assert not queries.visible(person, LATER).filter(pk=item.pk).exists()
        assert not queries.editions(person, LATER).exists()
        assert not queries.snapshots(person, LATER).exists()
    assert not SnapshotContent.objects.exists()
    assert queries.under_way(item) is None


def test_the_secrecy_office_alone_opens_what_was_sealed_and_an_incident_is_open(office):
    item = secret(office)
    end(office, item, "secret", by=office.li_qiang, reason="发现含有不应公开的内容")
    incident = Incident.objects.get(item=item)
    assert (incident.facts, incident.closed_on) == ("发现含有不应公开的内容", None)
    assert queries.sealed(office.chen_jing, LATER).get() == item
    assert not queries.sealed(office.sun_li, LATER).exists()
    with pytest.raises(NotAllowed, match="保密审查员"):
        actions.open_sealed(item=item, by=office.sun_li, day=LATER, reason="查看")
    found = actions.open_sealed(item=item, by=office.chen_jing, day=LATER, reason="查处")
    texts = [words["body"] for what, words in found.items() if what.startswith("snapshot:")]
    assert texts == [f"<p>{WORD}</p>"]
    assert found[f"item:{item.pk}"]["title"] == f"{WORD}的位置"
    actions.close_incident(
        incident=incident, by=office.chen_jing, day=LATER, conclusion="已报保密行政管理部门"
    )
    with pytest.raises(Refused, match="已于 2026-05-06 了结"):
        actions.close_incident(incident=incident, by=office.chen_jing, day=LATER, conclusion="再次")


def test_sealed_is_sealed(office):
    item = secret(office)
    old = fresh(item).live
    end(office, item, "secret")
    for act in (
        lambda: actions.begin(item=fresh(item), by=office.li_qiang, day=LATER),
        lambda: actions.take_up(snapshot=old, by=office.li_qiang, day=LATER, reason="恢复"),
        lambda: actions.set_readers(item=item, by=office.li_qiang, day=LATER, readers="agency"),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused, match="已经封存"):
        end(office, item, "archived")
    sealed = [one.what.partition(":")[0] for one in Sealed.objects.filter(item=item).order_by("pk")]
    texts = ["item", "edition", "edition", "former", "snapshot"]
    assert sealed == [*texts, "publication", "ending", "looked", *["decision"] * 2, "files", "line"]


def test_a_draft_can_be_sealed_before_anybody_read_it(office):
    item = submitted(office, content={"title": WORD}).item
    end(office, item, "secret", by=office.chen_jing)
    assert places_of(WORD) == []
    assert again(item.editions.get()).stage == "dropped"


@pytest.mark.django_db(transaction=True)
def test_the_files_of_what_was_sealed_lie_nowhere_in_the_open(office, settings, tmp_path):
    settings.DATA = tmp_path
    item, data = published(office), f"{WORD}的名单".encode()
    file = files.store_file(
        agency=office.district,
        owner=f"items.Item:{item.pk}",
        purpose="information",
        upload_name="名单.txt",
        content=data,
        by=office.li_qiang,
        day=DAY,
    )
    end(office, item, "secret")
    assert not stored.visible(office.li_qiang, LATER).exists()
    with pytest.raises(store.LostError):
        store.read(file.sha256)
    assert data not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert store.unsealed(file.sha256) == data
    assert Item.objects.get(pk=item.pk).sealed


@pytest.mark.django_db(transaction=True)
def test_what_was_sealed_comes_under_a_new_key_too(office, settings, tmp_path):
    settings.DATA = tmp_path
    item = secret(office)
    given = {"agency": office.district, "owner": f"items.Item:{item.pk}", "purpose": "information"}
    content = f"{WORD}的名单".encode()
    file = files.store_file(**given, upload_name="名单.txt", content=content, by=office.li_qiang, day=DAY)
    end(office, item, "secret")
    former = settings.IDENTITY_KEYS
    settings.IDENTITY_KEYS = ("another key", *former)
    call_command("reencrypt")
    settings.IDENTITY_KEYS = ("another key",)
    found = actions.open_sealed(item=item, by=office.chen_jing, day=LATER, reason="查处")
    assert found[f"item:{item.pk}"]["title"] == f"{WORD}的位置"
    assert store.unsealed(file.sha256) == content
    settings.IDENTITY_KEYS = ("another key", *former)
    assert verify().sound


def test_what_was_withdrawn_comes_back_by_a_new_review_alone(office):
    """Its next text was approved before anybody saw that it must not be public."""
    item = published(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    end(office, item, "withdrawn")
    with pytest.raises(Refused, match="“起草”，不能发布"):
        actions.publish(edition=again(edition), by=office.li_qiang, day=LATER)
    assert fresh(item).draft is None
    assert verify().sound


def test_a_link_from_before_the_withdrawal_opens_nothing(office):
    item = published(office)
    given = {"by": office.li_qiang, "name": "法律顾问", "purpose": "核对"}
    _, code = actions.let_read(snapshot=item.live, day=LATER, until=LATER, once=False, **given)
    end(office, item, "withdrawn")
    with pytest.raises(Refused, match="链接已经失效"):
        actions.read_outside(code=code, now=timezone.now(), day=LATER)
