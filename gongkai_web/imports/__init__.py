"""How do the registers that an office kept in Excel get in, so that nobody starts empty?

`run.check_register` says of each row what would come of it and writes nothing; `run.import_register` does it
through the actions that staff use, a transaction a row. The same rows make nothing twice.
"""
