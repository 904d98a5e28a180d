"""Which numbers does the prose of the five samples state, and how does a draft of the same year state them?

手册00 §七 counts fifty: of sample A 4, B 16, C 7, D 19, E 4; fourteen of them are zero, four are 余. Each is
told by a number that the draft refers to, or by the words in which it says that there was none.
"""

from __future__ import annotations

from dataclasses import dataclass

NO_FEES = "没有收取信息处理费，发出收费通知的件数和总金额以及实际收取的总金额均为0"
NO_REQUESTS = "没有收到政府信息公开申请"
NO_APPEALS = "没有因政府信息公开工作被申请行政复议、提起行政诉讼"
NO_INCIDENT = "没有发生信息安全责任事故"
NO_LEAK = "没有发生失泄密事件"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of a sample: the row of 手册00, its value, and how a draft tells it.

    `by`: what the draft refers to; `words`: how it says that there was none.
    `over`: a round one (余), which a number above it and below the next of its kind bears out.
    """

    row: int
    value: int
    by: str = ""
    words: str = ""
    over: int = 0

    def holds(self, number: int) -> bool:
        """Whether a draft with that number states it."""
        return self.value < number < self.value + self.over if self.over else number == self.value


_RESULTS, _APPEALS = "cases.results_total outcome=", "appeals.total appeal_kind="
_FIELD, _READINGS = "items.published_by_field field=", "interpretations.published interpretation_class="
_DENIED = (
    "denied_state_secret|denied_prohibited_by_law|denied_security_stability|denied_third_party_rights|"
    "denied_internal_affairs|denied_process_information|denied_enforcement_file|denied_administrative_inquiry"
)
_TOGETHER = "budgets|effective_investment|market_regulation|product_quality|food_and_drugs|procurement"
_FEES = Stated(63, 0, words=NO_FEES)

# In the order of the files.
SAMPLES: tuple[tuple[Stated, ...], ...] = (
    (_FEES,) * 4,
    (
        Stated(26, 100, f"{_FIELD}{_TOGETHER}", over=100),
        Stated(27, 19, f"{_FIELD}enterprise_relief"),
        Stated(31, 20, f"{_FIELD}agricultural_subsidies", over=10),
        Stated(37, 500, f"{_FIELD}livelihood", over=100),
        Stated(46, 27, "cases.new_received"),
        Stated(46, 4, f"{_RESULTS}granted"),
        Stated(46, 1, f"{_RESULTS}partially_granted"),
        Stated(46, 1, f"{_RESULTS}{_DENIED}"),
        Stated(46, 21, f"{_RESULTS}unavailable_not_held"),
        Stated(58, 2, f"{_APPEALS}reconsideration"),
        Stated(58, 1, f"{_APPEALS}litigation_direct"),
        Stated(76, 1, "offices.held role=leader"),
        Stated(76, 2, "offices.held role=secrecy"),
        Stated(10, 0, words=NO_LEAK),
        Stated(17, 2000, "items.published_by_channel channel=website", over=1000),
        _FEES,
    ),
    (
        Stated(18, 41, "articles.published"),
        Stated(18, 15, "articles.published articles_article_class=work_news"),
        Stated(18, 5, "articles.published articles_article_class=announcements"),
        Stated(18, 21, "articles.published articles_article_class=other_articles"),
        Stated(48, 0, words=NO_REQUESTS),
        Stated(9, 0, words=NO_INCIDENT),
        _FEES,
    ),
    (
        Stated(15, 7474, "items.published"),
        Stated(16, 198, "items.published item_class=overview"),
        Stated(16, 6466, "items.published item_class=news"),
        Stated(22, 156, "items.reposted"),
        Stated(23, 60, "interpretations.published"),
        Stated(23, 21, f"{_READINGS}department"),
        Stated(23, 8, f"{_READINGS}diverse"),
        Stated(23, 31, f"{_READINGS}media"),
        Stated(24, 1496, "reported-up.reported"),
        Stated(24, 925, "reported-up.adopted"),
        Stated(45, 1376, "cases.accepted"),
        Stated(45, 43, "cases.carried_over_in"),
        Stated(45, 1267, "cases.results_total"),
        Stated(45, 109, "cases.carried_over_out"),
        Stated(95, 28, "messages.faults_answered"),
        Stated(111, 8, "assessments.risk"),
        Stated(102, 2, "outlets.sites_closed"),
        Stated(102, 19, "outlets.accounts_closed"),
        _FEES,
    ),
    (Stated(48, 0, words=NO_REQUESTS), *[Stated(60, 0, words=NO_APPEALS)] * 2, _FEES),
)
