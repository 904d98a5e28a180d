"""How much may be handed in, and how long may the reading of a file take?"""

from gongkai.reading.formats.limits import MEGABYTE

LARGEST_FILE = 50 * MEGABYTE
LARGEST_BATCH = 500 * MEGABYTE
MOST_FILES = 500
LONGEST_NAME = 120  # characters of a file name
LONGEST_PATH = 250  # of a name with the folders of its archive

SECONDS_A_CLICK = 2.0  # one request reads so long, the rest goes on behind it
SECONDS_A_FILE = 20.0
SECONDS_STALE = 60  # a file claimed so long ago lost its reader: a living one is cut off earlier
SECONDS_A_LOOK = 2.0  # so long a job waits for files that others read
