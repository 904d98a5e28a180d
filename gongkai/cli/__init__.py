"""The library aloud: how does one call it from a shell?

Each command says one thing per line and ends with a status: 0 well, 1 errors found, 2 something could not be
read or the call was wrong. Wrong usage is one sentence. The commands of the office (`demo`, `serve`,
`manage` …) are found by the entry-point group `gongkai.commands`, so that the library never imports it.
"""

from gongkai.cli.commands import main, parser

__all__ = ["main", "parser"]
