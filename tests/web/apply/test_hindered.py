"""What does 王芳 get while nothing can be written? All that she typed, and the word that it was not sent."""

import errno
import os
from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai_web.apply import jobs as apply_jobs
from gongkai_web.apply import store
from gongkai_web.apply.models import Draft, DraftFile
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.files import jobs as files_jobs
from gongkai_web.files import store as files
from gongkai_web.files.models import StoredFile
from tests.hindered import HINDERED, SQLITE, busy
from tests.web.apply.conftest import TYPED, errors, fields, pdf, said


@SQLITE
@HINDERED
@pytest.mark.django_db(transaction=True)
def test_wang_fang_reads_that_it_was_not_sent_and_all_she_typed_is_there(phone, hindered):
    page = phone.open()
    with hindered():
        answer = phone.press(page, **TYPED)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "没有提交" in errors(answer)
    assert TYPED.items() <= fields(answer).items()
    assert Case.objects.count() == Draft.objects.count() == 0
    assert phone.press(answer).status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize(("act", "field"), [("correction", "content"), ("withdraw", "content")])
def test_her_correction_and_her_withdrawal_come_back_too(applied, phone, town, at, monkeypatch, act, field):
    day = at(2024, 3, 6)
    cases.ask_correction(case=applied, by=town.li_qiang, day=day, items="哪一路段")

    def held(**_):
        raise busy()

    monkeypatch.setattr("gongkai_web.apply.actions.answer_correction", held)
    monkeypatch.setattr("gongkai_web.cases.actions.withdraw_online", held)
    answer = phone.client.post(f"/follow/{applied.pk}/{act}/", {field: "东段，一标"})
    assert answer.status_code == 503
    assert "东段，一标" in answer.content.decode()
    assert "没有提交" in said(answer)


def test_of_two_uploads_of_which_one_found_the_disk_full_none_stays(
    phone, town, settings, tmp_path, monkeypatch
):
    settings.DATA = tmp_path / "data"
    written = []

    def once(draft, file, data):
        if written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(keep(draft, file, data))

    keep = store.keep
    monkeypatch.setattr(store, "keep", once)
    answer = phone.press(phone.open(), "save", **TYPED, attachments=[pdf("一.pdf"), pdf("二.pdf")])
    assert answer.status_code == 503
    assert "存储空间已满" in errors(answer)
    assert Draft.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_bytes_without_a_row_are_swept_from_drafts_and_files(phone, town, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    phone.press(phone.open(), "save", **TYPED, attachments=pdf("一.pdf"))
    phone.apply(attachments=pdf("二.pdf"))
    store.keep(77, 1, b"a draft that was never kept")
    files.keep("a" * 64, b"a file whose act was undone")
    held = {path for path in tmp_path.rglob("*") if path.is_file()}
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for path in held:
        os.utime(path, (long_ago, long_ago))
    assert (apply_jobs.sweep.func(), files_jobs.sweep.func()) == (1, 1)
    gone = held - {path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in gone} == {"1", "a" * 64}
    assert StoredFile.objects.count() == DraftFile.objects.count() == 1
