"""Do the office's commands say in one sentence what went wrong, with the right exit status?"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from csp.middleware import CSPMiddleware
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse

from gongkai_web import environment
from gongkai_web.commands import COMMANDS


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["audit"], "gongkai audit 只认识 verify"),
        (["audit", "burn"], "gongkai audit 只认识 verify"),
        (["serve", "--port", "many"], "「many」不是端口"),
        (["serve", "--port", "70000"], "应在 1 至 65535 之间"),
        (["serve", "--sideways"], "不认识的参数"),
        (["work", "--onec"], "不认识的参数"),
        (["manage", "fly"], "没有名为「fly」的管理命令"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(words, sentence, capsys):
    assert COMMANDS[words[0]](words[1:]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_a_sound_trail_is_status_0_and_a_broken_one_status_1(town, capsys):
    assert COMMANDS["audit"](["verify"]) == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditline SET act = 'x' WHERE position = 1")
    assert COMMANDS["audit"](["verify"]) == 1
    assert "第 1 条内容与写入时不同" in capsys.readouterr().out


def test_before_the_database_exists_the_command_says_what_to_run(tmp_path):
    program = "import sys; from gongkai_web.commands import COMMANDS; sys.exit(COMMANDS['audit'](['verify']))"
    around = {"GONGKAI_DATA": str(tmp_path / "with space"), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "gongkai manage migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_of_several_that_start_together_one_makes_the_key_and_no_half_of_it_is_read(tmp_path):
    def start(_: int) -> str:
        return environment.key(tmp_path, "GONGKAI_SECRET_KEY", "secret_key")

    with ThreadPoolExecutor(16) as starting:
        for turn in range(20):
            keys = set(starting.map(start, range(16)))
            assert len(keys) == 1, turn
            assert len(keys.pop()) > 60
            (tmp_path / "secret_key").unlink()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_key_is_no_key(tmp_path):
    (tmp_path / "identity_key").write_text("\n")
    with pytest.raises(ImproperlyConfigured, match="identity_key 是空的，站点不能启动"):
        environment.key(tmp_path, "GONGKAI_IDENTITY_KEY", "identity_key")


def test_an_address_that_cannot_be_loaded_keeps_the_site_from_starting(tmp_path, monkeypatch):
    broken = tmp_path / "broken_urls.py"
    broken.write_text("from gongkai_web import nowhere\n")
    program = (
        "import django; django.setup(); from django.conf import settings;"
        "settings.ROOT_URLCONF = 'broken_urls';"
        "from gongkai_web.commands import COMMANDS; COMMANDS['serve'](['--port', '1'])"
    )
    around = {
        "GONGKAI_DATA": str(tmp_path / "data"),
        "PYTHONPATH": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gongkai_web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "网站在" not in done.stdout


def test_the_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("GONGKAI_SECRET_KEY", raising=False)
    first = environment.key(tmp_path, "GONGKAI_SECRET_KEY", "secret_key")
    assert len(first) >= 50
    assert environment.key(tmp_path, "GONGKAI_SECRET_KEY", "secret_key") == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "given")
    assert environment.key(tmp_path, "GONGKAI_SECRET_KEY", "secret_key") == "given"


def test_a_database_url_names_a_postgresql_server(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "postgresql://gong:p%40ss@db.example:5433/gongkai")
    found = environment.database(tmp_path)
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "gongkai",
        "USER": "gong",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "mysql://db/gongkai")
    with pytest.raises(ImproperlyConfigured, match="GONGKAI_DATABASE_URL 应写成"):
        environment.database(tmp_path)


def test_pages_carry_a_strict_policy(rf):
    page = CSPMiddleware(lambda request: HttpResponse("页"))(rf.get("/"))
    said = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in said
    assert "frame-ancestors 'none'" in said
    assert "unsafe" not in said
