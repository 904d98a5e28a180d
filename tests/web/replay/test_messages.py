"""找错 and 信箱: does a report that states them come to messages that were answered in time?"""

import pytest

from gongkai_web.audit.verify import verify
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.interaction.models import Message
from gongkai_web.replay.statements.messages import Crew, parts_of
from gongkai_web.replay.statements.planning import records_for
from tests.web.replay.test_statements import said, statements_of, told

SAID = "按时回复信箱咨询，认真做好“我为政府网站找错”监督平台的网民留言工作，全年共计处理留言28条。"
YEAR = 2024


def made(town, text: str) -> None:
    """The messages that bear the sentence out, at 云溪区."""
    records = records_for(statements_of(told(text)), YEAR)
    for make, _ in parts_of(records, YEAR, Crew(town.district, town.li_qiang, town.sun_li)):
        make()


def counted(town, key: str) -> int:
    return count(registry().named(f"messages.{key}"), Scope.of(town.district), Period.of_year(YEAR))


def test_both_sentences_are_read():
    assert said(SAID) == {"找错留言": "28", "网站信箱": "有"}
    assert said("处理网民找错留言28条") == {"找错留言": "28"}


@pytest.mark.slow
def test_a_year_has_its_28_faults_with_terms_kept_and_a_mailbox_all_in_time(town):
    made(town, SAID)
    assert counted(town, "faults_answered") == counted(town, "faults_in_time") == 28
    assert counted(town, "mailbox_received") == counted(town, "mailbox_in_time") > 0
    assert verify().sound


def test_a_report_without_them_makes_none(town):
    made(town, "主动发布政府信息70条。")
    assert not Message.objects.exists()
