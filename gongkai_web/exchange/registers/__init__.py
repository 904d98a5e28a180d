"""How do the registers that an office kept in Excel get in, so that nobody starts empty?

`check_register` says of each row what would come of it and writes nothing; `import_register` does it through
the actions that staff use, a transaction a row. The same rows make nothing twice.
"""

from gongkai_web.exchange.registers.papers import result_workbook, template
from gongkai_web.exchange.registers.plan import Defaults
from gongkai_web.exchange.registers.run import Line, Report, Result, check_register, import_register

__all__ = [
    "Defaults",
    "Line",
    "Report",
    "Result",
    "check_register",
    "import_register",
    "result_workbook",
    "template",
]
