"""Are short lists read only where they have anything, and is a row of the work list never left out for it?"""

from datetime import date

from gongkai_web.cases.models import Case
from gongkai_web.desk import looks, queries
from gongkai_web.prepared import Short, read
from tests.people import receive, submit

DAY = date(2024, 3, 15)


def newest(title: str) -> Short:
    return Short(Case.objects.filter(title=title).order_by("-pk"), 2)


def test_what_is_empty_is_not_read(town, django_assert_num_queries):
    lists = [newest("一"), newest("二"), Short(Case.objects.none(), 2)]
    with django_assert_num_queries(1):
        assert read(lists) == [(), (), ()]
    with django_assert_num_queries(0):
        assert read([Short(Case.objects.none(), 2)]) == [()]


def test_what_is_not_empty_is_read_in_its_order_and_no_further(town, django_assert_num_queries):
    first, second, third = (submit(town, DAY, title="二") for _ in range(3))
    with django_assert_num_queries(2):
        assert read([newest("一"), newest("二")]) == [(), (third, second)]
    assert first.pk < second.pk


def test_the_sections_are_written_once_and_asked_anew(town):
    looks._prepared.cache_clear()
    case = receive(town, DAY)
    (before,) = (one for one in queries.work_list(town.li_qiang, DAY).sections if one.key == "mine")
    assert before.cases == [case]
    other = receive(town, DAY)
    (after,) = (one for one in queries.work_list(town.li_qiang, DAY).sections if one.key == "mine")
    assert after.cases == [case, other]
    assert looks._prepared.cache_info().misses == 1


def test_another_day_and_another_clerk_are_other_questions(town):
    case = receive(town, DAY)
    late = {one.key: one.cases for one in queries.work_list(town.li_qiang, date(2024, 5, 6)).sections}
    assert late["late"] == [case]
    assert not any(one.cases for one in queries.work_list(town.he_jing, DAY).sections)
    today = {one.key: one.cases for one in queries.work_list(town.li_qiang, DAY).sections}
    assert (today["late"], today["mine"]) == ([], [case])
