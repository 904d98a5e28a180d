"""What do lines of the audit trail say of the registers of oversight?"""

from gongkai_web.oversight.registers.declared import REGISTERS
from gongkai_web.registers.ledgers import ledger_of

LEDGERS = tuple(ledger_of(register) for register in REGISTERS)
