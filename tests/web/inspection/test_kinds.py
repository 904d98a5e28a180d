"""Is each kind of fault that stands in the law found by a program?"""

from pathlib import Path

import gongkai.pages
import gongkai_web.oversight.inspection
from gongkai.pages.law import fault_kinds

ROOMS = (gongkai.pages, gongkai_web.oversight.inspection)
# Of these the program writes the name in part: f"footer_{name}", f"{kind}_stale".
IN_PART = {"footer_": "organiser id_code icp police site_mark find_errors", "_stale": "news notices"}


def test_a_kind_that_no_program_finds_is_told():
    """It would stand in the law, cost points on paper and never be found; no page would say so."""
    files = [file for room in ROOMS for file in Path(room.__path__[0]).rglob("*.py")]
    written = "".join(file.read_text("utf-8") for file in files)
    parts = {f"footer_{name}" for name in IN_PART["footer_"].split()}
    parts |= {f"{name}_stale" for name in IN_PART["_stale"].split()}
    by_words = {code for code, kind in fault_kinds().items() if kind.codes}
    assert {code for code in fault_kinds() if f'"{code}"' not in written} <= parts | by_words
