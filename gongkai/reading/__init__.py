"""How does any file become a report?

bytes → text (`decode`) → blocks (`text`, `html`) → cells of the form (`tables`, `inference`) and prose
(`gongkai.prose`) → `Report` with a note for everything that is blank, inferred or unreadable. A table that
cannot be read is never shown as zeros.
"""

from gongkai.reading.reader import read, read_bytes

__all__ = ["read", "read_bytes"]
