"""Does any file leave the office without a line in the trail? Read from the views themselves."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[3] / "gongkai_web"
LEAVING = {"as_download", "as_picture", "attached", "FileResponse"}
NOTED = {"log_view", "note_taken", "_note"}
# Where no applicant stands in what leaves, or the applicant takes it: module and function.
WITHOUT = {
    "portal/views.py report_file": "a published report",
    "portal/archive.py former_file": "a report that was public before",
    "publishing/catalogue/pages/standard.py public_file": "the public standard catalogue",
    "publishing/gazette/public.py paper": "what is public with its items",
    "publishing/items/pages/papers.py public_paper": "what is public",
    "publishing/items/pages/public_files.py _sent": "what is public with its item",
    "publishing/items/pages/pictures.py _shown": "what stands in a text that one may read",
    "desk/views/statistics.py spreadsheet": "numbers",
    "imports/views.py template_file": "an empty register",
    "imports/tables/pages.py template": "an empty table",
    "publishing/wording/views.py download": "words",
    "annual/campaign/downloads.py findings": "what was found in reports of agencies",
    "annual/campaign/downloads.py original": "a report of an agency",
    "annual/campaign/downloads.py annotated": "a report of an agency",
    "annual/campaign/collecting/pages/submission.py original": "a report of an agency",
    "apply/views/following.py enclosure": "the applicant's own",
    "apply/printed.py as_sealed": "the applicant's own",
}


def leaving(source: str) -> list[tuple[str, bool]]:
    """The functions that hand out a file, and whether they note it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            called = {name_of(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
            if called & LEAVING:
                found.append((node.name, bool(called & NOTED)))
    return found


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_every_file_that_leaves_is_noted():
    silent = {
        f"{path.relative_to(HERE)} {name}"
        for path in sorted(HERE.rglob("*.py"))
        for name, noted in leaving(path.read_text(encoding="utf-8"))
        if not noted
    }
    assert silent == set(WITHOUT)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def view(request):\n    return responses.as_download(file)", [("view", False)]),
        ("def view(request):\n    log_view(file)\n    return as_download(file)", [("view", True)]),
        ("def view(request):\n    return page(request)", []),
    ],
)
def test_a_planted_view_is_found(source, found):
    assert leaving(source) == found
