"""Do words of a sealed item stay in a table of another room, or in a column that nobody thought of?"""

from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.models import StoredFile
from gongkai_web.imports.models import TableImport
from gongkai_web.opinions.models import Answer, Call, Opinion, Prolonged
from gongkai_web.proposals.actions import propose
from gongkai_web.proposals.models import Proposal, ProposalDecision
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.documents.models import CleanUp
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.gazette.models import Entry
from gongkai_web.publishing.items import actions, queries, retold
from gongkai_web.publishing.items.actions import sealing
from gongkai_web.publishing.items.actions.attaching import owner_of, unfit_files
from gongkai_web.publishing.items.history_models import Sealed
from gongkai_web.publishing.items.kinds import Stage, State
from gongkai_web.publishing.items.link_models import DeadLink, LinkCheck
from gongkai_web.publishing.items.models import Batch, Edition, Item, Snapshot, SnapshotContent
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.publishing.sweeps.models import Hit, Sweep
from tests.people import receive
from tests.web.documents.registered import VERDICTS, approved_result, issue
from tests.web.items import written
from tests.web.items.test_documents import document
from tests.web.items.test_end import LATER, WORD, end, places_of
from tests.web.items.test_stock import again, begun, rows
from tests.web.items.test_work import listed
from tests.web.items.written import DAY, decide, drafted, fresh, keep_secrets, published

TITLE = f"{WORD}的位置"
# What leads to an item, or to what leads to it.
AROUND = {Item, Snapshot, Edition, Batch, CleanUp, Proposal, NormativeDocument, Call}
# Columns that hold a code, a digest, a number or the name of a person: no words of an item.
CODES = {
    "items.Item": {
        "index_number",
        "entry_key",
        "interpretation_class",
        "interpretation_author",
        "interpretation_form",
        "ending",
    },
    "items.Edition": {"versions", "writers"},
    "items.Snapshot": {"digest", "steps", "authors"},
    "items.Consultation": {"digest"},
    "items.OutsideReader": {"code_digest"},
    "items.AccessibleRequest": {"sha256"},
    "items.Editing": {"group"},
    "items.FormerText": {"group"},
    "items.Decision": {"content_hash", "points"},
    "items.Publication": {"person_name"},
    "items.Ending": {"kind"},
    "items.Sealed": {"what", "digest"},
    # Who keeps the secrets alone reads it.
    "items.Incident": {"facts", "conclusion"},
    # These rows go with it (`sealing`).
    "items.ItemChannel": {"code", "column_code", "ending"},
    "items.ItemField": {"code", "column_code", "ending"},
    "items.ItemSite": {"column_code", "ending"},
    "sweeps.Hit": {"code"},
    "proposals.Proposal": {"proposer_name"},
    "proposals.ProposalDecision": {"content_hash"},
    "opinions.Call": {"keys", "results_digest"},
    "opinions.Opinion": {"clause", "submission_key", "code_digest"},
    "opinions.Prolonged": {"person_name"},
    "opinions.Answer": {"person_name"},
    "publishing.DocumentChange": {"void_reason"},
    "imports.TableImport": {"table", "digest", "token"},
}
# What the act of sealing itself takes out, in its own room and in the register of documents.
OWN = {
    "items.Item": set(sealing._WORDS),
    "items.Edition": {"content", "touched", "waits"},
    "items.SnapshotContent": {"content"},
    "items.FormerText": {"values"},
    "items.Consultation": {"content", *sealing._ASKED},
    "publishing.DocumentChange": {"basis", "reason"},
}


def texts_of(model) -> set[str]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return {
        field.name for field in model._meta.concrete_fields if isinstance(field, kinds) and not field.choices
    }


def taken_out() -> dict[str, set[str]]:
    found = {label: set(columns) for label, columns in OWN.items()}
    for _, model, _, words in sealing._BESIDE:
        found.setdefault(model._meta.label, set()).update(words)
    for one in retold.retellings().values():
        found.setdefault(one.rows._meta.label, set()).update(one.words)
    return found


def test_every_column_of_words_that_leads_to_an_item_is_taken_out():
    """A new table, or a new column of one, has to say what becomes of it."""
    known, forgotten = taken_out(), {}
    for model in apps.get_models(include_auto_created=True):
        related = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
        label = model._meta.label
        left = texts_of(model) - known.get(label, set()) - CODES.get(label, set())
        if related & AROUND and left:
            forgotten[label] = left
    assert forgotten == {}


