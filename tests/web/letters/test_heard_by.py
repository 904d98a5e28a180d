"""Where two heard reconsideration on the day of a letter, do the letter, its checks and the page say both?"""

from __future__ import annotations

from datetime import date

from gongkai_web.agencies.queries import particulars_of
from gongkai_web.cases.redress import redress
from gongkai_web.cases.stored import current, facts_of
from gongkai_web.letters import content
from tests.web.letters.written import furnish, issued, posted, sealed

BOTH = "示范市人民政府或者示范省自然资源厅"
FORMER = [{"until": "2024-09-30", "names": ["示范市人民政府", "示范省自然资源厅"]}]


def test_an_old_letter_tells_both_and_a_new_one_the_present_one(office, case):
    furnish(office, former_authorities=FORMER, reconsideration_authority="示范市云溪区人民政府")
    letter = posted(office, sealed(office, issued(office, case, "L12")))
    assert f"日内向{BOTH}申请行政复议" in content.document_of(letter).text
    told = redress(facts_of(case), current(case), particulars_of(case.agency), date(2024, 10, 8))
    assert BOTH in "".join(remedy.text for remedy in told.ways)
    later = particulars_of(case.agency).heard_by(date(2024, 10, 1))
    assert later == "示范市云溪区人民政府"
