"""Does every form of the office wait, as it was typed, for whoever leaves it by a link?"""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from lxml import html

from gongkai.pages.facts import Found
from gongkai.publication.words import sectors
from gongkai_web.agencies.models import Person
from gongkai_web.annual import actions as annual
from gongkai_web.annual.aggregation import actions as aggregation
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.annual.campaign.collecting.models import Incoming
from gongkai_web.office import unfinished
from gongkai_web.office.kept import keeps_typed
from gongkai_web.oversight.assessment import actions as assessing
from gongkai_web.oversight.assessment.scheme import Given
from gongkai_web.oversight.bulletins import actions as bulletins
from gongkai_web.oversight.inspection.actions import runs, visits
from gongkai_web.oversight.inspection.actions.ending import end_run
from gongkai_web.oversight.rectification import actions as mending
from gongkai_web.oversight.workplan import actions as workplan
from gongkai_web.portal.search import actions as searching
from gongkai_web.proposals import actions as proposals
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.models import Column, StandardItem
from gongkai_web.publishing.channels import actions as channels
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.items import actions as publishing
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.registers.declared import REPORTED_UP
from gongkai_web.publishing.sweeps import actions as sweeps
from gongkai_web.publishing.sweeps.models import Hit
from gongkai_web.publishing.wording import actions as wording
from gongkai_web.registers import actions as registers
from gongkai_web.search.models import Entry
from tests.people import check_report, receive
from tests.web.aggregation import sums
from tests.web.aggregation.sums import OFFICE, whole
from tests.web.annual.test_file import ENTERED
from tests.web.catalogue.test_standard import JOB
from tests.web.catalogue.test_standard import entered as standard
from tests.web.collecting.lists import BUREAU, campaign_of, hand_in
from tests.web.corrections.test_corrections import asked
from tests.web.documents.registered import begun, issue
from tests.web.interaction import written as messages
from tests.web.items import written as items
from tests.web.letters.written import SEPTEMBER, drafted, furnish
from tests.web.opinions import asked as opinions
from tests.web.rectification.found import found as found_at

BACKEND = "django.contrib.auth.backends.ModelBackend"
HOME, TYPED = "/office/", "李强填了一半的话"
AGENCIES = "/office/agencies/"  # a page of the office that costs little


@pytest.fixture(autouse=True)
def _in_september(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)


@pytest.fixture
def pages(town):
    """Each form under `keeps_typed`: its address, who opens it, and one of its fields."""
    return forms_of(town)


