"""How are the files read, what does the board say, and what if one of them cannot be read?"""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from gongkai.checking import by_cause, check
from gongkai.document import from_json
from gongkai_web.agencies import permissions
from gongkai_web.annual.campaign import actions, limits, sheet
from gongkai_web.annual.campaign.jobs import read_batch
from gongkai_web.annual.campaign.models import Stage, SubmittedFile
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed
from gongkai_web.tasks.actions import claim
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job
from tests.web.annual.test_file import JANUARY
from tests.web.campaign.reports import (
    CITY_OFFICE,
    COLUMN,
    NO_REPORT,
    ROW,
    YUNXI,
    as_json,
    board,
    counts,
    document,
    faulty,
    file_page,
    number_of,
    opened,
    read,
    rows,
    sound,
    told,
    upload,
    url,
    written,
)
from tests.web.look.trees import find, text
from tests.web.tasks.helpers import work_off

pytestmark = pytest.mark.slow


def test_two_good_files_and_one_broken_one_are_read_and_the_broken_one_says_why(town, zhou_jie, tmp_path):
    files = {
        "云溪区.json": as_json(faulty()),
        "食堂.txt": NO_REPORT,
        "市办.txt": written(document("city-office-2024.json"), tmp_path, ".txt"),
    }
    found = rows(board(zhou_jie, opened(zhou_jie, files)))
    assert found[0][1:4] == ["✓ 已读", YUNXI, "2024"]
    assert found[0][4:] == counts(faulty())
    assert int(found[0][4]) >= 2
    assert found[1][1] == "▲ 读不出"
    assert found[1][2].startswith("《食堂.txt》：这不是政府信息公开年度报告")
    assert found[2][1:] == ["✓ 已读", CITY_OFFICE, "2024", "0", "0", "0", "0"]
    lines = AuditLine.objects.filter(act="review.read_file").order_by("position")
    assert [line.detail["stage"] for line in lines] == ["read", "failed", "read"]


def test_the_counts_at_the_head_are_filters(town, zhou_jie):
    good = as_json(document("city-office-2024.json"))
    files = {"好.json": good, "差.json": as_json(faulty()), "食堂.txt": NO_REPORT}
    batch = opened(zhou_jie, files)
    tree = board(zhou_jie, batch)
    heads = {text(div.find("dt")): text(div.find("dd")) for div in find(tree, "dl.figures > div")}
    expected = {"全部文件": "3", "等待读取": "0", "读不出": "1", "有错误": "1"}
    assert {**heads, **expected, "有待判定": "1", "没有问题": "1"} == heads
    for show, name in (("errors", "差.json"), ("failed", "食堂.txt"), ("sound", "好.json")):
        assert [row[0] for row in rows(board(zhou_jie, batch, show))] == [name]
    links = [link.get("href") for link in find(tree, "dl.figures a")]
    assert f"{reverse('campaign:batch', args=[batch.pk])}?show=errors" in links
    assert "没有等待读取的文件" in text(find(board(zhou_jie, batch, "unread"), "p.empty")[0])


