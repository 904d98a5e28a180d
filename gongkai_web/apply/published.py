"""What is already published and may be what the applicant looks for?

Offered beside the form, never instead of it or before it: whoever wants to apply applies.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from gongkai_web.agencies.models import Agency
from gongkai_web.look.parts import ListRow
from gongkai_web.office.places import page_of
from gongkai_web.publishing.marks import mark_of
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.publishing.queries import counted

MOST = 5
_READ = 5000  # the newest titles of one agency
_ALIKE = 0.25  # of the words asked for
# What nearly every title has tells nothing.
_COMMON = ("关于", "通知", "印发", "的", "办法", "意见", "规定", "方案", "人民政府", "公开", "信息")


def offered(agency: Agency, words: str, day: date) -> list[ListRow]:
    """The published documents of the agency whose titles share most with the words; the best first."""
    wanted = _grams(words)
    if not wanted:
        return []
    titles = counted(agency).values_list("pk", "title", "number")[:_READ]
    shares = [(len(wanted & _grams(f"{title}{number}")) / len(wanted), pk) for pk, title, number in titles]
    best = sorted((one for one in shares if one[0] >= _ALIKE), reverse=True)[:MOST]
    rows = NormativeDocument.objects.in_bulk([pk for _, pk in best])
    return [_row(rows[pk], day) for _, pk in best]


def _grams(words: str) -> frozenset[str]:
    """Overlapping pairs of signs, without what all titles have."""
    plain = unicodedata.normalize("NFKC", words).lower()
    for word in _COMMON:
        plain = plain.replace(word, " ")
    return frozenset(
        run[at : at + 2]
        for run in "".join(sign if sign.isalnum() else " " for sign in plain).split()
        for at in range(max(len(run) - 1, 1))
    )


def _row(document: NormativeDocument, day: date) -> ListRow:
    mark = mark_of(document, day)
    return ListRow(document.title, page_of(document), document.issued_on, document.number, "", mark)
