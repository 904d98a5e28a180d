"""Is the whole law folder sound: can every file be read, and do the files fit one another?

Each subject reads its own file when it is first asked, so that a slip in one letter was found by whoever
opened a case. Here all are asked at once, and what no single file can tell is told: an outcome without its
row or its letter, a row without its outcome, a value older than the document that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fnmatch import fnmatch

from gongkai import lawfitting
from gongkai.aggregation.comparison import measures
from gongkai.aggregation.policies import treatments
from gongkai.aggregation.repetition import limits, phrases
from gongkai.aggregation.resemblance import number_limits
from gongkai.checking.rules import rules
from gongkai.counting import counting_book
from gongkai.deadlines import terms
from gongkai.drafting.blocks import blocks
from gongkai.drafting.typed import meanings
from gongkai.errors import GongkaiError, LawError
from gongkai.examining.kinds import kinds_of_finding
from gongkai.form import Form, forms
from gongkai.indicators.law import indicators
from gongkai.lawbook import FOR_REVIEWERS, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.letters.library import letter_kinds, letters_for_outcome
from gongkai.letters.remedies import remedy_types
from gongkai.letters.sources import letter_lawbook
from gongkai.messages import ends as message_ends
from gongkai.messages import message_types, templates
from gongkai.outcomes import agency_kinds, applicant_kinds, outcome_groups, outcomes
from gongkai.owed import report_kinds
from gongkai.pages.law import dated_limits, fault_kinds
from gongkai.pages.law import indicators as inspection_indicators
from gongkai.pages.law import words as page_words
from gongkai.procedure.pleas import pleas
from gongkai.procedure.telling import telling
from gongkai.proofing.kinds import proofing_kinds
from gongkai.proofing.protected import protected_phrases
from gongkai.proofing.words import kept_words
from gongkai.prose.examples import failing
from gongkai.prose.vocabulary import vocabulary
from gongkai.publication.ends import ends
from gongkai.publication.files import PUBLICATION_FILES
from gongkai.synonyms import synonyms
from gongkai.tariff import tariffs
from gongkai.topics import groups
from gongkai.workdays import calendar

# Which files there may be, and who reads them; what reads last needs what is read before.
_READERS: tuple[tuple[str, Callable[[Lawbook], object]], ...] = (
    ("instruments.yaml", lambda book: book.instruments),
    ("agencies.yaml", agency_kinds),
    ("applicants.yaml", applicant_kinds),
    ("outcome_groups.yaml", outcome_groups),
    ("outcomes.yaml", outcomes),
    ("deadlines/*.yaml", terms),
    ("reports.yaml", report_kinds),
    ("fees/information_processing.yaml", tariffs),
    ("calendar/*.yaml", calendar),
    ("forms/*.yaml", forms),
    ("rules/*.yaml", rules),
    ("counting.yaml", counting_book),
    ("letters/*.yaml", letter_kinds),
    ("remedies.yaml", remedy_types),
    ("pleas.yaml", pleas),
    ("telling.yaml", telling),
    ("outgoing.yaml", kinds_of_finding),
    ("proofing.yaml", proofing_kinds),
    ("words/*.yaml", kept_words),
    ("words/protected.yaml", protected_phrases),
    ("synonyms.yaml", synonyms),
    ("prose/*.yaml", vocabulary),
    ("publication/ends.yaml", ends),
    *((f"publication/{file}", read) for file, read in PUBLICATION_FILES),
    ("aggregation.yaml", treatments),
    ("comparison.yaml", measures),
    ("repetition.yaml", limits),
    ("repeated_numbers.yaml", number_limits),
    ("boilerplate.yaml", phrases),
    ("drafting/groups.yaml", groups),
    ("drafting/blocks.yaml", blocks),
    ("drafting/typed.yaml", meanings),
    ("indicators.yaml", indicators),
    ("messages/types.yaml", message_types),
    ("messages/ends.yaml", message_ends),
    ("messages/templates.yaml", templates),
    ("pages/indicators.yaml", inspection_indicators),
    ("pages/kinds.yaml", fault_kinds),
    ("pages/limits.yaml", dated_limits),
    ("pages/words.yaml", page_words),
)
_YEARLY = ("forms/", "counting.yaml")  # what holds for a report is said when its year is over
_Written = dict[str, object]
_REVIEWED_KEYS = ("note", "handbook")


class UnsoundLaw(GongkaiError):
    """The law folder must not be worked with: says the first slip and how many there are."""


def files(book: Lawbook) -> list[str]:
    """Every file of the folder, by name."""
    return sorted(path.relative_to(book.root).as_posix() for path in book.root.rglob("*.y*ml"))


def days(node: Node) -> list[str]:
    """The days from which something holds in a file; the year, of a notice of holidays."""
    found = {str(value["from"]) for _, value in _mappings(node.written) if "from" in value}
    return sorted(found) if "year" not in node else [str(node.written["year"])]


def refuse_unsound(book: Lawbook | None = None) -> None:
    """Raises UnsoundLaw where `problems` finds any."""
    found = problems(book)
    if found:
        more = f"（另有 {len(found) - 1} 处；gongkai law 列出全部）" if len(found) > 1 else ""
        raise UnsoundLaw(f"{found[0]}{more}")


def problems(book: Lawbook | None = None) -> list[str]:
    """What is wrong in the law folder, each in one sentence with file, key and what to do; none, if sound.

    What cannot be read is told first and alone: nothing can be compared with it.
    """
    try:
        book = book or lawbook()
    except LawError as slip:
        return [str(slip)]
    unread = list(dict.fromkeys(_unread(book)))
    return unread or [str(slip) for slip in _unfitting(book)]


def misread_words(book: Lawbook | None = None) -> list[str]:
    """Words of the prose that do not say in their worked example what it means, each in one sentence.

    Asked by whoever enters words: the start of a site need not wait for two thousand sentences.
    """
    return [str(slip) for slip in _misread(book or lawbook())]


def _misread(book: Lawbook) -> Iterator[LawError]:
    for example, told in failing(book):
        meant = "、".join(example.means) or "不算作表格里的数"
        file, _, key = example.where.partition(" ")
        yield LawError(
            file,
            key,
            f"「{example.word}」放进算例「{example.text}」，应当读出：{meant}；读出的是：{told}。"
            "请改这个词或者算例。",
        )


def _unread(book: Lawbook) -> Iterator[str]:
    for name in files(book):
        if not any(fnmatch(name, pattern) for pattern, _ in _READERS):
            allowed = "、".join(pattern for pattern, _ in _READERS)
            yield str(LawError(name, "（文件）", f"没有哪一部分读它；请改名或移走，这里允许：{allowed}。"))
    for _, read in _READERS:
        try:
            read(book)
        except LawError as slip:
            yield str(slip)


def _unfitting(book: Lawbook) -> Iterator[LawError]:
    written = {node.text("key"): node for node in book.nodes("forms")}
    ordered = list(forms(book).values())
    lasts = [*(form.since - timedelta(days=1) for form in ordered[1:]), date.max]
    for form, last in zip(ordered, lasts, strict=True):
        node, ends = written[form.key], min(form.until or date.max, last)
        yield from lawfitting.of_a_year(node, form)
        yield from lawfitting.of_its_rows(node, form)
        yield from _rows_without_outcome(book, node, form, ends)
        yield from _outcomes_without_row(book, node, form, ends)
    yield from _outcomes_without_letter(book)
    yield from _letters_of_another_agency(book)
    yield from _outcomes_untold(book)
    for name in files(book):
        yield from _older_than_its_source(book, book.node(name))
        yield from _words_for_reviewers(book.node(name))


def _rows_without_outcome(book: Lawbook, node: Node, form: Form, last: date) -> Iterator[LawError]:
    known = outcomes(book)
    held = known.during(form.since, last)
    for row in form.result_rows:
        where = f"table3.rows.{row.key}"
        for code in row.outcomes:
            if code not in known:
                yield node.refuse(
                    where,
                    f"outcomes.yaml 里没有「{code}」这种办理结果；请在那里加上它，或者用 sum_of 写明这一行"
                    "计哪些结果。",
                )
        if set(row.outcomes) <= set(known) and not set(row.outcomes) & set(held):
            yield node.refuse(
                where,
                f"自 {form.since} 起的这个格式里，「{'、'.join(row.outcomes)}」都不能选用；"
                "请核对 outcomes.yaml 的起止日，或者删去这一行。",
            )


def _outcomes_without_row(book: Lawbook, node: Node, form: Form, last: date) -> Iterator[LawError]:
    for code, outcome in outcomes(book).during(form.since, last).items():
        if form.row_of(code) is None:
            yield node.refuse(
                "table3.rows",
                f"没有计「{outcome.short}」（outcomes.yaml 的 {code}）的行，这种结果会数不进年报；"
                "请加上这一行，或者写在另一行的 sum_of 里。",
            )


def _outcomes_without_letter(book: Lawbook) -> Iterator[LawError]:
    """Of each outcome, the first day on which no letter can tell it."""
    changes = letter_kinds(book).days
    for code, dated in outcomes(book).words.items():
        asked = [dated.since, *(day for day in changes if day > dated.since and dated.holds(day))]
        bare = [day for day in asked if not letters_for_outcome(code, day, book)]
        if bare:
            yield LawError(
                "outcomes.yaml",
                code,
                f"{bare[0]} 没有哪种文书用于「{dated.name}」；请在 letters/ 里一种文书的 outcomes 写上它。",
            )


def _letters_of_another_agency(book: Lawbook) -> Iterator[LawError]:
    """A letter that names the agency in charge cites what its outcome takes for it, and no other letter."""
    known = outcomes(book)
    for code, dated in letter_kinds(book).words.items():
        for value in dated.values:
            names = any("agency_named" in told for told in value.value.enters.values())
            for outcome in (known.at(one, value.since) for one in value.value.outcomes):
                cited = outcome.not_ours.meant_by(value.value.article)
                read_as = "由别的机关负责" if cited else "信息不存在"
                if outcome.proof == "search" and cited != names:
                    yield LawError(
                        "outcomes.yaml",
                        f"{outcome.code}.not_ours",
                        f"文书 {code} 自 {value.since} 起引用「{value.value.article}」，按 not_ours 的写法"
                        f"会认作{read_as}；请自这一天起加一个值，改正 not_ours。",
                    )


def _outcomes_untold(book: Lawbook) -> Iterator[LawError]:
    """A sentence that tells how many there were of some outcomes of a group tells of all of them."""
    for code, dated in blocks(book).words.items():
        ends = [*(later.since - timedelta(days=1) for later in dated.values[1:]), dated.last or date.max]
        for value, last in zip(dated.values, ends, strict=True):
            told = {
                one
                for counted in value.value.told
                for by, some in counted.only
                if by == "outcome"
                for one in some
            }
            held = outcomes(book).during(value.since, last).values()
            touched = {one.group for one in held if one.code in told}
            for one in held:
                if one.group and one.group in touched and one.code not in told:
                    yield LawError(
                        "drafting/blocks.yaml",
                        code,
                        f"说了同一组的别的办理结果，没有说「{one.short}」（outcomes.yaml 的 {one.code}）；"
                        "请写上它，或者用 @ 写整组。",
                    )


def _older_than_its_source(book: Lawbook, node: Node) -> Iterator[LawError]:
    """No rule rests on a document that was not yet in force, unless it is said why (`earlier`).

    What stands within a value – elements, phrases, remedies of a letter – holds from the day of that value.
    """
    yearly = node.file.startswith(_YEARLY)
    for where, begun, source in _sources(node.written):
        if "earlier" in source or source.get("status", "verified") != "verified":
            continue
        since = date.fromisoformat(begun)
        since = date(since.year, 12, 31) if yearly else since
        made = letter_lawbook(book).instruments[str(source["instrument"])]
        if made.since and since < made.since:
            yield node.refuse(
                where,
                f"{begun} 早于出处「{made.short}」的施行日 {made.since}；请核对两处的日子，"
                "确实也管以前的，在 source 里写 earlier 说明为什么。",
            )


def _sources(written: object, where: str = "", begun: str = "") -> Iterator[tuple[str, str, _Written]]:
    """Every source with the key of what has it, and the day from which that holds; undated ones are left."""
    if isinstance(written, list):
        for number, below in enumerate(written):
            yield from _sources(below, f"{where}[{number}]", begun)
    if not isinstance(written, dict):
        return
    begun = str(written.get("from", begun))
    source = written.get("source")
    if isinstance(source, dict) and begun:
        yield f"{where}.{'from' if 'from' in written else 'source'}".strip("."), begun, source
    for key, below in written.items():
        if key != "source":
            yield from _sources(below, f"{where}.{key}".strip("."), begun)


def _words_for_reviewers(node: Node) -> Iterator[LawError]:
    """What is said to reviewers stands in `note`, for every other text may be read by anybody."""
    for where, value in _mappings(node.written):
        for key, text in value.items():
            told = text if isinstance(text, list) else [text]
            found = [word for word in FOR_REVIEWERS for one in told if isinstance(one, str) and word in one]
            if found and key not in _REVIEWED_KEYS:
                yield node.refuse(
                    f"{where}.{key}".strip("."),
                    f"“{found[0]}”是给复核人看的话；请写在同一处的 note，那里的话不进文书、案件和公众页面。",
                )


def _mappings(written: object, where: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Every mapping of a file with the key under which it stands."""
    if isinstance(written, dict):
        yield where, written
        for key, below in written.items():
            yield from _mappings(below, f"{where}.{key}".strip("."))
    elif isinstance(written, list):
        for number, below in enumerate(written):
            yield from _mappings(below, f"{where}[{number}]")
