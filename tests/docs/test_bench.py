"""Do `make bench` and `make docs` begin where nobody has set anything?"""

import os
import subprocess
import sys

from tools.make_docs import ROOT


def run(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_what_makes_the_docs_is_loaded_without_settings():
    done = run("-c", "import tools.make_docs")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_bench_begins_without_settings_and_names_its_parts():
    done = run("-m", "bench", "nothing")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("没有「nothing」这一部分；可用：startup、")
