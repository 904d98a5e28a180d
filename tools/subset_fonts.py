"""How were the fonts in gongkai/fonts made from Noto CJK?

    PYTHONPATH=. python tools/subset_fonts.py /usr/share/fonts/opentype/noto gongkai/fonts

Needs fontTools (not a dependency of the program) and the collections of Debian's package fonts-noto-cjk. Kept
are the characters that gongkai.fonts names; hinting is dropped. Noto CJK is under the SIL Open Font Licence
1.1 without reserved font names; the subsets still get names of their own, so that no program takes them for
the whole fonts and the one on the machine never stands in for the one that was tested.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from gongkai.fonts import characters

FONTS = (
    ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "Gongkai Song", "Regular", "GongkaiSong-Regular.otf"),
    ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "Gongkai Hei", "Regular", "GongkaiHei-Regular.otf"),
    ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "Gongkai Hei", "Bold", "GongkaiHei-Bold.otf"),
)


def subset(source: Path, family: str, name: str, style: str, target: Path) -> None:
    """Writes one subset. Raises StopIteration where the collection lacks the family."""
    fonts = TTCollection(source).fonts
    font = next(font for font in fonts if font["name"].getDebugName(1) == family)
    options = Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = ["kern", "locl", "ccmp", "vert"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters())))
    subsetter.subset(font)
    _rename(font, name, style)
    font.save(target)


def _rename(font: TTFont, name: str, style: str) -> None:
    postscript = f"{name.replace(' ', '')}-{style}"
    names = {1: name, 2: style, 3: f"{postscript};subset", 4: f"{name} {style}", 6: postscript}
    table = font["name"]
    table.names = [record for record in table.names if record.langID in (0, 0x409)]
    for number, text in names.items():
        for record in [record for record in table.names if record.nameID == number]:
            record.string = text
    top = font["CFF "].cff
    top.fontNames = [postscript]
    dictionary = top.topDictIndex[0]
    dictionary.FamilyName, dictionary.FullName = name, f"{name} {style}"


def main(source: str, target: str) -> None:
    """Makes all subsets."""
    for collection, family, name, style, file in FONTS:
        subset(Path(source) / collection, family, name, style, Path(target) / file)


if __name__ == "__main__":
    main(*sys.argv[1:])
