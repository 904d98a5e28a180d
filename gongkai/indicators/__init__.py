"""What does a year come to in all that an office must be able to tell (handbook 00 §七)?"""

from gongkai.indicators.law import Indicator, Split, asked, indicators, of_year
from gongkai.indicators.sheet import Line, Sheet, SumCheck, made
from gongkai.indicators.workbook import workbook

__all__ = [
    "Indicator",
    "Line",
    "Sheet",
    "Split",
    "SumCheck",
    "asked",
    "indicators",
    "made",
    "of_year",
    "workbook",
]
