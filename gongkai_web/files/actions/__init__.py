"""Everything that can be done to a file: receive, publish, withdraw; black out; examine, clean, let pass."""

from gongkai_web.files.actions.keeping import (
    examine,
    keep,
    pixels_alone,
    publish_file,
    received,
    store_file,
    withdraw_file,
)
from gongkai_web.files.actions.layering import read_layers
from gongkai_web.files.actions.looking import examine_outgoing
from gongkai_web.files.actions.redacting import (
    add_box,
    add_boxes,
    confirm_redaction,
    open_redaction,
    propose_redaction,
    remove_box,
    return_redaction,
)
from gongkai_web.files.actions.releasing import (
    accept_findings,
    clean_file,
    convert_for_redaction,
    without_places,
)
from gongkai_web.files.actions.sealing import (
    names_of_files,
    reasons_of_files,
    reencrypt_files,
    require_files_openable,
    seal_files,
    subjects_of_files,
)
from gongkai_web.files.actions.viewing import DOWNLOAD, log_view

__all__ = [
    "DOWNLOAD",
    "accept_findings",
    "add_box",
    "add_boxes",
    "clean_file",
    "confirm_redaction",
    "convert_for_redaction",
    "examine",
    "examine_outgoing",
    "keep",
    "log_view",
    "names_of_files",
    "open_redaction",
    "pixels_alone",
    "propose_redaction",
    "publish_file",
    "read_layers",
    "reasons_of_files",
    "received",
    "reencrypt_files",
    "remove_box",
    "require_files_openable",
    "return_redaction",
    "seal_files",
    "store_file",
    "subjects_of_files",
    "withdraw_file",
    "without_places",
]
