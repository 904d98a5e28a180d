"""Can every case be read whose events were once accepted, whatever has been learnt since?"""

from datetime import date

from django.core.management import call_command

from gongkai_web.cases import actions, queries
from gongkai_web.cases.models import Case, DueMove, Event
from tests.people import receive


def test_after_an_upgrade_every_case_is_read_anew_and_one_that_cannot_be_read_stops_no_other(town, capsys):
    sound = receive(town, date(2025, 3, 3))
    broken = receive(town, date(2025, 3, 3))
    Case.objects.filter(pk=sound.pk).update(next_act="close", next_on=None, due_on=date(2025, 1, 1))
    Event.objects.create(
        case=broken, position=9, place=9, kind="no.such", day=date(2025, 3, 4), data={}, person_name="李强"
    )
    call_command("recompute")
    sound.refresh_from_db()
    assert (sound.next_act, sound.due_on) == ("reply", date(2025, 3, 31))
    assert sound.registry_number in capsys.readouterr().out
    assert DueMove.objects.get().reason == "软件升级后按现在的规则重新计算"
    assert set(queries.states_of([sound, broken])) == {sound.pk}
    assert actions.recompute_open(by=None, day=date(2025, 3, 5), reason="放假通知") == []
