"""Where does `python -m django` live here? The same commands as `gongkai manage`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
    execute_from_command_line(sys.argv)
