"""What can go wrong, and how do we say it?

One tree. Every message is a sentence for the person who can mend it: what, where, why, what to do.

    GongkaiError
    ├── UsageError           a command was called in a way that it does not know
    ├── LawError             a file of the law folder is malformed (for whoever keeps it)
    ├── NotInForce           no rule for that day is on file
    ├── ImpossibleEvents     events that cannot have happened in that order
    ├── WritingError         a report could not be written so that it reads back equal
    └── ReadingError         a file could not be read as a report
        ├── EmptyFile
        ├── BinaryFile
        ├── WrongEncoding
        ├── UnsupportedFormat     (ConverterMissing below it: LibreOffice is not installed)
        ├── NotAReport
        ├── SeveralReports        the numbers of two reports in one file, which must not be mixed
        └── in reading/formats/refusals.py: TooLarge, Damaged, Protected, Scanned, ConversionFailed
"""

from __future__ import annotations


class GongkaiError(Exception):
    """The root: `str(error)` is one Chinese sentence, fit to be shown as it is."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same, one by one where it tells several things that are to be mended."""
        return (str(self),)


class UsageError(GongkaiError):
    """Wrong usage: names what was wrong and what is allowed."""


class LawError(GongkaiError):
    """Malformed law data: names file, key and what is allowed there."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"法规数据 {file} 的「{key}」：{problem}")
        self.file = file
        self.key = key
        self.problem = problem

    def __reduce__(self) -> tuple[type[LawError], tuple[str, str, str]]:
        """It may have to travel back from a process of its own."""
        return LawError, (self.file, self.key, self.problem)


class NotInForce(GongkaiError):
    """The law on file does not reach that day; never answered with today's number."""


class ImpossibleEvents(GongkaiError):
    """Events that contradict each other: a reply before the receipt, an answer before the question."""


class WritingError(GongkaiError):
    """Nothing was written: the target is impossible, or what was written did not read back equal."""


class ReadingError(GongkaiError):
    """A file that is not a readable report; the other files of a run are still done."""


class EmptyFile(ReadingError):
    """Nothing in it, or only white space."""


class BinaryFile(ReadingError):
    """Neither text nor a supported document format."""


class WrongEncoding(ReadingError):
    """Text, but neither UTF-8 nor GB18030."""


class UnsupportedFormat(ReadingError):
    """A known format that this installation does not read."""


class NotAReport(ReadingError):
    """Readable, but holds no annual report on government information disclosure."""


class SeveralReports(ReadingError):
    """More than one report in a file: which number belongs to which must not be guessed."""