def planted(office, item) -> None:
    """Rows of every room that tell its title, as if people had typed it everywhere."""
    given = {"agency": office.district, "title": TITLE}
    asked = Proposal(**given, proposed_on=DAY, proposed_by=office.li_qiang, proposer_name="王芳", item=item)
    asked.grounds = asked.opinion = asked.place = TITLE
    asked.save()
    said = {"step": 0, "role": "head", "person": office.sun_li, "approved": True, "day": DAY}
    ProposalDecision.objects.create(proposal=asked, note=TITLE, content_hash="", **said)
    CleanUp.objects.create(
        **given, as_of=DAY, reason=TITLE, begun_by=office.li_qiang, begun_on=DAY, item=item
    )
    sweep = Sweep.objects.create(agency=office.district, kind="words", begun_by=office.li_qiang, begun_on=DAY)
    Hit.objects.create(sweep=sweep, item=item, code="words", places=1, reason=f"{TITLE}不用改")
    check = LinkCheck.objects.create(key="1", verdict="dead", said="404", checked_on=DAY)
    DeadLink.objects.create(item=item, check_of=check, address=f"https://site.example/{TITLE}")
    batch = Batch.objects.create(
        **given, reason=f"旧网站的{TITLE}等", entered_by=office.li_qiang, entered_on=DAY, stage=Stage.DONE
    )
    Item.objects.filter(pk=item.pk).update(batch=batch)
    call = Call.objects.create(
        agency=office.district,
        item=item,
        snapshot=item.live,
        opens_on=DAY,
        until=DAY,
        reason=TITLE,
        reads=TITLE,
    )
    by = {"call": call, "day": DAY, "reason": TITLE, "person_id": office.li_qiang.pk, "person_name": "李强"}
    Prolonged.objects.create(**by, before=DAY, until=DAY)
    answer = Answer.objects.create(**by, verdict="adopted", summary=TITLE)
    Opinion.objects.create(call=call, number=1, text=TITLE, note=TITLE, received_on=DAY, answer=answer)
    TableImport.objects.create(
        agency=office.district,
        by=office.li_qiang,
        table="stock",
        batch=batch,
        name=f"{TITLE}.csv",
        day=DAY,
        total=1,
    )


def test_what_others_wrote_of_it_is_nowhere_and_the_secrecy_office_reads_it(office, client):
    item = published(office, content={"title": TITLE})
    planted(office, item)
    before = set(places_of(TITLE))
    by_key = [one for one in retold.retellings().values() if one.ways]  # the others: the test below
    rooms = {one.rows._meta.label for one in by_key}
    assert before >= rooms - {"gazette.Entry", "documents.CleanUpRow"}
    end(office, item, "secret", by=office.chen_jing)
    assert places_of(TITLE) == []
    assert [str(one) for one in (Proposal.objects.get(), CleanUp.objects.get())] == ["（已封存）"] * 2
    assert Batch.objects.get().reason == "旧网站的（已封存）等"
    opened = actions.open_sealed(item=fresh(item), by=office.chen_jing, day=LATER, reason="查处")
    kept = Proposal.objects.get()
    assert opened[f"proposal:{kept.pk}:{item.pk}"]["place"] == TITLE


def test_the_secrecy_office_reads_whose_row_said_it(office, client):
    item = published(office, content={"title": TITLE})
    planted(office, item)
    end(office, item, "secret", by=office.chen_jing)
    client.force_login(office.chen_jing, backend="django.contrib.auth.backends.ModelBackend")
    said = client.post(f"/office/items/sealed/{item.pk}/", {"reason": "查处"}).content.decode()
    kept = Proposal.objects.get()
    assert f"转主动公开 {kept.pk}" in said
    assert "审核意见" in said


def test_the_trail_bears_out_what_stands_in_an_issue_and_a_clean_up(office):
    """What the acts wrote: the section of an issue, the title of a clean-up, the words of a proposal."""
    item = published(office, content={"title": TITLE})
    given = {"by": office.li_qiang, "agency": office.district, "day": DAY}
    number = gazette.open_issue(**given, year=2026, number=1, total=1, issued_on=DAY)
    gazette.place_item(issue=number, by=office.li_qiang, day=DAY, item=item, section=TITLE)
    asked = [receive(office, DAY), receive(office, DAY, applicant_name="示范建材公司")]
    Proposal.objects.filter(pk=propose(**given, title=TITLE, cases=asked).pk).update(item=item)
    end(office, item, "secret", by=office.chen_jing)
    assert places_of(TITLE) == []
    assert Entry.objects.get().section == ""
    assert verify().sound


