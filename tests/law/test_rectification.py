"""整改: 何时整改到期，暂停的日子怎样扣，什么算同一个问题。"""

from datetime import date

from gongkai.rectification import Pause, due_after, place_of, usual_due
from gongkai.workdays import calendar

NOTIFIED, DUE = date(2026, 6, 1), date(2026, 6, 15)


def test_the_usual_term_is_ten_working_days_from_the_day_after_the_notice():
    assert usual_due(NOTIFIED, calendar()) == DUE


def test_before_the_first_rule_on_file_there_is_no_usual_term():
    assert usual_due(date(2018, 6, 1), calendar()) is None


def test_without_a_pause_the_day_stays_as_it_was_set_even_on_a_sunday():
    sunday = date(2026, 6, 14)
    assert due_after(NOTIFIED, sunday, [], calendar()) == sunday


def test_a_pause_gives_its_working_days_back_and_the_day_of_resuming_counts():
    # Paused from Wednesday 3 June until Monday 8 June: 3, 4 and 5 June do not count, the weekend never did.
    paused = Pause(date(2026, 6, 3), date(2026, 6, 8))
    assert due_after(NOTIFIED, DUE, [paused], calendar()) == date(2026, 6, 18)


def test_while_it_rests_there_is_no_last_day():
    assert due_after(NOTIFIED, DUE, [Pause(date(2026, 6, 3))], calendar()) is None


def test_an_address_is_the_same_place_with_and_without_scheme_anchor_and_slash():
    same = {
        place_of(one)
        for one in (
            "https://www.shifan.example/zwgk/",
            "http://www.shifan.example/zwgk",
            "www.shifan.example/zwgk/index.html",
            " https://www.shifan.example/zwgk/#top ",
        )
    }
    assert same == {"www.shifan.example/zwgk"}
    assert place_of("https://www.shifan.example/zwgk?id=1") != place_of(
        "https://www.shifan.example/zwgk?id=2"
    )


def test_words_are_the_same_place_without_their_spaces():
    assert place_of("“云溪发布” 公众号") == place_of("“云溪发布”公众号")


def test_a_pause_never_draws_the_last_day_forward():
    sunday, weekend = date(2026, 6, 14), Pause(date(2026, 6, 6), date(2026, 6, 8))
    assert due_after(NOTIFIED, sunday, [weekend], calendar()) == sunday
