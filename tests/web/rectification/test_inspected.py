"""自动巡查: 周洁 takes the inspection of 云溪区's site into the ledger; a later one sees what is mended."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.pages.scoring import FAILED
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.oversight.inspection.models import Finding as Fault
from gongkai_web.oversight.inspection.models import Outcome, Place, Purpose, Run, RunState, State, Visit
from gongkai_web.oversight.inspection.queries import result
from gongkai_web.oversight.rectification import actions, inspected, papers, work
from gongkai_web.oversight.rectification.facts import Source, Status
from gongkai_web.oversight.rectification.inspected import Taken
from gongkai_web.oversight.rectification.models import Finding
from gongkai_web.oversight.rectification.rows import run_rows
from gongkai_web.publishing.channels import actions as channels

HOME = "https://www.yunxi.example/"
NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
MAY_20, MAY_27, JUNE_1 = date(2026, 5, 20), date(2026, 5, 27), date(2026, 6, 1)


@pytest.fixture
def outlet(town):
    return channels.open_outlet(
        by=town.li_qiang,
        agency=town.district,
        day=date(2024, 3, 4),
        channel="website",
        name="云溪区政府网",
        address=HOME,
    )


def inspection(outlet, day, *faults, visited=("zwgk/", "gzdt/"), untold=()):
    """A finished run with these faults (kind and path), which reached these pages."""
    run = Run.objects.create(
        outlet=outlet, day=day, state=RunState.DONE, begun_at=NOON, ended_at=NOON, most=100
    )
    for path in visited:
        Visit.objects.create(
            run=run,
            key=path,
            address=HOME + path,
            purpose=Purpose.PAGE,
            shape=path,
            state=State.DONE,
            outcome=Outcome.UNTOLD if path in untold else Outcome.FINE,
            status=200,
            headers={"content-type": "text/html"},
            body_hash="0" * 64,
            at=NOON,
        )
    for kind, path in faults:
        fault = Fault.objects.create(run=run, kind=kind, place=path, what="栏目")
        Place.objects.create(finding=fault, visit=run.visits.get(key=path), excerpt="没有内容")
    return run


def taken(town, run, day=JUNE_1):
    return inspected.take_run(run=run, by=town.zhou_jie, day=day)


EMPTY, UNDATED = ("column_empty", "zwgk/"), ("date_missing", "gzdt/")


def test_what_was_found_is_in_the_ledger_with_its_evidence_and_taken_twice_it_is_there_once(town, outlet):
    run = inspection(outlet, MAY_20, EMPTY, UNDATED)
    assert taken(town, run) == Taken(2, 0, 0)
    assert taken(town, run) == Taken(0, 2, 0)
    one = Finding.objects.get(rule__contains="空白栏目")
    evidence = one.evidence.get()
    assert (one.kept_by, one.agency, one.source, one.found_on) == (
        town.city, town.district, Source.MACHINE, MAY_20,
    )  # fmt: skip
    assert (evidence.address, evidence.excerpt, evidence.header) == (
        f"{HOME}zwgk/", "没有内容", "content-type: text/html",
    )  # fmt: skip
    assert verify().sound
    client = Client()
    client.force_login(town.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("rectification:finding", args=[one.pk])).content.decode()
    assert "未截图" in page  # never a blank


def test_a_later_inspection_sees_what_is_mended_and_what_is_still_there(town, outlet):
    taken(town, inspection(outlet, MAY_20, EMPTY, UNDATED))
    assert taken(town, inspection(outlet, MAY_27, UNDATED)) == Taken(0, 1, 1)
    states = dict(Finding.objects.values_list("place", "status"))
    assert states == {"zwgk/": Status.MENDED, "gzdt/": Status.NEW}
    assert Finding.objects.get(place="gzdt/").times == 2


@pytest.mark.parametrize("seen", [{"untold": ("zwgk/",)}, {"visited": ("gzdt/",)}])
def test_what_the_later_one_could_not_tell_or_did_not_reach_stays_open(town, outlet, seen):
    taken(town, inspection(outlet, MAY_20, EMPTY))
    assert taken(town, inspection(outlet, MAY_27, **seen)) == Taken(0, 0, 0)
    assert Finding.objects.get().status == Status.NEW


def test_of_a_page_that_was_read_in_part_nothing_is_said_to_be_mended(town, outlet):
    """What was found may stand in the part that was not read."""
    taken(town, inspection(outlet, MAY_20, EMPTY))
    later = inspection(outlet, MAY_27)
    later.visits.filter(key="zwgk/").update(facts={"cut": True})
    assert taken(town, later) == Taken(0, 0, 0)
    assert Finding.objects.get().status == Status.NEW


def test_what_comes_back_after_it_was_mended_is_told_as_repeated(town, outlet):
    taken(town, inspection(outlet, MAY_20, EMPTY))
    taken(town, inspection(outlet, MAY_27))
    assert taken(town, inspection(outlet, JUNE_1, EMPTY)) == Taken(1, 0, 0)
    first, second = Finding.objects.order_by("pk")
    assert second.repeat_of == first


def test_what_a_person_registered_is_not_closed_by_a_machine(town, outlet):
    given = actions.Found(source="inspection", rule="V4 空白栏目", title="栏目空白", place=f"{HOME}zwgk/")
    made = actions.register_finding(
        by=town.zhou_jie, kept_by=town.city, agency=town.district, day=MAY_20, found=given
    )
    taken(town, inspection(outlet, MAY_27))
    made.refresh_from_db()
    assert made.status == Status.NEW


def test_only_the_last_finished_inspection_is_taken_and_only_by_whoever_keeps_the_ledger(town, outlet):
    first = inspection(outlet, MAY_20, EMPTY)
    with pytest.raises(NotAllowed):
        inspected.take_run(run=first, by=town.he_jing, day=JUNE_1)
    inspection(outlet, MAY_27)
    with pytest.raises(Refused, match="请登记最近的一次"):
        taken(town, first)
    running = Run.objects.create(outlet=outlet, day=JUNE_1, begun_at=NOON, most=100)
    with pytest.raises(Refused, match="还没有查完"):
        taken(town, running)


def test_the_button_stands_on_the_inspection_and_says_what_it_did(town, outlet):
    run = inspection(outlet, MAY_20, EMPTY)
    client = Client()
    client.force_login(town.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    assert "登记到整改台账" in client.get(reverse("inspection:run", args=[run.pk])).content.decode()
    page = client.post(reverse("rectification:take_run", args=[run.pk]), follow=True).content.decode()
    assert "新登记 1 条" in page
    client.force_login(town.he_jing, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("rectification:take_run", args=[run.pk])).status_code == 404


def test_an_indicator_of_which_the_later_one_could_tell_nothing_stays_open(town, outlet):
    taken(town, inspection(outlet, MAY_20, ("home_stale", "zwgk/")))
    later = inspection(outlet, MAY_27)
    Run.objects.filter(pk=later.pk).update(untold=[["V3", "首页的信息没有写日期。"]])
    later.refresh_from_db()
    assert taken(town, later).mended == 0
    assert taken(town, inspection(outlet, JUNE_1)).mended == 1


def test_a_dead_link_stays_open_while_what_it_leads_to_refuses_and_is_mended_when_no_page_names_it(
    town, outlet
):
    first = inspection(outlet, MAY_20)
    fault = Fault.objects.create(run=first, kind="link_dead", place=f"{HOME}old", what="链接")
    Place.objects.create(finding=fault, visit=first.visits.get(key="zwgk/"), excerpt=f"{HOME}old")
    taken(town, first)
    refused = inspection(outlet, MAY_27, visited=("zwgk/", "old"), untold=("old",))
    assert taken(town, refused).mended == 0
    assert taken(town, inspection(outlet, JUNE_1)).mended == 1


def test_whoever_keeps_no_ledger_closes_nothing_with_an_inspection_that_found_nothing(town, outlet):
    inspected.take_run(run=inspection(outlet, MAY_20, EMPTY), by=town.li_qiang, day=JUNE_1)
    with pytest.raises(NotAllowed):
        inspected.take_run(run=inspection(outlet, MAY_27), by=town.he_jing, day=JUNE_1)
    assert Finding.objects.get().status == Status.NEW


def test_what_zhou_jie_says_to_be_no_fault_counts_for_nothing_in_the_inspection(town, outlet):
    run = inspection(outlet, MAY_20, ("home_stale", "zwgk/"), UNDATED)
    taken(town, run)
    stale = Finding.objects.get(rule__contains="首页不更新")
    assert result(run).verdict == FAILED
    seen = {"finding": stale, "by": town.zhou_jie, "day": JUNE_1}
    said = actions.recheck(**seen, result="unfounded", note="首页当天有更新，日期写在图片里")
    run.refresh_from_db()
    assert (run.verdict, result(run).points) == ("adding", Decimal("99.9"))
    page = Client()
    page.force_login(town.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    assert "复核认定不是问题，不计" in page.get(reverse("inspection:run", args=[run.pk])).content.decode()
    actions.void_event(**seen, event=said, reason="看错了网站")
    run.refresh_from_db()
    assert run.verdict == FAILED


def test_what_a_unit_says_of_its_own_site_does_not_change_the_inspection(town, outlet):
    run = inspection(outlet, MAY_20, ("home_stale", "zwgk/"))
    inspected.take_run(run=run, by=town.li_qiang, day=JUNE_1)
    (own,) = Finding.objects.filter(kept_by=town.district)
    actions.recheck(finding=own, by=town.li_qiang, day=JUNE_1, result="unfounded", note="有更新")
    assert result(run).verdict == FAILED


def test_two_sites_of_one_unit_have_each_its_own_home_page(town, outlet):
    other = channels.open_outlet(
        by=town.li_qiang,
        agency=town.district,
        day=date(2024, 3, 4),
        channel="website",
        name="云溪文旅",
        address="https://wl.yunxi.example/",
        reason="文旅专项",
    )
    stale = ("home_stale", "home")
    first = inspection(outlet, MAY_20, stale, visited=("home",))
    second = inspection(other, MAY_20, stale, visited=("home",))
    assert (taken(town, first), taken(town, second)) == (Taken(1, 0, 0), Taken(1, 0, 0))
    renewed = inspection(outlet, MAY_27, visited=("home",))
    assert taken(town, renewed).mended == 1
    assert Finding.objects.get(status=Status.NEW).origin.startswith(f"inspection.Run:{second.pk}#")


def test_what_a_unit_reads_of_a_fault_has_its_address_and_no_word_of_ours(town, outlet):
    run = inspection(outlet, MAY_20)
    fault = Fault.objects.create(run=run, kind="wrong_words", place="布署", what="布署")
    Place.objects.create(finding=fault, visit=run.visits.get(key="gzdt/"), excerpt="会议布署了")
    taken(town, run)
    one = Finding.objects.get()
    assert (one.rule, one.indicator) == ("wording 错字和不规范的说法", "错字和不规范的说法")
    assert one.where == f"{HOME}gzdt/（布署）"
    notice = actions.notify(findings=[one], by=town.zhou_jie, day=JUNE_1, due_on=date(2026, 6, 5))
    letter = papers.work_of(notice, [Finding.objects.get()]).html
    assert ("wording" in letter, f"{HOME}gzdt/（布署）" in letter) == (False, True)
    assert "2026年6月5日前（含当日）完成整改" in letter


def test_until_what_was_found_is_in_the_ledger_it_is_the_next_act_of_whoever_supervises(town, outlet):
    def rows(person):
        return [row.title for row in run_rows(work.untaken(person, JUNE_1))]

    said = "云溪区政府网：检查完了，查出 2 个问题"
    run = inspection(outlet, MAY_20, EMPTY, UNDATED)
    home = Client()
    home.force_login(town.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    assert said in home.get(reverse("desk:home")).content.decode()
    assert (rows(town.zhou_jie), rows(town.li_qiang), rows(town.he_jing)) == ([said], [], [])
    inspected.take_run(run=run, by=town.li_qiang, day=JUNE_1)  # into its own ledger
    assert rows(town.zhou_jie) == [said]
    taken(town, run)
    assert rows(town.zhou_jie) == []
    inspection(outlet, MAY_27)  # nothing found
    assert rows(town.zhou_jie) == []


def test_what_has_a_day_stands_before_what_is_still_to_be_sent(town, outlet):
    taken(town, inspection(outlet, MAY_20, EMPTY, UNDATED))
    last = Finding.objects.latest("pk")
    actions.notify(findings=[last], by=town.zhou_jie, day=JUNE_1)
    actions.reply(finding=last, by=town.li_qiang, day=JUNE_1, words="已补充")
    assert work.waiting(town.zhou_jie, JUNE_1).first() == last
