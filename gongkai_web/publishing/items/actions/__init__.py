"""What can be done to an item? Every act, by chapter; nothing else writes items."""

from gongkai_web.publishing.items.actions.accessible import answer_accessible, ask_accessible
from gongkai_web.publishing.items.actions.attaching import attach, clean_attachment, detach, replace
from gongkai_web.publishing.items.actions.bringing import Brought, Written, bring, take_in, write_body
from gongkai_web.publishing.items.actions.channelling import forget_channel, note_channel
from gongkai_web.publishing.items.actions.consulting import (
    answer_consultation,
    consult,
    recall_consultation,
    settle_consultation,
)
from gongkai_web.publishing.items.actions.draft_rows import draft_rows
from gongkai_web.publishing.items.actions.drafting import (
    Both,
    Conflict,
    begin,
    draft,
    drop,
    edit,
    set_readers,
)
from gongkai_web.publishing.items.actions.editing import hold, let_go
from gongkai_web.publishing.items.actions.ending import end, take_down_lists
from gongkai_web.publishing.items.actions.importing import FileIn, draft_from_file, import_file
from gongkai_web.publishing.items.actions.listing import enter_persons
from gongkai_web.publishing.items.actions.looking_again import looked_again
from gongkai_web.publishing.items.actions.outside import let_read, read_outside, stop_reading
from gongkai_web.publishing.items.actions.publishing import (
    keep_inside,
    publish,
    publish_due,
    schedule,
    unschedule,
)
from gongkai_web.publishing.items.actions.reviewing import PUBLIC, VERDICTS, decide, set_steps, submit
from gongkai_web.publishing.items.actions.sealing import (
    close_incident,
    open_sealed,
    reencrypt_sealed,
    require_openable,
)
from gongkai_web.publishing.items.actions.stock import (
    begin_batch,
    decide_batch,
    enter_stock,
    publish_batch,
    submit_batch,
)
from gongkai_web.publishing.items.actions.stock_rows import Entered, StockRow
from gongkai_web.publishing.items.actions.taking_up import take_up

__all__ = [
    "PUBLIC",
    "VERDICTS",
    "Both",
    "Brought",
    "Conflict",
    "Entered",
    "FileIn",
    "StockRow",
    "Written",
    "answer_accessible",
    "answer_consultation",
    "ask_accessible",
    "attach",
    "begin",
    "begin_batch",
    "bring",
    "clean_attachment",
    "close_incident",
    "consult",
    "decide",
    "decide_batch",
    "detach",
    "draft",
    "draft_from_file",
    "draft_rows",
    "drop",
    "edit",
    "end",
    "enter_persons",
    "enter_stock",
    "forget_channel",
    "hold",
    "import_file",
    "keep_inside",
    "let_go",
    "let_read",
    "looked_again",
    "note_channel",
    "open_sealed",
    "publish",
    "publish_batch",
    "publish_due",
    "read_outside",
    "recall_consultation",
    "reencrypt_sealed",
    "replace",
    "require_openable",
    "schedule",
    "set_readers",
    "set_steps",
    "settle_consultation",
    "stop_reading",
    "submit",
    "submit_batch",
    "take_down_lists",
    "take_in",
    "take_up",
    "unschedule",
    "write_body",
]
