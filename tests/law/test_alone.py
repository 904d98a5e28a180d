"""Does the law stand alone: can every module of it be loaded without the office?"""

import subprocess
import sys
from pathlib import Path

import gongkai

LOAD = """
import importlib, pkgutil, sys
import gongkai
for module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
    importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] in {"django", "gongkai_web"}))
"""


def test_no_module_of_the_law_loads_django_or_the_office():
    root = Path(gongkai.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", LOAD], cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
