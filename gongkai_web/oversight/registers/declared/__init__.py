"""How is each register of oversight kept? A chapter for each group, in the order of the list."""

from gongkai_web.oversight.registers.declared import (
    accountability,
    guidance,
    organisation,
    running,
    training,
)

REGISTERS = (
    *organisation.REGISTERS,
    *training.REGISTERS,
    *running.REGISTERS,
    *guidance.REGISTERS,
    *accountability.REGISTERS,
)