def forms_of(town):
    """A town in which every form under `keeps_typed` can be opened: address, person and field by name."""
    furnish(town)
    case = receive(town, date(2024, 9, 2))
    company = {"applicant_name": "示范建材公司", "applicant_kind": "commercial_enterprise"}
    same = [case, receive(town, date(2024, 9, 3), **company)]
    given = {"by": town.li_qiang, "agency": town.district, "day": SEPTEMBER, "title": "补偿方案"}
    taken = proposals.propose(**given, cases=same)
    proposals.decide_proposal(proposal=taken, by=town.sun_li, day=SEPTEMBER, publish=True, opinion="同意")
    told = proposals.propose(**given, cases=same)
    proposals.decide_proposal(proposal=told, by=town.sun_li, day=SEPTEMBER, publish=True, opinion="同意")
    proposals.record_publication(proposal=told, by=town.li_qiang, day=SEPTEMBER, place="政府网站")
    proposal = proposals.propose(**given, cases=same)
    correction = asked(town, SEPTEMBER)
    letter = drafted(town, receive(town, date(2024, 9, 4)), "L12")
    li, sun, operator = town.li_qiang, town.sun_li, town.operator
    return {
        "casework:intake": (reverse("casework:intake"), li, "title"),
        "casework:act": (reverse("casework:act", args=[case.pk, "note_talk"]), li, "content"),
        "casework:undo_event": (
            reverse("casework:undo_event", args=[case.pk, case.events.last().pk]), li, "reason"),
        "casework:applicant": (reverse("casework:applicant", args=[case.pk, 1]), li, "reason"),
        "letters:new": (f"{reverse('letters:new', args=[case.pk, 'reply'])}?kind=L12", li, "places"),
        "letters:edit": (reverse("letters:edit", args=[letter.pk]), li, "places"),
        "letters:bulk": (f"{reverse('letters:bulk')}?kind=L12", li, "places"),
        "corrections:correction_new": (reverse("corrections:correction_new"), li, "record"),
        "corrections:correction_decide": (
            reverse("corrections:correction_decide", args=[correction.pk]), li, "detail"),
        "corrections:correction_tell": (
            reverse("corrections:correction_tell", args=[correction.pk]), li, "day"),
        "corrections:correction_void": (
            reverse("corrections:correction_void", args=[correction.pk, correction.events.last().pk]),
            li, "reason"),
        **_of_items(town),
        **_of_opinions(town),
        **_of_the_catalogue(town),
        **_of_channels(town),
        **_of_decisions(town),
        **_of_gazette(town),
        **_of_report(town),
        **_of_collecting(town),
        **_of_sums(town),
        "api:new": (reverse("api:new"), town.sun_li, "label"),
        **_of_documents(town),
        **_of_search(town),
        **_of_registers(town),
        **_of_the_plan(town),
        **_of_inspection(town),
        **_of_rectification(town),
        **_of_bulletins(town),
        **_of_assessment(town),
        **_of_wording(town),
        **_of_sweeps(town),
        **_of_messages(town),
        "schedule:notice": (reverse("schedule:notice"), operator, "number"),
        "proposals:proposal_new": (reverse("proposals:proposal_new"), li, "title"),
        "proposals:proposal_decide": (
            reverse("proposals:proposal_decide", args=[proposal.pk]), sun, "opinion"),
        "proposals:proposal_published": (
            reverse("proposals:proposal_published", args=[taken.pk]), li, "place"),
        "proposals:proposal_mend": (reverse("proposals:proposal_mend", args=[told.pk]), li, "place"),
        "proposals:proposal_reopen": (reverse("proposals:proposal_reopen", args=[taken.pk]), sun, "reason"),
        "staffing:found": (reverse("staffing:found"), operator, "name"),
        "staffing:agency": (reverse("staffing:agency", args=["yunxi"]), operator, "address"),
    }  # fmt: skip


def _of_wording(town):
    """A word of 云溪区."""
    given = {"by": town.li_qiang, "agency": town.district, "day": SEPTEMBER, "kind": "word"}
    word = wording.add_word(**given, text="便民大厅", right="便民服务中心", reason="改名")
    return {
        "wording:add": (reverse("wording:add"), town.li_qiang, "reason"),
        "wording:end": (reverse("wording:end", args=[word.pk]), town.li_qiang, "reason"),
    }


def _of_search(town):
    """A document that 云溪区 recommends for a word."""
    entry = Entry.objects.filter(subject="documents", agency=town.district.pk).first()
    given = {"by": town.li_qiang, "agency": town.district, "entry": entry, "words": "停车"}
    one = searching.recommend(**given, last=SEPTEMBER, reason="咨询集中", day=SEPTEMBER)
    recommend = reverse("portal:recommend", args=[entry.subject, entry.key])
    return {
        "portal:recommend": (recommend, town.li_qiang, "reason"),
        "portal:end_recommendation": (
            reverse("portal:end_recommendation", args=[one.pk]), town.li_qiang, "reason"),
    }  # fmt: skip


def _of_messages(town):
    """A message of 云溪区 that nobody has received, one under review and one with a public answer."""
    li, new, review = town.li_qiang, messages.sent(town, SEPTEMBER), messages.sent(town, SEPTEMBER)
    messages.drafted(town, review, SEPTEMBER)
    public = messages.answered(town, messages.sent(town, SEPTEMBER), SEPTEMBER)
    given = {"visible_on": date(2024, 12, 31)}
    promised = messages.answered(town, messages.sent(town, SEPTEMBER), SEPTEMBER, **given)
    act = {"assign": "unit", "transfer": "reason", "draft": "what"}
    done = {"reopen": "words", "withdraw": "reason"}
    return {
        **{f"interaction:{name}": (_at(name, new.pk), li, field) for name, field in act.items()},
        **{f"interaction:{name}": (_at(name, public.pk), li, field) for name, field in done.items()},
        "interaction:new": (_at("new", "fault"), li, "outside_number"),
        "interaction:changed": (_at("changed", promised.pk), li, "looked"),
        "interaction:decide": (_at("decide", review.pk), town.zhao_min, "opinion"),
        "interaction:void": (_at("void", public.pk, public.events.last().pk), li, "reason"),
    }


