"""What would a report look like in every layout that agencies publish?

A generator of sound reports in every carrier, value and label variant of handbook 08, with the cells that a
reader must find and the ones that the layout loses. It shares no code with the reader: the labels are written
out here once more, on purpose.
"""

from tests.corpus_maker.make import Case, cases, make_corpus

__all__ = ["Case", "cases", "make_corpus"]
