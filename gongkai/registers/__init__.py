"""What does a cell of an office's register say, before anybody knows the law or the office?

Pure: days, ditto marks, ticks and several facts in one cell, however a clerk wrote them.
"""