def _of_opinions(town):
    """A draft of 云溪区 on which opinions are asked, one of which was looked at; and another draft."""
    content, chen = {"formed_on": date(2024, 9, 2)}, Person.objects.get(username="chenjing")
    office = SimpleNamespace(**vars(town), chen_jing=chen)
    asked_on, other = (opinions.parking(office, SEPTEMBER, **content) for _ in range(2))
    call = opinions.called(town, asked_on, SEPTEMBER, date(2024, 12, 31))
    opinion = opinions.looked(town, opinions.sent(call), day=SEPTEMBER)
    given = {"by": town.li_qiang, "day": SEPTEMBER, "reason": "来信很多"}
    opinions.actions.prolong(call=call, until=date(2025, 1, 31), **given)
    back = catalogue.send_back(held=town.district.held_words.get(agreed=None), **given)
    at = {name: ([call.pk], "reason") for name in ("prolong", "answer")} | {
        "open": ([other.pk], "reason"),
        "stop": ([call.pk], "reason"),
        "rewrite": ([back.pk], "words"),
        "look_several": ([call.pk], "note"),
        "register_table": ([call.pk], "rows"),
        "register": ([call.pk], "name"),
        "look": ([call.pk, opinion.pk], "note"),
    }
    found = {
        f"opinions:{name}": (reverse(f"opinions:{name}", args=key), town.li_qiang, field)
        for name, (key, field) in at.items()
    }
    address, *rest = found["opinions:answer"]
    return {**found, "opinions:answer": (f"{address}?clause=c3", *rest)}


def _at(name, *arguments):
    return reverse(f"interaction:{name}", args=arguments)


def _of_sweeps(town):
    """A sweep of 云溪区 with a hit, as it is read by the walk."""
    given = {"by": town.li_qiang, "agency": town.district, "day": SEPTEMBER}
    sweep = sweeps.begin_sweep(**given, kind="words")
    item = Item.objects.filter(agency=town.district, live__isnull=False).first()
    hit = Hit(sweep=sweep, item=item, code="wrong_word", places=1)
    hit.save()
    return {
        "sweeps:begin": (reverse("sweeps:begin"), town.li_qiang, "kind"),
        "sweeps:close": (reverse("sweeps:close", args=[sweep.pk]), town.li_qiang, "conclusion"),
        "sweeps:keep": (reverse("sweeps:keep", args=[hit.pk]), town.li_qiang, "reason"),
    }


