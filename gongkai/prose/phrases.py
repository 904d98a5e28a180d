"""Which words of a sentence belong to which of its numbers?

A sentence is cut at its signs, and at a comma of enumeration or an 和 between two numbers, into pieces of
at most one number. A `Phrase` is a number with the words before and behind it in its piece, the pieces
without a number that lead up to it (`preface`, the last of them `led`), and those that follow it
(`trailing`). `awaited`: it begins a bracket whose whole is told behind it. `remark`: a bracket without a
number behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from gongkai.prose.marks import not_one
from gongkai.prose.numbers import Number
from gongkai.prose.tokens import Token

_JOINS = frozenset({"、", "和", "及", "以及", "与", "并", "且", "或"})
_CONTAINER = "container"
_INSIDE = frozenset('、·/-"')
_MOST_LEADING = 8  # pieces without a number that still lead up to the next one
_FARTHEST = 40  # tokens in which the next number of an enumeration stands
_LISTED = "、()"  # 不公开2件、不掌握(查无)1件
_OPENS, _CLOSES = "(", ")"


@dataclass(slots=True)
class Piece:
    """The tokens between two signs; `opener` is the sign in front, `depth` how many brackets are open."""

    depth: int
    opener: str
    tokens: list[Token] = field(default_factory=list)
    held: list[Token] = field(default_factory=list)  # words in front of a bracket that end behind it
    awaited: bool = False  # it stands in such a bracket: its whole comes behind

    @property
    def number(self) -> Token | None:
        """The token of its number."""
        return next((token for token in self.tokens if token.number), None)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number with its words, or a piece without any (`number` None) that states something by itself."""

    number: Number | None
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    preface: tuple[Token, ...]
    led: tuple[Token, ...]
    trailing: tuple[Token, ...]
    depth: int
    openers: str
    start: int
    end: int
    awaited: bool = False
    remark: tuple[Token, ...] = ()


def phrases(found: Sequence[Token]) -> Iterator[Phrase]:
    """The phrases of a sentence in order, one for every number and one for every piece without."""
    pieces = list(_pieces(found))
    preface: list[Piece] = []
    for place, piece in enumerate(pieces):
        number = piece.number
        if piece.opener == ";":
            preface = []
        if number is None:
            yield _phrase(piece, None, preface, ())
            preface = [*preface[1 - _MOST_LEADING :], piece]
            continue
        yield replace(
            _phrase(piece, number, preface, _trailing(pieces, place)), remark=_remark(pieces, place)
        )
        preface = []


def _phrase(
    piece: Piece, number: Token | None, preface: Sequence[Piece], trailing: Sequence[Token]
) -> Phrase:
    place = piece.tokens.index(number) if number else len(piece.tokens)
    led = [one for one in preface if one.depth <= piece.depth]
    return Phrase(
        number.number if number else None,
        tuple(piece.tokens[:place]),
        tuple(piece.tokens[place + 1 :]),
        tuple(token for one in led for token in one.tokens),
        tuple(led[-1].tokens) if led else (),
        tuple(trailing),
        piece.depth,
        "".join(one.opener for one in (*preface, piece)),
        piece.tokens[0].start,
        number.end if number else piece.tokens[-1].end,
        piece.awaited,
    )


def _trailing(pieces: Sequence[Piece], place: int) -> list[Token]:
    """The words of the pieces behind, up to the next number, each behind a comma."""
    found: list[Token] = []
    for piece in pieces[place + 1 :]:
        if piece.number or piece.opener != "," or piece.depth != pieces[place].depth:
            break
        found += piece.tokens
    return found


def _remark(pieces: Sequence[Piece], place: int) -> tuple[Token, ...]:
    """不予公开10件（内部事务、过程性信息）: the words of the bracket right behind it, if it has no number."""
    behind = pieces[place + 1 :]
    inside = list(takewhile(lambda piece: piece.depth > pieces[place].depth, behind))
    if not inside or inside[0].opener != _OPENS or any(piece.number for piece in inside):
        return ()
    return tuple(token for piece in inside for token in piece.tokens)


def _pieces(found: Sequence[Token]) -> Iterator[Piece]:
    """The pieces in order; words in front of a bracket that holds a number come before it."""
    outer: list[Piece] = []
    piece = Piece(0, "")
    for place, token in enumerate(found):
        if token.sign and token.text == _OPENS:
            if piece.number or _holds_number(found, place):
                yield from _full(piece)
                held = [] if piece.number else piece.tokens
                piece = Piece(piece.depth, _CLOSES, held=held)
            awaited = not piece.number and _number_behind(found, place)
            outer.append(piece)
            piece = Piece(len(outer), _OPENS, awaited=awaited)
        elif token.sign and token.text == _CLOSES:
            yield from _full(piece)
            piece = outer.pop() if outer else Piece(0, _CLOSES)
        elif token.sign and (token.text not in _INSIDE or _denies(found, place)):
            yield from _full(piece)
            piece = Piece(len(outer), token.text)
        elif piece.number and not_one(found, place):
            yield from _full(piece)  # 5件复议无一被纠正
            piece = Piece(len(outer), "", [token])
        elif piece.number and _parts_here(found, place, piece):
            container, joins = token.sense(_CONTAINER) is not None, token.text in _JOINS
            piece.tokens += [token] if container else []
            yield from _full(piece)
            piece = Piece(len(outer), token.text if joins else "", [] if container or joins else [token])
        elif token.number and piece.held and not piece.tokens:
            piece.tokens = [*piece.held, token]  # 其他处理(含逾期未补正2件)6件
        else:
            piece.tokens.append(token)
    for kept in (*outer, piece):
        yield from _full(kept)


def _denies(found: Sequence[Token], place: int) -> bool:
    """无上年结转、无结转下年: each denial is a piece of its own."""
    return place + 1 < len(found) and found[place + 1].sense("negation") is not None


def _holds_number(found: Sequence[Token], place: int) -> bool:
    for token in found[place + 1 :]:
        if token.number:
            return True
        if token.sign and token.text in "()。":
            return False
    return False


def _number_behind(found: Sequence[Token], place: int) -> bool:
    """其他处理(含逾期未补正2件)6件: whether the number comes right behind the bracket that opens here."""
    for number, token in enumerate(found[place + 1 :], place + 1):
        if token.sign and token.text in _OPENS + _CLOSES:
            behind = found[number + 1] if number + 1 < len(found) else None
            return token.text == _CLOSES and behind is not None and behind.number is not None
    return False


def _full(piece: Piece) -> Iterator[Piece]:
    if piece.tokens:
        yield piece


def _parts_here(found: Sequence[Token], place: int, piece: Piece) -> bool:
    """Whether a new piece begins at this token: another number follows before the next sign."""
    token = found[place]
    joins = token.text in _JOINS
    container = token.sense(_CONTAINER) is not None
    if not (joins or container or piece.tokens[-1].number):
        return False
    for later in found[place : place + _FARTHEST]:
        if later.number:
            return joins or container or not _leads(found, place)
        if later.sign and later.text not in (_LISTED if joins else "、"):
            return container
    return False


def _leads(found: Sequence[Token], place: int) -> bool:
    """Whether a join or a container stands between here and the next number: the cut comes there."""
    for later in found[place : place + _FARTHEST]:
        if later.number:
            return False
        if later.text in _JOINS or later.sense(_CONTAINER):
            return True
    return False
