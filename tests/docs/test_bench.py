"""Does `make bench` begin where nobody has set anything?"""

import os
import subprocess
import sys

from tools.make_docs import ROOT


def test_the_bench_begins_without_settings_and_names_its_parts():
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "bench", "nothing"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("没有「nothing」这一部分；可用：startup、")
