"""Does a number look like a slip of the one that it should be?

Who writes 762 as 726, 12 as 13 or leaves out a digit has made a slip. A number that is far from all that it
could be counts something else more often than it is wrong, unless its own words name what it counts.
"""

from __future__ import annotations

from decimal import Decimal

Number = int | Decimal
_CLOSE = 3  # in small numbers every slip is close
_MORE_THAN_NONE = 2  # where there was none
_WAN = 10_000
_TWO = 2
_PARTS = 3  # it is a third away, or less


def looks_like(value: Number, right: Number) -> bool:
    """Whether it is close, or one digit is another, lost, too many or changed with its neighbour."""
    if not value or not right:
        return is_close(value, right)
    return is_in_another_unit(value, right) or is_close(value, right) or differ_in_a_digit(value, right)


def is_in_another_unit(value: Number, right: Number) -> bool:
    """万元 for 元, or 元 for 万元."""
    return bool(right) and value in {right * _WAN, Decimal(right) / _WAN}


def is_close(value: Number, right: Number) -> bool:
    """Whether it is a small way off."""
    if not right:
        return 0 < value <= _MORE_THAN_NONE
    apart = abs(Decimal(value) - Decimal(right))
    return apart <= _CLOSE or _PARTS * apart <= max(abs(Decimal(value)), abs(Decimal(right)))


def differ_in_a_digit(value: Number, right: Number) -> bool:
    """Whether a digit is another, lost, too many or changed with its neighbour, or the point has moved."""
    one, other = _digits(value), _digits(right)
    if one == other:
        return value != right
    if len(one) == len(other):
        return _one_apart(one, other) or _neighbours_changed(one, other)
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long == short + "0"
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def digits_changed(value: Number, right: Number) -> bool:
    """Whether two digits have changed places: 31402 and 31204."""
    one, other = _digits(value), _digits(right)
    at = [place for place, (here, there) in enumerate(zip(one, other, strict=False)) if here != there]
    return (
        len(one) == len(other)
        and len(at) == _TWO
        and one[at[0]] == other[at[1]]
        and one[at[1]] == other[at[0]]
    )


def _digits(value: Number) -> str:
    shown = format(abs(value), "f")
    return (shown.rstrip("0") if "." in shown else shown).replace(".", "")


def _one_apart(one: str, other: str) -> bool:
    return len(one) > 1 and sum(here != there for here, there in zip(one, other, strict=True)) == 1


def _neighbours_changed(one: str, other: str) -> bool:
    at = [place for place, (here, there) in enumerate(zip(one, other, strict=True)) if here != there]
    return len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