def _of_items(town):
    """A draft, one under review and a public item of 云溪区."""
    office, content = items.furnish(town), {"formed_on": date(2024, 9, 2)}
    draft = items.drafted(office, SEPTEMBER, content=content).item_id
    waiting = items.submitted(office, SEPTEMBER, content=content).item_id
    attached = items.drafted(office, SEPTEMBER, content=content)
    table = {"by": town.li_qiang, "day": SEPTEMBER, "upload_name": "表.txt", "content": b"1", "seen": 1}
    (row,) = publishing.attach(edition=attached, **table).content["attachments"]
    live = items.published(office, SEPTEMBER, content=content)
    hidden = items.published(office, SEPTEMBER, content=content)
    publishing.end(item=hidden, by=town.sun_li, day=SEPTEMBER, kind="secret", reason="不应公开")
    incident, chen = hidden.incidents.get(), office.chen_jing
    given = {"by": town.li_qiang, "day": SEPTEMBER, "unit": "云溪区教育局", "question": "核对"}
    text = Edition.objects.get(item=draft)
    asked = publishing.consult(edition=text, due_on=SEPTEMBER, **given)
    given = {"by": town.li_qiang, "agency": town.district, "day": SEPTEMBER}
    stock = [publishing.begin_batch(**given, title=f"旧网站{n}", reason="迁移") for n in range(2)]
    content = {**items.CONTENT, **content, "published_on": date(2024, 9, 3)}
    old = [publishing.StockRow("old-1", content)]
    publishing.enter_stock(batch=stock[1], by=town.li_qiang, day=SEPTEMBER, rows=old)
    publishing.submit_batch(batch=stock[1], by=town.li_qiang, day=SEPTEMBER)
    li, zhao, sun = town.li_qiang, town.zhao_min, town.sun_li
    return {
        "items:sealed_item": (reverse("items:sealed_item", args=[hidden.pk]), chen, "reason"),
        "items:close_incident": (reverse("items:close_incident", args=[incident.pk]), chen, "conclusion"),
        "items:consult": (reverse("items:consult", args=[draft]), li, "question"),
        "items:consultation_act": (
            reverse("items:consultation_act", args=[asked.pk, "answer"]),
            li,
            "opinion",
        ),
        "items:readers": (reverse("items:readers", args=[live.live_id]), li, "purpose"),
        "items:batch_new": (reverse("items:batch_new"), li, "title"),
        "items:batch_act": (reverse("items:batch_act", args=[stock[0].pk, "submit"]), li, "looked"),
        "items:batch_review": (reverse("items:batch_review", args=[stock[1].pk]), zhao, "note"),
        "items:steps_of": (reverse("items:steps_of", args=["yunxi"]), sun, "kind_6"),
        "items:new": (reverse("items:new"), li, "title"),
        "items:draft_from_file": (reverse("items:draft_from_file"), li, "title"),
        "items:accept": (reverse("items:accept", args=[attached.item_id, row["sha256"]]), li, "reason"),
        "items:write": (reverse("items:write", args=[draft, "heading"]), li, "title"),
        "items:persons": (reverse("items:persons", args=[draft]), li, "typed"),
        "items:review": (reverse("items:review", args=[waiting]), zhao, "note"),
        "items:end": (reverse("items:end", args=[live.pk]), sun, "reason"),
        "items:act": (reverse("items:act", args=[draft, "drop"]), li, "reason"),
        "items:take_up": (reverse("items:take_up", args=[live.live_id]), li, "reason"),
    }


def _of_the_catalogue(town):
    """云溪区's columns, a field of its own, an enterprise and an item of the standard catalogue."""
    li, given = town.li_qiang, {"by": town.li_qiang, "agency": town.district, "day": date(2024, 9, 2)}
    catalogue.seed_columns(**given, level="county")
    tag = catalogue.open_field(**given, label="老旧小区改造", within=["housing"])
    source = catalogue.list_source(**given, name="中国政府网", host="www.gov.cn", why="国务院的网站")
    water = catalogue.list_enterprise(**given, sector=next(iter(sectors())), name="云溪区自来水公司")
    standard(town, JOB, day=date(2024, 9, 2))
    guide, item = Column.objects.get(agency=town.district, code="guide"), StandardItem.objects.get()
    catalogue.introduce_column(by=li, column=guide, day=given["day"], introduction="本栏公开指南。")
    held = town.district.held_words.get(agreed=None)
    field = {"seed": "agency_code", "open": "name", "contact": "value", "field": "label", "source": "host"}
    field |= {"standard_enter": "day", "enterprise_new": "name"}
    of_rows = {
        "scheduled": ("day", {"year": 2024, "key": "government_budget"}),
        "close_field": ("reason", {"pk": tag.pk}),
        "close_source": ("reason", {"pk": source.pk}),
        "waiting_send_back": ("reason", {"pk": held.pk}),
        "standard_fulfil": ("where", {"pk": item.pk}),
        "standard_end": ("reason", {"pk": item.pk}),
        "enterprise_cover": ("where", {"pk": water.pk}),
        "enterprise_end": ("reason", {"pk": water.pk}),
    }
    forms = {name: (one, {}) for name, one in field.items()} | of_rows
    rename = reverse("catalogue:column_act", args=[guide.pk, "rename"])
    return {"catalogue:column_act": (rename, li, "reason")} | {
        f"catalogue:{name}": (reverse(f"catalogue:{name}", kwargs={"slug": "yunxi", **more}), li, one)
        for name, (one, more) in forms.items()
    }


def _of_channels(town):
    """云溪发布, an account of 云溪区."""
    li, day = town.li_qiang, date(2024, 9, 2)
    outlet = channels.open_outlet(by=li, agency=town.district, day=day, channel="wechat", name="云溪发布")
    acts = {"change": "reason", "transfer": "reason"}
    feed = {"feeds:keep": (reverse("feeds:keep", args=[outlet.pk]), li, "address")}
    return {"channels:new": (reverse("channels:new"), li, "name"), **feed} | {
        f"channels:{act}": (reverse(f"channels:{act}", args=[outlet.pk]), li, field)
        for act, field in acts.items()
    }


