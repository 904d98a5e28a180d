"""Does any damage make the examiner or the cleaner end otherwise than with findings or a sentence?"""

import random
import zlib

import pytest

from gongkai import confined
from gongkai.errors import GongkaiError
from gongkai.examining.cleaning import clean
from gongkai.examining.examine import examine
from tests.law.examining.made import DOCUMENTS, WORKBOOKS, members, packed
from tests.law.examining.test_pdf import UNSEEN, page, photo

pytestmark = pytest.mark.slow
EACH = 60
WHOLE = {
    "XLSX": WORKBOOKS["隐藏的工作表"][0],
    "DOCX": DOCUMENTS["批注"][0],
    "PDF": lambda: page(UNSEEN["黑块下的字"]),
    "照片": photo,
    "TIFF": lambda: photo("TIFF"),
}


PACKAGES = ("XLSX", "DOCX")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """With some bytes changed, one part doubled, or the end cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    if chance.random() < 0.3:
        del made[chance.randrange(1, len(made)) :]
    if chance.random() < 0.2:
        at = chance.randrange(len(made))
        made[at:at] = made[: chance.randrange(1, 200)]
    return bytes(made)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """A package, sound as such, with one of its parts damaged."""
    parts = members(data)
    name = chance.choice(sorted(parts))
    return packed({**parts, name: mutated(parts[name], chance)})


def taken(many: list[bytes]) -> tuple[int, list[str]]:
    """How many of them say something, and what else was said than the sentences that name the file."""
    told, odd = 0, []
    for data in many:
        told += len(examine(data, "附件")) > 0
        try:
            clean(data, "附件")
        except GongkaiError as problem:
            odd += [] if str(problem).startswith("附件：") else [str(problem)]
    return told, odd


@pytest.mark.parametrize(
    ("name", "how"), [*((name, mutated) for name in WHOLE), *((name, mutated_inside) for name in PACKAGES)]
)
def test_a_damaged_file_gives_findings_or_a_sentence(name, how):
    data = WHOLE[name]()
    chance = random.Random(zlib.crc32(name.encode()))
    broken = [how(data, chance) for _ in range(EACH)]
    told, odd = confined.call(taken, broken, name="附件", seconds=120)
    assert told > 0
    assert odd == []
