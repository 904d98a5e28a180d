"""How large may a file be, so that reading it takes bounded time and memory?

A report has some 600 cells and a few thousand characters of prose; the limits leave a hundredfold room.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

LARGEST_FILE = 200 * MEGABYTE
LARGEST_TEXT = 24 * MEGABYTE  # of a web page or plain text
LARGEST_PART = 48 * MEGABYTE  # one member of a DOCX, XLSX or OFD, unpacked
LARGEST_PACKAGE = 160 * MEGABYTE  # all members that are read, unpacked
HIGHEST_RATIO = 250  # unpacked to packed; sound office files stay below 100
RATIO_MATTERS_FROM = 4 * MEGABYTE
MOST_MEMBERS = 100_000  # of an archive
MOST_PAGES = 500
MOST_GLYPHS = 2_000_000
MOST_RULES = 100_000  # ruling lines of one page
MOST_CELLS = 20_000  # of all tables of a file
WIDEST_TABLE = 512  # columns
MOST_AREA = 1_000_000  # places of a sheet between its first and last cell
DEEPEST = 200  # elements within each other
CONVERSION_SECONDS = 120
