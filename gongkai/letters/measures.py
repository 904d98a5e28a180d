"""How large is what on the paper (GB/T 9704)?

156 × 225 mm of text hold 22 lines of 28 characters of 三号 (16 points): a line is 28.95 points high, and the
characters stand a quarter of a point closer than they are wide.
"""

from __future__ import annotations

SIGN = 16.0  # 三号, points
LINE = 28.95
TRACKING = -0.25
# Tighter lines, tried in turn where they save the page on which little more than the signature would stand:
# 23 or 24 lines a page (GB/T 9704, 7.3.5.5: 可以采取调整行距、字距的措施解决).
TIGHTER_LINES = (27.7, 26.5)
TEXT_WIDTH_MM = 156.0
LINE_SIGNS = 28.0
ENVELOPE_MM = (220.0, 110.0)  # DL (5号信封)
BANNER_MM = 30.0  # 信函格式 (10.1): from the upper edge to the name of the agency
FOOT_LINE_MM = 277.0  # from there to the double line 20 mm above the lower edge
RULE_MM, RULE_LEFT_MM = 170.0, 20.0  # the double lines
BELOW_BANNER = 24.0  # points by which word processors begin the text lower below a banner than a PDF does
BANNER_SIZES = (48.0, 40.0, 34.0, 28.0, 22.0)
_BANNER_POINTS = 430.0
MOST_TOGETHER = 8  # lines of enclosures that stay with the signature and the last words of the text
_SEAL_GAP = 4.0  # characters between the day and the right edge


def signs(text: str) -> float:
    """The width of the text in characters; Latin letters and digits are half as wide."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def sized(text: str, sizes: tuple[float, ...]) -> float:
    """The largest of the sizes in which the text stands on one line, else the smallest."""
    return next((size for size in sizes if signs(text) * size <= _BANNER_POINTS), sizes[-1])


def signature_lines(agency: str) -> tuple[str, ...]:
    """The name of the agency as it is signed: a very long one in two lines, its second name on the second."""
    if signs(agency) <= LINE_SIGNS - _SEAL_GAP:
        return (agency,)
    head, bracket, tail = agency.partition("（")
    place = len(head) if bracket and tail and len(head) > len(agency) // 3 else (len(agency) + 1) // 2
    return agency[:place], agency[place:]


def seal_width(agency: str, day: str) -> float:
    """The width in characters, from the right edge, in whose middle each line of agency and day is centred.

    The day stands about four characters from the edge; where the agency is too long for that, its longest
    line stands at the edge. Centred, not indented: how wide a digit is depends on the face.
    """
    return max(2 * _SEAL_GAP + signs(day), *(signs(line) for line in signature_lines(agency)))
