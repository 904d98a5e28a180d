"""Do the pages of 意见征集 offer anybody what they may not do?"""

from gongkai_web.opinions import actions
from gongkai_web.publishing.items import actions as items
from tests.web.interaction.written import client_of
from tests.web.offered import turned_back
from tests.web.opinions.asked import AFTER, answered, called, looked, out, parking, sent

ROOM = "/office/opinions/"


def test_nobody_is_led_to_what_they_may_not_open(office, draft, call, clock):
    """李强 handles, 陈静 keeps the secrets, 周洁 supervises: the results of another call are sealed."""
    opinions = [sent(call), looked(office, sent(call)), looked(office, sent(call), "void", note="看过")]
    other = called(office, parking(office))
    clock.at(AFTER)
    answered(office, call, opinions[1])
    item = out(office, actions.draft_results(call=other, by=office.li_qiang, day=AFTER))
    items.end(item=item, by=office.chen_jing, day=AFTER, kind="secret", reason="涉密")
    for person in (office.li_qiang, office.chen_jing, office.zhou_jie):
        assert turned_back(client_of(person), [ROOM], within=ROOM, looks=9) == [], person
