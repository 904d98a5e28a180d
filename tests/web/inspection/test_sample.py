"""Are all faults of the faulty site found, and none invented? Each run draws other places by its seed.

`GONGKAI_TEST_SEEDS`: how many seeds (default 1).
"""

import os

import pytest

from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.models import Outcome, Visit
from tests.web.inspection.conftest import later
from tests.web.inspection.sample.decoys import UNTOLD
from tests.web.inspection.sample.judged import judged
from tests.web.inspection.sample.served import served
from tests.web.inspection.sample.town import DAY


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 1 + int(os.environ.get("GONGKAI_TEST_SEEDS", "1"))))
def test_every_fault_is_found_and_none_is_invented(inspect, seed):
    with served(seed) as site:
        run = inspect(site, DAY - (later(DAY) - DAY), DAY)
        missed, invented = judged(run, site.faults)
    assert len(site.faults) >= 40
    assert len({one.kind for one in site.faults}) >= 20
    assert (missed, invented) == ([], [])
    untold = Visit.objects.filter(run=run, outcome=Outcome.UNTOLD).values_list("address", flat=True)
    assert {one.removeprefix(site.address) for one in untold} == set(UNTOLD)
    result = queries.result(run)
    assert {one.indicator.code for one in result.lines if one.is_vetoed} == {"V3", "V5"}
    assert (result.verdict, result.points) == ("failed", None)


@pytest.mark.slow
def test_a_site_with_decoys_alone_is_in_order(inspect):
    with served(3, spoilt=False) as site:
        run = inspect(site, DAY)
        assert judged(run, []) == ([], [])
        calendar = sum(times for path, times in site.asked.items() if path.startswith("/calendar"))
    assert calendar <= 31
    assert queries.result(run).points == 100
