"""Is a file of an item rid of what nobody sees before anybody decides about it – author, place, template?

What only lies beside the contents goes by itself, in a copy that is read back: the same words on as many
pages, or it does not take the place of the file. What may be part of the contents – revisions, comments,
hidden sheets – and what would change how a PDF is made, a person decides (`attaching.clean_attachment`).
Both files stay, each under its digest.
"""

from __future__ import annotations

from datetime import date

from gongkai import confined
from gongkai.errors import GongkaiError
from gongkai.proofing.filetext import file_text
from gongkai_web.agencies.models import Person
from gongkai_web.errors import NotAllowed
from gongkai_web.files import actions as files
from gongkai_web.files import checks, outgoing, store
from gongkai_web.files.models import StoredFile

_BESIDE = frozenset({"location", "picture_data", "property", "template", "trailing_data"})
_SECONDS_A_FILE = 60.0


def stripped(file: StoredFile, by: Person, day: date) -> StoredFile:
    """The file that takes its place; itself where nothing is to be done, or nothing may be done by itself."""
    standing = outgoing.standing_of(file, day)
    kinds = {one.kind.code for one in (*standing.blocking, *standing.asking)}
    if not kinds or not kinds <= _BESIDE or file.media_type == checks.PDF.media_type:
        return file
    try:
        made = files.clean_file(by=by, file=file, day=day)
        return made if made.pages == file.pages and words_of(made) == words_of(file) else file
    except NotAllowed:
        raise
    except GongkaiError:
        return file  # what was found in it stops it before review, with its sentence


def words_of(file: StoredFile) -> str:
    """All words of a file, without the space between them; none where it is a picture."""
    if file.media_type.startswith("image/"):
        return ""
    data = store.read(file.sha256)
    text: str = confined.call(file_text, data, file.name, name=file.name, seconds=_SECONDS_A_FILE)
    return "".join(text.split())
