"""Is what is counted of requests counted on the right day, and of entries that stand?"""

from datetime import date, timedelta

from gongkai_web.cases import actions
from gongkai_web.cases.figures import CORRECTED, OVERDUE
from gongkai_web.cases.models import Event
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import Period, Scope
from tests.people import answer, receive

RECEIVED = date(2024, 6, 3)


def test_wang_fangs_request_is_overdue_from_the_day_after_its_last_day(town):
    case = receive(town, RECEIVED)
    case.refresh_from_db()
    district, day_after = Scope.of(town.district), case.due_on + timedelta(days=1)
    assert count(OVERDUE, district, Period.of_day(case.due_on)) == 0
    assert count(OVERDUE, district, Period.of_day(day_after)) == 1


def test_a_correction_notice_that_was_declared_void_is_not_counted(town):
    stands, void = receive(town, RECEIVED), receive(town, RECEIVED)
    for case in (stands, void):
        actions.ask_correction(
            case=case, by=town.li_qiang, day=date(2024, 6, 5), until=date(2024, 6, 20), items="请写明路段"
        )
        if case is void:
            notice = Event.objects.get(case=case, kind="correction.asked")
            actions.void_event(
                case=case, by=town.li_qiang, day=date(2024, 6, 6), event=notice, reason="登错了件"
            )
        else:
            actions.receive_correction(
                case=case, by=town.li_qiang, day=date(2024, 6, 7), description="云溪路东段"
            )
        answer(town, case, date(2024, 6, 24))
    counted = CORRECTED.records(Scope.of(town.district), Period.of_year(2024))
    assert list(counted) == [stands]
