"""What belongs into the evidence of an appeal, and how does it become one PDF and one ZIP?"""

from gongkai_web.letters.bundle.merge import Item, Made, make
from gongkai_web.letters.bundle.pack import packed
from gongkai_web.letters.bundle.parts import Part, missing_from, parts_of

__all__ = ["Item", "Made", "Part", "make", "missing_from", "packed", "parts_of"]
