"""Which papers prove that a request was handled by the law?

《行政诉讼法》第三十四条 and 《行政复议法》第四十四条 put the proof on the agency (handbook 04 §6): the
application, every letter, the search, the opinions, the approvals, the service, the course and the due day.
Identity proofs stay out: the register form names the applicant, the number masked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from gongkai.letters import paper, registration_form, write
from gongkai.procedure.facts import Channel
from gongkai_web.cases.models import Case
from gongkai_web.files import store
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.files.queries import of_owner
from gongkai_web.letters import ground
from gongkai_web.letters.bundle import sheets
from gongkai_web.letters.content import document_of, kind_of
from gongkai_web.letters.kinds import answers
from gongkai_web.letters.models import Bundle, Letter, Status
from gongkai_web.letters.queries import of_case, proofs_of

REGISTERED = "政府信息公开申请登记表"
_OUT = (Status.ISSUED, Status.SEALED, Status.DISPATCHED, Status.SERVED)
_FROM_APPLICANT = (Purpose.APPLICATION_ATTACHMENT, Purpose.CORRECTION)
_OURS = "本机关制作"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence: as a row of the catalogue, and its content.

    `stored`: a file that was handed in or sealed, byte for byte. `pdf`: pages made here, under `heading`.
    """

    name: str
    proves: str
    origin: str
    heading: str = ""
    pdf: bytes = b""
    stored: StoredFile | None = None
    data: bytes = b""


def parts_of(case: Case, day: date) -> list[Part]:
    """The evidence of the case as it stands on `day`, in the order of the catalogue.

    Raises WritingError or LetterError where a page cannot be set, LostError where a stored file is gone.
    """
    known = ground.of(case)
    letters = [one for one in of_case(case).prefetch_related("enclosures") if one.status in _OUT]
    letters.sort(key=lambda one: (one.issued_on or day, one.pk))
    files = list(of_owner(f"cases.Case:{case.pk}"))
    found = [
        *_application(known, files, day),
        *(part for letter in letters for part in _letter(letter)),
        *_made(known, letters, (sheets.searches, sheets.third_parties, sheets.agencies, sheets.approvals)),
        *_made(known, letters, (sheets.services,)),
        *_proofs(letters, files),
        *_others(case, files),
        *_made(known, letters, (sheets.course, sheets.due_day)),
    ]
    return _once(found)


def missing_from(case: Case) -> list[str]:
    """What the evidence will lack as the case stands: the papers that nobody can make here afterwards."""
    state = ground.of(case).state
    letters = [one for one in of_case(case) if one.status in _OUT]
    kept = {file.purpose for file in of_owner(f"cases.Case:{case.pk}")}
    scanned = Purpose.SCAN in kept or Purpose.SEALED_LETTER in kept
    replies = [one for one in letters if answers(kind_of(one))]
    proved = Purpose.SERVICE_PROOF in kept or any(one.proof_file_id for one in letters)
    by_paper = state.channel != Channel.WEB and Purpose.APPLICATION_ATTACHMENT not in kept and not scanned
    wanted = (
        (by_paper, "申请书的扫描件（用途选“申请附件”）"),
        (state.concluded_on and not replies and not scanned, "答复书（没有在本系统制作，也没有扫描件）"),
        (
            any(not one.sealed_file_id for one in replies),
            "答复书的盖章件（在文书页上传，否则收入未盖章的文本）",
        ),
        (state.served_on and not proved, "送达凭证（送达回证、邮政回执的扫描件）"),
    )
    return [said for lacking, said in wanted if lacking]


def _application(known: ground.Ground, files: Iterable[StoredFile], day: date) -> Iterator[Part]:
    form = registration_form(ground.registration(known, day=day), "pdf", day=day)
    proves = "申请人、申请内容、提交方式和收到申请之日"
    yield Part(REGISTERED, proves, "本机关登记", paper("registration", day).title, form)
    for file in files:
        if file.purpose in _FROM_APPLICANT:
            yield _stored(file, _named(file), f"申请人提交的{Purpose(file.purpose).label}", "申请人提交")


def _letter(letter: Letter) -> Iterator[Part]:
    """The letter: the sealed file is the letter; then what went along with it."""
    name = f"{letter.title} {letter.number}".strip()
    proves = kind_of(letter).proves
    if letter.sealed_file:
        yield _stored(letter.sealed_file, name, proves, "本机关制作（盖章件）")
    else:
        yield Part(name, proves, _OURS, letter.title, write(document_of(letter), "pdf"))
    for file in letter.enclosures.all():
        yield _stored(file, f"{name} 附件：{_named(file)}", "随文书提供的内容", _OURS)


def _proofs(letters: Iterable[Letter], files: Iterable[StoredFile]) -> Iterator[Part]:
    """All of each letter: the slip of the post proves the day of posting, what came back that of service."""
    for letter in letters:
        proofs = list(proofs_of(letter))
        for number, proof in enumerate(proofs, start=1):
            which = f"（{number}）" if len(proofs) > 1 else ""
            name = f"送达凭证{which}：{letter.title} {letter.number}".strip()
            yield _stored(proof, name, "文书已经送达及送达日期", "送达回证、邮政回执")
    for file in files:
        if file.purpose == Purpose.SERVICE_PROOF:
            yield _stored(file, f"送达凭证：{_named(file)}", "文书已经送达及送达日期", "送达回证、邮政回执")


def _others(case: Case, files: Iterable[StoredFile]) -> Iterator[Part]:
    """Scans, sealed letters that were not written here, evidence; never an earlier bundle."""
    bundles = set(Bundle.objects.filter(case=case).values_list("file_id", flat=True))
    wanted = (Purpose.SEALED_LETTER, Purpose.SCAN, Purpose.EVIDENCE)
    for file in files:
        if file.purpose in wanted and file.pk not in bundles:
            yield _stored(file, _named(file), f"办理中形成的{Purpose(file.purpose).label}", "本机关保存")


Maker = Callable[[ground.Ground, list[Letter]], "sheets.Page | None"]


def _made(known: ground.Ground, letters: list[Letter], makers: Iterable[Maker]) -> Iterator[Part]:
    """Pages made from the events; none where there is nothing to say."""
    for maker in makers:
        page = maker(known, letters)
        if page:
            yield Part(page.sheet.title, page.proves, "本机关办理系统", page.sheet.title, page.pdf())


def _stored(file: StoredFile, name: str, proves: str, origin: str) -> Part:
    return Part(name, proves, origin, stored=file, data=store.read(file.sha256))


def _named(file: StoredFile) -> str:
    return PurePath(file.name).stem


def _once(found: Iterable[Part]) -> list[Part]:
    """Without the second of what is the same file."""
    kept: list[Part] = []
    seen: set[str] = set()
    for part in found:
        if part.stored:
            if part.stored.sha256 in seen:
                continue
            seen.add(part.stored.sha256)
        kept.append(part)
    return kept
