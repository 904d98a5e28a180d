"""What does `gongkai manage replay` print, and when does it fail?"""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gongkai_web.cases.models import Case
from gongkai_web.replay import sample_city

pytestmark = pytest.mark.slow

SMALL = sample_city.FOLDER / "yunxi-office-2024.json"


def run(*words: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("replay", *words, stdout=out, stderr=err)
    except CommandError as problem:
        err.write(str(problem))
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_it_replays_under_another_name():
    out, err = run(str(SMALL), "--agency", "示范市白石县人民政府办公室")
    assert out.endswith("1 of 1 equal\n")
    assert not err
    assert {case.agency.name for case in Case.objects.all()} == {"示范市白石县人民政府办公室"}


@pytest.mark.django_db
def test_an_unreadable_file_is_named_and_the_others_are_done(tmp_path: Path):
    empty = tmp_path / "空.txt"
    empty.write_text("")
    out, err = run(str(empty), str(SMALL))
    assert out.endswith("1 of 2 equal\n")
    assert "空.txt：文件是空的" in err