def _of_decisions(town):
    """A decision of 云溪区 on the list."""
    li, day = town.li_qiang, date(2024, 9, 2)
    given = {"agency": town.district, "day": day, "title": "停车管理办法", "unit": "城管局"}
    one = decisions.open_decision(by=town.sun_li, **given)
    event = decisions.enter_stage(decision=one, by=li, day=day, stage="listed")
    return {
        "decisions:new": (reverse("decisions:new"), li, "title"),
        "decisions:stage": (reverse("decisions:stage", args=[one.pk]), li, "reason"),
        "decisions:void": (reverse("decisions:void", args=[one.pk, event.pk]), li, "reason"),
    }


def _of_report(town):
    """The report of 2023, published; a figure was changed since, and what is frozen next corrects it."""
    li, day = town.li_qiang, date(2024, 1, 20)
    given = {"by": li, "agency": town.district, "year": 2023, "day": day}
    for cell in ENTERED:
        annual.enter_figure(**given, cell=cell, value=0, source="台账")
    problem = annual.enter_problem(**given, text="人手不足")
    check_report(town, town.district, 2023, day)
    filing = annual.file_report(by=town.sun_li, agency=town.district, year=2023, day=day)
    annual.release_report(by=town.sun_li, filing=filing, day=day)
    annual.enter_figure(**given, cell=ENTERED[0], value=1, source="台账补录")
    fields = {"section": "text", "figures": "source_0", "problems": "text", "improve": "improved"}
    fields |= {
        "drop": "reason",
        "check": "answer_0",
        "freeze": "reason",
        "give_back": "reason",
        "keep": "reason",
        "hand_over": "receiver",
    }
    more = {"section": [1], "improve": [problem.pk], "drop": [problem.pk]}
    return {
        f"report:{name}": (
            reverse(f"report:{name}", args=[town.district.slug, 2023, *more.get(name, [])]),
            town.sun_li if name in {"freeze", "give_back", "keep"} else li,
            field,
        )
        for name, field in fields.items()
    }


def _of_collecting(town):
    """The city collects of 云溪区, which has handed in, got a remark, and sent another file."""
    campaign, units = campaign_of(town)
    unit = units[BUREAU]
    handed = hand_in(town, unit, SEPTEMBER)
    about = {"by": town.li_qiang, "submission": handed, "day": SEPTEMBER}
    said = collecting.remark(**about, cell="table3.granted.total", text="？")
    Incoming(unit=unit, name="年报.json", kind="JSON", size=1, document=handed.document).save()
    of_rows = {
        "new": ([], town.zhou_jie, "title"),
        "units": ([campaign.pk], town.zhou_jie, "rows"),
        "days": ([campaign.pk], town.zhou_jie, "reason"),
        "reminders": ([campaign.pk], town.li_qiang, "said"),
        "act": ([unit.pk, "rename"], town.zhou_jie, "name"),
        "waiting": ([unit.pk], town.li_qiang, "reply"),
        "decide": ([handed.pk, "return"], town.li_qiang, "reason"),
        "answer": ([said.pk], town.li_qiang, "text"),
    }
    return {
        f"collecting:{name}": (reverse(f"collecting:{name}", args=at), person, field)
        for name, (at, person, field) in of_rows.items()
    }


def _of_sums(town):
    """The city adds up its own office alone, and has frozen that."""
    zhou, day = town.zhou_jie, SEPTEMBER
    campaign = collecting.open_campaign(by=zhou, agency=town.city, year=2022, day=day)
    row = NewUnit(OFFICE, "government_office", agency=town.city)
    (unit,) = collecting.add_units(by=zhou, campaign=campaign, units=[row], day=day)
    sums.hand_in(town, unit, zhou, day=day)
    aggregation.freeze(by=zhou, level=whole(campaign), day=day)
    return {
        f"aggregation:{name}": (reverse(f"aggregation:{name}", args=[campaign.pk, 0]), zhou, "reason")
        for name in ("freeze", "explain")
    } | {"aggregation:text": (reverse("aggregation:text", args=[campaign.pk, 0, 1]), zhou, "text")}


