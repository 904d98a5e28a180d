"""政府信息公开: the rules as dated data, and pure functions over them.

No Django, no network, no clock: "today" is always an argument.
"""

__version__ = "0.1.0"
