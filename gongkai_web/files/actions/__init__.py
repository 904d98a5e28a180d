"""Everything that can be done to a file: receive, publish, withdraw; black out, propose, return, confirm."""

from gongkai_web.files.actions.keeping import (
    examine,
    keep,
    publish_file,
    store_file,
    withdraw_file,
)
from gongkai_web.files.actions.redacting import (
    add_box,
    confirm_redaction,
    open_redaction,
    propose_redaction,
    remove_box,
    return_redaction,
)
from gongkai_web.files.actions.viewing import DOWNLOAD, log_view

__all__ = [
    "DOWNLOAD",
    "add_box",
    "confirm_redaction",
    "examine",
    "keep",
    "log_view",
    "open_redaction",
    "propose_redaction",
    "publish_file",
    "remove_box",
    "return_redaction",
    "store_file",
    "withdraw_file",
]