def _of_gazette(town):
    """An issue of the gazette of 云溪区."""
    li, day = town.li_qiang, date(2024, 9, 2)
    numbers = {"year": 2024, "number": 1, "total": 1, "issued_on": day}
    issue = gazette.open_issue(by=li, agency=town.district, day=day, **numbers)
    acts = {"place": "section", "place_several": "section", "take_back": "reason"}
    return {"gazette:new": (reverse("gazette:new"), li, "year")} | {
        f"gazette:{act}": (reverse(f"gazette:{act}", args=[issue.pk]), li, field)
        for act, field in acts.items()
    }


def _of_documents(town):
    """A document of 云溪区 that was amended, and a clean-up."""
    li, day = town.li_qiang, date(2024, 9, 2)
    document = issue(town, "云政规〔2024〕1号", "云溪区停车场管理办法")
    given = {"by": li, "document": document, "day": day, "reason": "调整时段"}
    change = register.amend_document(**given, basis="云府〔2024〕3号")
    cleaned = begun(town, as_of=day, day=day)
    verdict = f"reason_{document.pk}"
    return {
        "documents:new": (reverse("documents:new"), li, "title"),
        "documents:act": (reverse("documents:act", args=[document.pk, "end"]), li, "reason"),
        "documents:void_change": (
            reverse("documents:void_change", args=[document.pk, change.number]),
            li,
            "reason",
        ),
        "documents:new_clean_up": (reverse("documents:new_clean_up"), li, "title"),
        "documents:judge": (reverse("documents:judge", args=[cleaned.pk]), li, verdict),
    }


def _of_registers(town):
    """Something that 云溪区 reported upward."""
    li, given = town.li_qiang, {"title": "春季招聘会", "receiver": "省政府门户网站"}
    one = registers.enter(
        register=REPORTED_UP, by=li, agency=town.district, day=date(2024, 9, 2), given=given
    )
    at = [REPORTED_UP.code, one.pk]
    return {
        "registers:new": (reverse("registers:new", args=[REPORTED_UP.code]), li, "title"),
        "registers:fill": (reverse("registers:fill", args=at), li, "link"),
        "registers:void": (reverse("registers:void", args=at), li, "reason"),
        "registers:none": (reverse("registers:none", args=at[:1]), li, "year"),
        "registers:withdraw": (reverse("registers:withdraw", args=at[:1]), li, "reason"),
    }


def _of_inspection(town):
    """A site of 云溪区 with an inspection that found a fault."""
    li, day = town.li_qiang, date(2024, 9, 2)
    site = {"by": li, "agency": town.district, "day": day, "channel": "website", "name": "云溪区政府网"}
    outlet = channels.open_outlet(**site, address="https://www.example.org/")
    run = runs.begin_run(outlet=outlet, day=day, now=timezone.now())
    visits.note(run=run, found=Found("image_alt", "/x.png"), visits=[(run.visits.first().pk, "/x.png")])
    end_run(run=run, placed=[], untold=[], gone=[], now=timezone.now())
    return {"inspection:new": (reverse("inspection:new"), li, "outlet")}


def _of_rectification(town):
    """A finding about 云溪区 that waits for its notice, one that is to be mended, and one that rests."""
    zhou, day = town.zhou_jie, date(2024, 9, 2)
    new, sent, resting = (
        found_at(town, day, rule=rule) for rule in ("V3 首页不更新", "V4 栏目不更新", "首页链接")
    )
    for one in (sent, resting):
        mending.notify(findings=[one], by=zhou, day=day, due_on=date(2030, 1, 4))
    mending.pause(finding=resting, by=zhou, day=day, reason="网站改版")

    def page(name, finding, *more):
        return reverse(f"rectification:{name}", args=[finding.pk, *more])

    return {
        "rectification:new": (reverse("rectification:new"), zhou, "title"),
        "rectification:notify": (f"{reverse('rectification:notify')}?finding={new.pk}", zhou, "reference"),
        "rectification:reply": (page("reply", sent), town.li_qiang, "words"),
        "rectification:recheck": (page("recheck", sent), zhou, "note"),
        "rectification:evidence": (page("evidence", sent), zhou, "excerpt"),
        "rectification:move": (page("move", sent), zhou, "reason"),
        "rectification:prolong": (page("prolong", sent), zhou, "reason"),
        "rectification:pause": (page("pause", sent), zhou, "reason"),
        "rectification:resume": (page("resume", resting), zhou, "day"),
        "rectification:merge": (page("merge", sent), zhou, "reason"),
        "rectification:void": (page("void", sent, sent.events.last().pk), zhou, "reason"),
    }


