"""Does an installation of version 0.1 come up with everything that it had, under the new names of its tables?

`city-0.1.sqlite3.xz` is the database of the sample city as version 0.1 made it. What it has none of – a batch
of the checking desk, a request for correction, a proposal, a bundle – is added as 0.1 wrote it.
"""

import json
import lzma
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.founding.schema import Seen
from tests.web.founding.test_found import AT_ONCE, made

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ADDED = """
INSERT INTO review_batch VALUES (7, '2024 年报', '2026-01-05', 1, 1);
INSERT INTO records_series VALUES (1, 2026, 3, 1);
INSERT INTO records_recordcorrection (id, agency_id, year, number, applicant_name, organisation, id_kind,
    id_cipher, id_digest, masked, contact, record, claim, proof, registered_at, status, decision)
  VALUES (5, 1, 2026, 3, '王芳', 0, '', x'', '', '', '', '房屋面积', '应为 88 平方米', '测绘报告',
    '2026-03-02 01:00:00', 'open', '');
INSERT INTO records_correctionevent (id, correction_id, position, kind, day, data, person_name, recorded_at)
  VALUES (9, 5, 1, 'received', '2026-03-02', '{}', '李强', '2026-03-02 01:00:00');
INSERT INTO records_proposal (id, agency_id, title, by_applicant, proposer_name, grounds, proposed_on,
    proposed_by_id, status, opinion, place)
  VALUES (4, 1, '征地补偿方案', 1, '王芳', '', '2026-03-02', 1, 'waiting', '', '');
INSERT INTO records_proposal_cases VALUES (1, 4, (SELECT min(id) FROM cases_case));
UPDATE cases_case SET flags = '["dispatch-late"]' WHERE id = 11;
UPDATE cases_case SET flags = '["receipt-late", "reply-ordered"]' WHERE id = 12;
UPDATE cases_case SET status = 'replied', dispatched_on = NULL WHERE id = 13;
"""
LOOK = """
import json
from gongkai.document import from_json
from gongkai_web.annual import tally
from gongkai_web.annual.campaign.models import Batch
from gongkai_web.annual.models import Filing
from gongkai_web.cases.models import Case
from gongkai_web.corrections.models import CorrectionEvent, RecordCorrection, Series
from gongkai_web.proposals.models import Proposal
from gongkai_web.publishing.models import DocumentChange, NormativeDocument

filed = [(one, from_json(one.document)) for one in Filing.objects.select_related("agency")]
print(json.dumps({
    "equal": [tally.cells(one.agency, one.year) == report.cells for one, report in filed],
    "late": list(Case.objects.filter(late=True).order_by("pk").values_list("pk", "flags")),
    "unsent": list(Case.objects.filter(unsent=True).values_list("pk", flat=True)),
    "batch": Batch.objects.get(pk=7).title,
    "series": Series.objects.get().last,
    "ended": list(NormativeDocument.objects.filter(ended_on__isnull=False)
        .order_by("pk").values_list("pk", "ending")),
    "changed": list(DocumentChange.objects.order_by("document")
        .values_list("document", "kind")),
    "correction": CorrectionEvent.objects.get(pk=9).correction.record,
    "proposal": Proposal.objects.get(pk=4).cases.count(),
    "next": RecordCorrection.objects.create(agency_id=1, year=2026, number=4).pk,
}))
"""
NAMED = """
from gongkai_web.audit.verify import verify
print(json.dumps([(one.kind, one.ledger or one.chain, one.key) for one in verify().faults]))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A data folder as version 0.1 left it, upgraded."""
    folder = tmp_path_factory.mktemp("零点一")
    file = folder / "gongkai.sqlite3"
    file.write_bytes(lzma.decompress((HERE / "city-0.1.sqlite3.xz").read_bytes()))
    with sqlite3.connect(file) as database:
        database.executescript(ADDED)
    run(folder, "migrate", "--no-input")
    return folder


def run(data: Path, *words: str) -> str:
    """What `gongkai manage` prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**kept, "GONGKAI_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def unnamed(schema: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """An index by what it is on: one of 0.1 keeps the name that its table had then."""
    return sorted(
        ("index", [re.sub(r'INDEX "\w+" ON', "INDEX ON", one) for one in parts])
        if name.startswith("index ")
        else (name, parts)
        for name, parts in schema.items()
    )


def test_a_database_of_0_1_keeps_its_rows_and_its_five_reports_are_still_counted_equal(data, tmp_path):
    """Its tables, indexes and triggers are those of a database that was set up at once."""
    found, named = map(json.loads, run(data, "shell", "--no-imports", "-c", LOOK + NAMED).splitlines()[-2:])
    assert found.pop("equal") == [True] * 5
    # What had ended without a row of its own has one now.
    ended = found.pop("ended")
    assert len(ended) > 100
    assert found.pop("changed") == ended
    assert found == {
        "late": [[11, ["dispatch-late"]], [12, ["receipt-late"]]],
        "unsent": [13],
        "batch": "2024 年报",
        "series": 3,
        "correction": "房屋面积",
        "proposal": 1,
        "next": 6,
    }
    # What was added or changed here was so past the program: that alone is named.
    untold = [("更正申请", "5"), ("更正申请", "6"), ("更正办理事项", "9")]
    assert named == [["differs", "申请件", "13"], *(["untold", *one] for one in untold)]
    assert unnamed(made(AT_ONCE, tmp_path / "at_once").schema) == unnamed(Seen(data, "").schema)


FORGED = """
from django.db import connection
from gongkai_web.audit.verify import verify

named = set()
for forged in (
    "UPDATE cases_event SET day = '2020-01-01' WHERE id = 7",
    "UPDATE audit_auditline SET reason = 'x' WHERE chain = '0.1' AND place = 2",
    "UPDATE audit_auditline SET seal = '' WHERE act = 'audit.seal'",
):
    with connection.cursor() as cursor:
        cursor.execute(forged)
    named |= {(one.kind, one.chain or one.ledger, one.key or str(one.place or "")) for one in verify().faults}
print(json.dumps(sorted(named)))
"""


def test_what_0_1_wrote_is_closed_by_one_keyed_line_and_compared(data, tmp_path):
    data = shutil.copytree(data, tmp_path / "data")
    with sqlite3.connect(data / "gongkai.sqlite3") as database:
        closing = database.execute("SELECT count(*) FROM audit_auditline WHERE chain = '0.1' AND seal != ''")
        assert closing.fetchone() == (1,)
    found = json.loads(run(data, "shell", "--no-imports", "-c", "import json" + FORGED).splitlines()[-1])
    assert ["differs", "办理事项", "7"] in found
    assert ["changed", "0.1", "2"] in found
    assert ["unsealed", "0.1", "1"] in found
