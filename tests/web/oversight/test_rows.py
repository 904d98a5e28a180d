"""功能清单, row by row: a record moves its figures by what it says, and back when it is void."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai_web.audit.verify import verify
from gongkai_web.figures.counting import Asked, counts
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.registers import actions
from gongkai_web.registers.declared import registers
from tests.web.oversight.conftest import TODAY
from tests.written import read_yaml

ROWS = read_yaml(Path(__file__).with_name("rows.yaml"))["rows"]
DAY = date(2025, 5, 6)
YEAR = Period.of_year(2025)


def entered(town, register, given):
    return actions.enter(
        register=registers()[register],
        by=town.li_qiang,
        agency=town.district,
        day=DAY,
        given=given,
        today=TODAY,
    )


def numbers_of(town, one) -> dict[str, Decimal]:
    asked = {
        name: Asked.on(TODAY, registry().named(f"{one['register']}.{name}"), YEAR) for name in one["moves"]
    }
    return {name: Decimal(str(number)) for name, number in counts(asked, Scope.of(town.district)).items()}


@pytest.mark.parametrize("one", ROWS, ids=lambda one: f"{one['row']}-{one['register']}")
def test_a_record_moves_the_figures_of_its_row(town, one):
    if "before" in one:
        entered(town, **one["before"])
    before = numbers_of(town, one)
    entry = entered(town, one["register"], one["given"])
    if "later" in one:
        actions.fill(
            register=registers()[one["register"]],
            entry=entry,
            by=town.li_qiang,
            today=TODAY,
            given=one["later"],
        )
    after = numbers_of(town, one)
    assert {name: after[name] - before[name] for name in after} == {
        name: Decimal(str(number)) for name, number in one["moves"].items()
    }
    assert verify().sound
    actions.void(
        register=registers()[one["register"]], entry=entry, by=town.li_qiang, day=TODAY, reason="登错了"
    )
    assert numbers_of(town, one) == before