def test_one_click_reads_for_a_moment_and_the_page_shows_how_far_it_is(town, zhou_jie, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS_A_CLICK", 0.0)
    files = {f"{year}.json": as_json(sound(year)) for year in (2022, 2023, 2024)}
    batch = opened(zhou_jie, files)
    tree = board(zhou_jie, batch)
    progress = find(tree, "progress")[0]
    assert (progress.get("value"), progress.get("max")) == ("1", "3")
    assert text(find(tree, ".reading button")[0]) == "读取 2 份"
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["2"]
    work_off()
    tree = board(zhou_jie, batch)
    assert not find(tree, "progress")
    assert not tree.xpath("//meta[@http-equiv='refresh']")
    assert {row[1] for row in rows(tree)} == {"✓ 已读"}


def test_the_page_refreshes_itself_while_somebody_reads(town, zhou_jie):
    upload(zhou_jie, {"一.json": as_json(sound()), "二.txt": NO_REPORT})
    file = SubmittedFile.objects.first()
    SubmittedFile.objects.filter(pk=file.pk).update(stage=Stage.READING, since=timezone.now())
    tree = board(zhou_jie, file.batch)
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["2"]
    assert not find(tree, "input[name=files]")
    read(zhou_jie, file.batch)
    assert [row[1] for row in rows(board(zhou_jie, file.batch))] == ["○ 正在读取", "▲ 读不出"]


def test_a_file_whose_reader_was_lost_is_read_by_the_next_one(town, zhou_jie):
    upload(zhou_jie, {"一.json": as_json(sound())})
    long_ago = timezone.now() - timedelta(seconds=limits.SECONDS_STALE + 1)
    SubmittedFile.objects.update(stage=Stage.READING, since=long_ago)
    read(zhou_jie, SubmittedFile.objects.get().batch)
    assert SubmittedFile.objects.get().stage == Stage.READ


def test_the_batch_of_a_killed_worker_is_read_to_its_end(town, zhou_jie, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS_A_CLICK", 0.0)
    batch = opened(zhou_jie, {f"{year}.json": as_json(sound(year)) for year in (2022, 2023, 2024)})
    claim(worker="killed:1", now=now())
    SubmittedFile.objects.filter(name="2023.json").update(stage=Stage.READING, since=timezone.now())
    Job.objects.update(lease_until=now() - timedelta(seconds=1))
    work_off()
    assert [row[1] for row in rows(board(zhou_jie, batch))] == ["✓ 已读", "○ 正在读取", "✓ 已读"]
    long_ago = timezone.now() - timedelta(seconds=limits.SECONDS_STALE + 1)
    SubmittedFile.objects.filter(stage=Stage.READING).update(since=long_ago)
    work_off(moment=now() + timedelta(seconds=limits.SECONDS_A_LOOK + 1))
    assert {row[1] for row in rows(board(zhou_jie, batch))} == {"✓ 已读"}
    assert set(Job.objects.values_list("state", flat=True)) == {"SUCCESSFUL"}


def test_a_reader_claims_a_file_only_when_the_one_before_is_done(town, zhou_jie, monkeypatch):
    given, seen = actions.reading.outcomes, []

    def watched(todo):
        for outcome in given(todo):
            seen.append(list(SubmittedFile.objects.order_by("pk").values_list("stage", flat=True)))
            yield outcome

    monkeypatch.setattr(actions.reading, "outcomes", watched)
    opened(zhou_jie, {f"{year}.json": as_json(sound(year)) for year in (2022, 2023, 2024)})
    read, reading, waiting = Stage.READ, Stage.READING, Stage.WAITING
    assert seen == [[reading, waiting, waiting], [read, reading, waiting], [read, read, reading]]


def test_what_a_request_that_broke_off_gives_back_is_read_at_once(town, zhou_jie, monkeypatch):
    given = actions.reading.outcomes

    def breaks_off(todo):
        for _ in given(todo):
            monkeypatch.setattr(actions.reading, "outcomes", given)
            work_off(moment=now() + timedelta(seconds=limits.SECONDS_A_CLICK))
            raise SystemExit  # as gunicorn ends a request that takes too long
        yield

    monkeypatch.setattr(actions.reading, "outcomes", breaks_off)
    monkeypatch.setattr(limits, "SECONDS_A_LOOK", 3600.0)
    files = {f"{year}.json": as_json(sound(year)) for year in (2022, 2023, 2024)}
    with pytest.raises(SystemExit):
        opened(zhou_jie, files)
    stages = SubmittedFile.objects.order_by("pk").values_list("stage", flat=True)
    assert list(stages) == [Stage.WAITING, Stage.READ, Stage.READ]
    work_off()
    assert set(stages.all()) == {Stage.READ}


def test_a_job_that_finds_others_reading_looks_again_after_seconds(town, zhou_jie, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS_A_CLICK", 0.0)
    opened(zhou_jie, {f"{year}.json": as_json(sound(year)) for year in (2023, 2024)})
    SubmittedFile.objects.filter(name="2024.json").update(stage=Stage.READING, since=timezone.now())
    work_off()
    again = Job.objects.filter(state="READY").latest("run_at")
    assert again.run_at - now() < timedelta(seconds=10)
    SubmittedFile.objects.filter(name="2024.json").update(stage=Stage.WAITING)
    work_off(moment=again.run_at)
    assert {file.stage for file in SubmittedFile.objects.all()} == {Stage.READ}


def test_a_reader_who_was_replaced_writes_nothing(town, zhou_jie, monkeypatch):
    upload(zhou_jie, {"一.json": as_json(sound())})
    file = SubmittedFile.objects.get()
    given = actions.reading.outcomes

    def overtaken(todo):
        for outcome in given(todo):
            SubmittedFile.objects.update(since=timezone.now())
            yield outcome

    monkeypatch.setattr(actions.reading, "outcomes", overtaken)
    actions.read_next(by=town.zhou_jie, batch=file.batch, day=JANUARY)
    assert SubmittedFile.objects.get().stage == Stage.READING
    assert not AuditLine.objects.filter(act="review.read_file").exists()


def test_whoever_left_the_office_reads_no_further(town, zhou_jie, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS_A_CLICK", 0.0)
    opened(zhou_jie, {f"{year}.json": as_json(sound(year)) for year in (2023, 2024)})
    monkeypatch.setattr(permissions, "roles_of", lambda *_: frozenset())
    work_off()
    for job in Job.objects.all():
        assert job.state == "FAILED"
        assert "不能读取文件" in job.error


def test_a_json_that_only_looks_like_a_report_fails_alone(town, zhou_jie):
    strange = document() | {"year": "二〇二四", "table3": {"granted": {"total": "很多"}}}
    batch = opened(zhou_jie, {"怪.json": as_json(strange), "好.json": as_json(sound())})
    assert [row[1] for row in rows(board(zhou_jie, batch))] == ["▲ 读不出", "✓ 已读"]


def test_no_sentence_tells_where_the_file_lies(town, zhou_jie, settings):
    opened(zhou_jie, {"断.docx": b"PK\x03\x04" + bytes(40) + b"word/document.xml", "食堂.txt": NO_REPORT})
    for file in SubmittedFile.objects.all():
        assert file.stage == Stage.FAILED
        assert file.failure.startswith(f"《{file.name}》")
        assert str(settings.DATA) not in file.failure


def test_last_years_report_from_any_batch_of_the_office_is_compared(town, zhou_jie):
    batch = opened(zhou_jie, {"2024.json": as_json(sound(2024))})
    assert rows(board(zhou_jie, batch))[0][4:] == ["0", "0", "0", "0"]
    opened(zhou_jie, {"2023.json": as_json(sound(2023, carried_over=5))}, title="上一年度")
    assert int(rows(board(zhou_jie, batch))[0][4]) >= 2
    page = file_page(zhou_jie, SubmittedFile.objects.get(name="2024.json"))
    assert "2023.json（2023 年度）" in text(find(page, "dl.elements")[0])
    assert any("上年" in text(one) for one in find(page, ".finding"))


def test_a_number_that_moved_since_last_year_need_not_equal_it(zhou_jie):
    before = sound(2023)
    before["table2"]["administrative_licensing"]["decision_count"] += 900
    opened(zhou_jie, {"2023.json": as_json(before), "2024.json": as_json(sound(2024))})
    page = file_page(zhou_jie, SubmittedFile.objects.get(name="2024.json"))
    (moved,) = [one for one in find(page, ".finding") if "减少900" in text(one)]
    assert not find(moved, ".sum")
    batch = SubmittedFile.objects.first().batch
    response = zhou_jie.get(reverse("campaign:findings", args=[batch.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    head, *found = book.get_sheet_by_name(sheet.FINDINGS).to_python()
    (row,) = [dict(zip(head, row, strict=True)) for row in found if "减少900" in row[head.index("说明")]]
    assert row["应为"] == ""


def test_the_findings_stand_beside_the_table_with_the_cell_marked(town, zhou_jie):
    opened(zhou_jie, {"云溪区.json": as_json(faulty())})
    page = file_page(zhou_jie, SubmittedFile.objects.get())
    cell = page.xpath("//td[@id='table3.new_received.natural_person']")[0]
    assert "bad" in cell.get("class").split()
    marks = [link.get("href") for link in find(cell, "sup a")]
    for rule in (ROW, COLUMN):
        number = number_of(page, rule)
        assert f"#finding-{number}" in marks
        finding = find(page, f"#finding-{number}")[0]
        assert "#table3.new_received.natural_person" in [link.get("href") for link in find(finding, "a")]


def test_what_follows_from_a_fault_is_folded_under_its_cause(zhou_jie):
    opened(zhou_jie, {"云溪区.json": as_json(faulty())})
    page = file_page(zhou_jie, SubmittedFile.objects.get())
    found = check(from_json(faulty()))
    causes = by_cause(found)
    assert f"发现 {len(found)} 处，归为 {len(causes)} 个原因" in [text(one) for one in find(page, "aside h2")]
    for (cause, following), article in zip(causes, find(page, "article.finding"), strict=True):
        assert text(find(article, "p")[0]) == cause.message
        folded = find(article, "details.following li")
        assert [text(find(one, "p")[0]) for one in folded] == [one.message for one in following]
    assert text(find(page, "details.following summary")[0]) == "随之 1 处"
    assert text(find(page, ".judgement summary")[0]) == "判定对随之 1 处同样有效；逐处另判"
    marks = [text(link) for link in page.xpath("//td[@id='table3.new_received.natural_person']//sup/a")]
    assert marks == ["1"]


def test_a_file_can_be_read_again_and_removed(town, zhou_jie, settings):
    batch = opened(zhou_jie, {"食堂.txt": NO_REPORT})
    file = SubmittedFile.objects.get()
    zhou_jie.post(url("again", file))
    assert rows(board(zhou_jie, batch))[0][1] == "… 等待读取"
    read(zhou_jie, batch)
    assert told(zhou_jie.post(url("remove", file), follow=True))[-1].startswith("《食堂.txt》已移除")
    assert not SubmittedFile.objects.exists()
    assert not [path for path in settings.DATA.rglob("*") if path.is_file()]
    acts = set(AuditLine.objects.values_list("act", flat=True))
    assert {"review.read_again", "review.remove_file"} <= acts


def test_only_staff_of_the_checking_agency_read_and_remove(town, zhou_jie):
    batch = opened(zhou_jie, {"食堂.txt": NO_REPORT})
    file = SubmittedFile.objects.get()
    for person in (town.li_qiang, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed):
            actions.read_next(by=person, batch=batch, day=JANUARY)
        with pytest.raises(NotAllowed):
            actions.read_again(by=person, file=file, day=JANUARY)
        with pytest.raises(NotAllowed):
            actions.remove_file(by=person, file=file, day=JANUARY)


def test_a_batch_or_a_person_that_is_there_no_more_is_no_fault(town):
    assert read_batch.func(None, town.zhou_jie.pk, 0, "2025-01-20") == 0
    assert read_batch.func(None, 0, 0, "2025-01-20") == 0


def test_what_is_handed_in_is_read_without_another_click_and_so_is_what_is_read_again(town, zhou_jie):
    upload(zhou_jie, {"云溪区.json": as_json(sound())})
    file = SubmittedFile.objects.get()
    work_off()
    assert rows(board(zhou_jie, file.batch))[0][1] == "✓ 已读"
    zhou_jie.post(url("again", file))
    work_off()
    assert rows(board(zhou_jie, file.batch))[0][1] == "✓ 已读"


def test_a_file_with_a_note_is_not_without_problems_and_its_prose_stands_where_it_is_judged(town, zhou_jie):
    made = sound()
    last = made["sections"][-1]
    last["text"] = f"{last['text']}\n一是加强培训。三是完善制度。"
    batch = opened(zhou_jie, {"提示.json": as_json(made)})
    errors, warnings, notes, _ = rows(board(zhou_jie, batch))[0][4:]
    assert (errors, warnings) == ("0", "0")
    assert int(notes) >= 1
    assert [row[0] for row in rows(board(zhou_jie, batch, "notes"))] == ["提示.json"]
    assert rows(board(zhou_jie, batch, "sound")) == []
    page = file_page(zhou_jie, SubmittedFile.objects.get())
    assert "一是加强培训。三是完善制度。" in [text(line) for line in find(page, ".prose p")]
    headings = [text(one) for one in find(page, ".report-page section h2")]
    assert headings == [one["heading"] for one in made["sections"]]
    assert len(find(page, ".report-page table")) == 3