def _of_bulletins(town):
    """A bulletin that waits for a leader, and one that is approved."""
    zhou, day = town.zhou_jie, date(2024, 9, 2)
    given = {"kind": "special", "title": "专项通报", "text": "发现{rectification.found}个，逐个整改。"}
    given |= {"first": date(2024, 8, 1), "last": date(2024, 8, 31)}
    waits, ready = (
        bulletins.submit(
            bulletin=bulletins.draft(by=zhou, agency=town.city, today=day, **given), by=zhou, today=day
        )
        for _ in range(2)
    )
    bulletins.decide(bulletin=ready, by=town.zheng_gang, today=day, approve=True, seen=ready.content_hash)

    def page(name, bulletin):
        return reverse(f"bulletins:{name}", args=[bulletin.pk])

    return {
        "bulletins:new": (reverse("bulletins:new"), zhou, "title"),
        "bulletins:revise": (page("revise", waits), zhou, "title"),
        "bulletins:decide": (page("decide", waits), town.zheng_gang, "note"),
        "bulletins:issue": (page("issue", ready), zhou, "reference"),
        "bulletins:drop": (page("drop", waits), zhou, "reason"),
    }


def _of_assessment(town):
    """The assessments of two years: one is prepared, of the other 云溪区 was told and has objected."""
    zhou, day = town.zhou_jie, date(2024, 9, 2)
    given = Given("组织领导", Decimal(100), "hand", "entered")

    def begun(year):
        made = assessing.begin(by=zhou, agency=town.city, today=day, year=year)
        for one in made.indicators.all():
            assessing.remove_indicator(indicator=one, by=zhou, today=day)
        return made, assessing.add_indicator(assessment=made, by=zhou, today=day, given=given)

    told, hand = begun(2022)
    for unit in (town.district, town.county, town.bureau):
        judged = {"agency": unit, "points": Decimal(90), "evidence": "看了纪要"}
        assessing.judge(indicator=hand, by=zhou, today=day, **judged)
    told = assessing.announce(assessment=told, by=zhou, today=day)
    objected = assessing.object_to(
        assessment=told, by=town.li_qiang, agency=town.district, indicator=hand, today=day, reasons="少算一次"
    )
    open_, other = begun(2023)
    at = [open_.pk, other.pk]
    return {
        "assessment:new": (reverse("assessment:new"), zhou, "title"),
        "assessment:add": (reverse("assessment:add", args=at[:1]), zhou, "title"),
        "assessment:change": (reverse("assessment:change", args=at), zhou, "title"),
        "assessment:judge": (reverse("assessment:judge", args=[*at, "yunxi"]), zhou, "evidence"),
        "assessment:issue": (reverse("assessment:issue", args=[told.pk]), town.zheng_gang, "reference"),
        "assessment:answer": (reverse("assessment:answer", args=[told.pk, objected.pk]), zhou, "words"),
        "assessment:object": (
            reverse("assessment:object", args=[told.pk, "baishi"]), town.he_jing, "reasons"),
    }  # fmt: skip


def _of_the_plan(town):
    """A point of the year with a task, and a goal."""
    li, day = town.li_qiang, date(2024, 9, 2)
    shared = {"by": li, "agency": town.district, "today": day, "year": 2024, "title": "公开财政信息"}
    point = workplan.add_point(**shared, number="1")
    task = workplan.add_task(
        by=li, point=point, today=day, title="补齐预算", due_on=date(2024, 9, 30), unit_name="区财政局"
    )
    goal = workplan.set_goal(**shared, quarter=3, unit_name="各科室")
    return {
        "workplan:new_point": (reverse("workplan:new_point"), li, "title"),
        "workplan:new_task": (reverse("workplan:new_task", args=[point.pk]), li, "title"),
        "workplan:drop_point": (reverse("workplan:drop_point", args=[point.pk]), li, "reason"),
        "workplan:act": (reverse("workplan:act", args=[task.pk, "progress"]), li, "said"),
        "workplan:new_goal": (reverse("workplan:new_goal"), li, "title"),
        "workplan:judge": (reverse("workplan:judge", args=[goal.pk]), li, "said"),
        "workplan:drop_goal": (reverse("workplan:drop_goal", args=[goal.pk]), li, "reason"),
    }


