"""Do the DOCX and the PDF of a bulletin say what was issued?"""

from datetime import date

from django.urls import reverse

from gongkai.letters.writing import text_of as text_of_letter
from gongkai_web.oversight.bulletins import actions
from tests.web.bulletins.conftest import TODAY
from tests.web.bulletins.written import approved, drafted
from tests.web.files.made import text_of
from tests.web.oversight.home import client_of
from tests.web.rectification.found import replied, sent


def test_li_qiang_takes_home_the_issued_text_with_its_tables_in_both_forms(town):
    late = replied(town, sent(town), date(2026, 6, 17))
    about = {"by": town.zhou_jie, "today": TODAY, "reference": "示政办〔2026〕7号"}
    made = actions.issue(bulletin=approved(town, drafted(town)), **about)
    sent(town, rule="首页链接", place="首页")  # found after the issue: in neither
    client = client_of(town.li_qiang)
    taken = {
        fmt: client.get(reverse("bulletins:paper", args=[made.pk, fmt])).getvalue() for fmt in ("docx", "pdf")
    }
    read = {"docx": "".join(text_of_letter(taken["docx"], "docx").split()), "pdf": text_of(taken["pdf"])}
    for fmt, text in read.items():
        for told in (
            made.title,
            "示政办〔2026〕7号",
            "本期发现问题1个，通知整改1个",
            "各单位整改情况",
            "逾期回复的单位",
            "".join(str(late).split()),
            "2026-06-17回复，逾期",
            f"{town.city.name}2026年7月10日",
        ):
            assert told in text, (fmt, told)