def test_a_document_that_is_sealed_leaves_the_clean_ups_that_judged_it(office):
    """Its verdict stays; why, and a title that named it, go; the result that lists it is named to look at."""
    held = document(office, title=TITLE, formed_on=DAY, effective_from=DAY, expires_on=date(2031, 3, 1))
    text = published(office, content=held)
    text = fresh(text)
    assert text.document is not None
    others = [issue(office, f"云政办〔2024〕{number}号", f"第{number}件") for number in (1, 2)]
    one, edition = approved_result(office, [*others, text.document])
    CleanUp.objects.filter(pk=one.pk).update(reason=f"因{TITLE}而清理")
    one.rows.update(reason=f"{TITLE}的理由")
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    end(office, text, "secret", by=office.chen_jing)
    assert CleanUp.objects.get().reason == "因（已封存）而清理"
    assert one.rows.get(document=text.document_id).reason == ""
    assert one.rows.get(document=text.document_id).verdict == VERDICTS[2].verdict
    assert list(queries.beside(fresh(text), LATER)) == [fresh(edition.item)]


@pytest.mark.parametrize("handed_in", [False, True])
def test_a_row_that_is_sealed_holds_up_no_batch(office, handed_in):
    batch = begun(office)
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=rows(TITLE, "乙"))
    manifest = actions.submit_batch(batch=again(batch), by=office.li_qiang, day=DAY)
    if not handed_in:
        seen = manifest.digest
        given = {"batch": batch, "day": DAY, "approve": True, "seen": seen}
        actions.decide_batch(by=office.zhao_min, **given)
        secrecy = {
            "note": "不涉密",
            "basis": "《保守国家秘密法》第三十五条",
            "points": {"manifest": "public"},
        }
        actions.decide_batch(by=office.chen_jing, **given, **secrecy)
        actions.decide_batch(by=office.sun_li, **given)
    end(office, Item.objects.get(title=TITLE), "secret", by=office.chen_jing)
    if handed_in:
        assert again(batch).stage == Stage.DRAFTING
        return
    assert actions.publish_batch(batch=again(batch), by=office.li_qiang, day=DAY) == 1
    assert Item.objects.get(title="乙").state == State.LIVE
    assert verify().sound


def test_a_manifest_that_named_it_is_sealed_and_still_proved(office):
    batch = actions.begin_batch(
        by=office.li_qiang, agency=office.district, day=DAY, title=f"{TITLE}等", reason="旧网站迁移"
    )
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=rows(TITLE, "乙"))
    manifest = actions.submit_batch(batch=again(batch), by=office.li_qiang, day=DAY)
    end(office, Item.objects.get(title=TITLE), "secret", by=office.chen_jing)
    assert again(batch).title == "（已封存）等"
    assert not SnapshotContent.objects.filter(snapshot=manifest).exists()
    assert Sealed.objects.filter(what=f"snapshot:{manifest.pk}").exists()
    assert verify().sound


def test_what_others_typed_of_it_names_it_no_more(office):
    """By which decision a document or an item ended is typed in free words, at any agency."""
    number = "云密办〔2026〕9号"
    item = published(office, content={"title": TITLE, "document_number": number})
    said = f"《{TITLE}》（{number}）第三条"
    row = issue(office, "云政规〔2024〕3号", "旧办法")
    ended = {"day": DAY, "ending": "repealed"}
    register.end_document(by=office.sun_li, document=row, **ended, basis=said, reason=f"{TITLE}已有规定")
    other = published(office, content={"title": "云溪区旧的停车收费标准"})
    end(office, other, "out_of_force", basis=said)
    end(office, item, "secret", by=office.chen_jing, reason="涉密")
    assert set(places_of(TITLE)) | set(places_of(number)) <= {"audit.AuditLine"}
    for address in (f"/items/{other.pk}/", f"/documents/{row.pk}/", "/documents/"):
        page = Client().get(address).content.decode()
        assert TITLE not in page
        assert number not in page
        assert "（已封存）" in page
    found = actions.open_sealed(item=fresh(item), by=office.chen_jing, day=LATER, reason="查处")
    assert said in [words.get("basis") for words in found.values()]
    assert verify().sound


