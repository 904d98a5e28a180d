"""Does the information go with the letter that says so?

A reply that grants it (《条例》第三十六条第（二）项、第三十七条) and promises it “随本答复书一并送达” gives
nothing where no file is enclosed. Sent online it cannot come any other way; on paper it may, so a person is
asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from gongkai.letters import Letter as Document
from gongkai.letters import LetterKind
from gongkai.outcomes import outcomes
from gongkai_web.files.models import StoredFile

SOURCE = "《条例》第三十六条第（二）项"
MISSING = "文书写明所提供的信息随文书一并送达，却没有附件；纸质的请核对是否装入，有电子文件的请选定附件。"
MISSING_ONLINE = (
    "文书写明所提供的信息随文书一并送达，要在网上（或者用电子邮件）送达，却没有附件，申请人收不到；"
    "请选定附件，另行提供的请写明提供的方式、途径和时间。"
)
_PROMISED = re.compile(r"随本(答复书?|决定书?|告知书?)(一并)?(送达|提供|寄送|邮寄|发送)")


def missing(kind: LetterKind, document: Document, files: Collection[StoredFile]) -> bool:
    """Whether something is promised with a letter that encloses nothing."""
    gives = any(outcomes()[code].discloses for code in kind.outcomes)
    return gives and not files and bool(_PROMISED.search(document.text))