def forms_that_keep() -> set[str]:
    """The names of all views under `keeps_typed`, as the addresses of the site have them."""
    marker = set(vars(keeps_typed(lambda request: request))) - {"__wrapped__"}
    assert marker
    return {
        ":".join(filter(None, (space, pattern.name)))
        for space, pattern in _patterns(get_resolver())
        if all(getattr(pattern.callback, name, None) == "" for name in marker)
    }


def _patterns(resolver, space: str = ""):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from _patterns(one, getattr(one, "namespace", None) or space)
        else:
            yield space, one


def desk_of(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def tree(answer):
    return html.fromstring(answer.content.decode())


def value_of(page, name: str) -> str:
    (field,) = page.xpath(f'//main//*[@name="{name}"]')
    chosen = "".join(field.xpath("./option[@selected]/@value"))
    return (field.get("value") or chosen or field.text or "").strip()


def test_the_walk_knows_every_form(pages):
    assert set(pages) == forms_that_keep()


def test_every_form_tells_the_script_that_it_keeps_and_sends_to_itself(pages):
    for address, person, field in pages.values():
        page = tree(desk_of(person).get(address))
        assert "data-keeps" in page.xpath("//body")[0].attrib, address
        assert "data-typed" not in page.xpath("//body")[0].attrib, address
        assert page.xpath('//script[contains(@src, "gongkai/office")]'), address
        (form,) = {one.getparent() for one in page.xpath(f'//main//*[@name="{field}"]/ancestor::form/*[1]')}
        assert (form.get("method"), form.get("action")) == ("post", None), address


@pytest.mark.slow
def test_whoever_leaves_any_form_finds_it_as_it_was(pages):
    for address, person, field in pages.values():
        client = desk_of(person)
        site = str(Outlet.objects.latest("pk").pk)
        chosen = {"day": "2024-09-05", "kind_6": "department", "kind": "links", "outlet": site}
        typed = chosen.get(field, TYPED)
        more = {"particulars": "1"} if "staffing/yunxi" in address or field == "address" else {}
        left = client.post(address, {field: typed, **more, "leave": AGENCIES})
        assert (left.status_code, left.url) == (302, AGENCIES), address
        assert address in tree(client.get(AGENCIES)).xpath('//p[@class="unfinished"]/a/@href'), address
        back = client.get(address)
        page = tree(back)
        assert value_of(page, field) == typed, address
        assert "没有填完的内容已放回表里" in back.content.decode(), address
        assert not page.xpath('//*[@class="errors" or @class="error"]'), address
        assert "data-typed" in page.xpath("//body")[0].attrib, address
        assert not tree(client.get(AGENCIES)).xpath('//p[@class="unfinished"]'), address


def test_a_link_that_shows_the_same_form_otherwise_keeps_it_too(pages):
    address, person, field = pages["letters:bulk"]
    client, otherwise = desk_of(person), f"{address}&all=1"
    client.post(address, {field: TYPED, "leave": otherwise})
    assert value_of(tree(client.get(otherwise)), field) == TYPED
    assert value_of(tree(client.get(address)), field) == TYPED


def test_the_cases_that_were_ticked_wait_too(pages):
    address, person, _ = pages["letters:bulk"]
    client = desk_of(person)
    first = tree(client.get(address)).xpath('//input[@name="case"]/@value')[0]
    client.post(address, {"case": [first], "leave": HOME})
    assert tree(client.get(address)).xpath('//input[@name="case"][@checked]/@value') == [first]


def test_what_waited_an_hour_is_not_offered_any_more(pages, monkeypatch):
    address, person, field = pages["casework:intake"]
    client = desk_of(person)
    client.post(address, {field: TYPED, "leave": HOME})
    monkeypatch.setattr(unfinished, "AN_HOUR", -1)
    assert not tree(client.get(HOME)).xpath('//p[@class="unfinished"]')
    assert value_of(tree(client.get(address)), field) == ""