def test_a_file_that_went_with_it_is_found_by_no_words_of_it_where_else_it_was(office):
    """Its bytes are sealed at every item of the agency: so are its words in the search, and its name."""
    given = {"by": office.li_qiang, "day": DAY}
    items = []
    for title in ("停车收费标准甲", "停车收费标准乙"):
        edition = drafted(office, content={"title": title})
        actions.attach(edition=edition, **given, upload_name="清单.txt", content=WORD.encode(), seen=1)
        items.append(gone_out(office, edition))
    assert WORD in Client().get("/search/?q=停车收费标准").content.decode()
    end(office, items[0], "secret", by=office.chen_jing, reason="涉密")
    assert WORD not in Client().get("/search/?q=停车收费标准乙").content.decode()
    assert places_of(WORD) == []
    page = Client().get(f"/items/{items[1].pk}/").content.decode()
    assert "停车收费标准乙" in page
    assert "清单.txt" not in page


@pytest.mark.parametrize("how", ["looked_at", "ended"])
def test_who_keeps_secrets_where_the_same_file_is_public_is_asked_to_look(office, client, how):
    """陈静 seals it in 云溪区; in 白石县, where 何静 keeps secrets, it stays public until she looked."""
    given = {"by": office.li_qiang, "day": DAY}
    items = []
    for title in (TITLE, "停车收费标准乙"):
        edition = drafted(office, content={"title": title})
        actions.attach(edition=edition, **given, upload_name="清单.txt", content=b"1", seen=1)
        items.append(gone_out(office, edition))
    Item.objects.filter(pk=items[1].pk).update(agency=office.county)
    StoredFile.objects.filter(owner=owner_of(items[1])).update(agency=office.county)
    appointed = {"by": office.operator, "person": office.he_jing, "agency": office.county}
    agencies.appoint(**appointed, role="secrecy", since=DAY, reason="任命")
    end(office, items[0], "secret", by=office.chen_jing, reason="涉密")
    (row,) = (one for one in listed(office.he_jing, LATER) if one.act.label == "核对")
    assert (row.title, row.marks[0].text) == ("停车收费标准乙", "同一份文件在本机关也公开着，请核对")
    assert not any(one.act.label == "核对" for one in listed(office.chen_jing, LATER))
    client.force_login(office.he_jing, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(row.href).content.decode()
    assert f'href="/office/items/{items[1].pk}/"' in page
    assert TITLE not in page
    assert "清单.txt" in Client().get(f"/items/{items[1].pk}/").content.decode()
    if how == "looked_at":
        assert client.post(row.href, {"conclusion": "不涉密"}).status_code == 302
    else:
        end(office, items[1], "withdrawn", by=office.he_jing)
    assert not any(one.act.label == "核对" for one in listed(office.he_jing, LATER))


def test_the_same_bytes_go_out_nowhere_again_before_somebody_said_why(office):
    """陈静 seals a file; 何静 has the same one in a draft in 白石县 and is stopped."""
    given = {"upload_name": "清单.txt", "content": WORD.encode(), "seen": 1}
    first = drafted(office, content={"title": TITLE})
    actions.attach(edition=first, by=office.li_qiang, day=DAY, **given)
    public = gone_out(office, first)
    second = drafted(office, content={"title": "停车收费标准乙"})
    actions.attach(edition=second, by=office.li_qiang, day=DAY, **given)
    StoredFile.objects.filter(owner=owner_of(second.item)).update(agency=office.county)
    assert [code for code, _ in unfit(second)] == []
    end(office, public, "secret", by=office.chen_jing, reason="涉密")
    ((code, said),) = unfit(second)
    assert code == "file-asked"
    assert "与涉密紧急撤下的一份文件一个字节不差的内容（先由保密审查员核对）" in said
    assert TITLE not in said
    with pytest.raises(Refused, match="一个字节不差"):
        actions.submit(edition=written.again(second), by=office.li_qiang, day=LATER, looked="迟了")
    (file,) = StoredFile.objects.filter(owner=owner_of(second.item))
    files.accept_findings(file=file, by=office.he_jing, day=LATER, reason="保密审查员核对：不涉密")
    assert unfit(second) == []


def unfit(edition):
    kept = written.again(edition)
    return list(unfit_files(kept.content, LATER, lambda: kept.item))


def gone_out(office, edition):
    """What 李强 drafted is public."""
    actions.submit(edition=written.again(edition), by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=written.again(edition), by=office.li_qiang, day=DAY)
    return fresh(edition.item)
