"""How much may be handed in? What an office may change comes from the settings, the rest stands here."""

from __future__ import annotations

from django.conf import settings

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120  # characters of a file name
LONGEST_PAGES_COUNTED = 5000  # pages of a PDF or pictures of a TIFF
MOST_PAGE_PIXELS = 40_000_000  # of one rendered page: A2 at 200 dpi fits, a wall map becomes coarser
DPI = 200  # of a public version
SCREEN_DPI = 110  # of a page shown on the screen
MOST_PARTS = 2000  # of a Word or Excel file; a letter with many pictures has some hundreds
MOST_BOXES = 2000  # of one redaction
MOST_PICTURES = 300  # that stand in the text of one owner


def largest_file() -> int:
    """Bytes of one file."""
    return int(settings.GONGKAI_UPLOAD_MAX_MB) * MEGABYTE


def most_files() -> int:
    """Files of one owner for one purpose."""
    return int(settings.GONGKAI_UPLOAD_MAX_FILES)


def most_pixels() -> int:
    """Pixels of one picture."""
    return int(settings.GONGKAI_UPLOAD_MAX_MEGAPIXELS) * 1_000_000


def most_redacted_pages() -> int:
    """Pages of a file that is redacted here."""
    return int(settings.GONGKAI_REDACTION_MAX_PAGES)
