"""Does the report say of the registers what they hold, each number in the unit of the handbook?"""

from datetime import date

from gongkai_web.annual import prose
from gongkai_web.registers import actions
from gongkai_web.registers.declared import registers


def entered(town, code, **given):
    actions.enter(
        register=registers()[code],
        by=town.li_qiang,
        agency=town.district,
        day=date(2024, 5, 8),
        given=given,
        today=date(2024, 5, 8),
    )


def told(town) -> str:
    return "".join(str(one) for one in prose.in_print(town.district, 2024, drafted(town)).values())


def drafted(town) -> dict[int, str]:
    return prose.first_draft(town.district, 2024)


def test_who_answers_for_the_accounts_is_told_by_who_stands(town):
    entered(town, "patrols", outlet="云溪发布", keeper="李强", found="0")
    assert "专人专责" not in told(town)
    assert "巡检账号1次" in told(town)
    entered(town, "outlet-keepers", name="李强", outlet="云溪发布", unit="政务公开科")
    assert "网站和政务新媒体专人专责，明确责任人1人。" in told(town)


def test_drills_are_told(town):
    assert "应急演练" not in told(town)
    entered(town, "emergency-drills", title="网页篡改应急演练", kind="网页篡改", persons="12")
    assert "开展应急演练1次。" in told(town)


def test_who_took_part_in_an_exercise_is_told(town):
    entered(town, "exercises", title="业务大练兵", kind="练兵活动", persons="40")
    assert "练兵和测试1次、参加练兵和测试40人次" in told(town)
