"""What can be done to a catalogue? Pages, commands and replay call these; nothing else writes its tables."""

from gongkai_web.publishing.catalogue.actions.columns import (
    close_column,
    introduce_column,
    merge_column,
    move_column,
    open_column,
    rename_column,
    set_cycle,
)
from gongkai_web.publishing.catalogue.actions.emptying import note_all_emptied, note_emptied
from gongkai_web.publishing.catalogue.actions.enterprises import (
    cover_enterprise,
    end_enterprise,
    list_enterprise,
)
from gongkai_web.publishing.catalogue.actions.letting_out import let_out, send_back
from gongkai_web.publishing.catalogue.actions.particulars import keep_particulars
from gongkai_web.publishing.catalogue.actions.references import (
    about_contact,
    close_field,
    forget_uses,
    keep_contact,
    note_uses,
    open_field,
    remove_contact,
)
from gongkai_web.publishing.catalogue.actions.setting_up import Seeded, note_scheduled, seed_columns
from gongkai_web.publishing.catalogue.actions.sources import close_source, list_source
from gongkai_web.publishing.catalogue.actions.standard import (
    Came,
    Row,
    RowCame,
    end_standard,
    fulfil_standard,
    import_standard,
)

__all__ = [
    "Came",
    "Row",
    "RowCame",
    "Seeded",
    "about_contact",
    "close_column",
    "close_field",
    "close_source",
    "cover_enterprise",
    "end_enterprise",
    "end_standard",
    "forget_uses",
    "fulfil_standard",
    "import_standard",
    "introduce_column",
    "keep_contact",
    "keep_particulars",
    "let_out",
    "list_enterprise",
    "list_source",
    "merge_column",
    "move_column",
    "note_all_emptied",
    "note_emptied",
    "note_scheduled",
    "note_uses",
    "open_column",
    "open_field",
    "remove_contact",
    "rename_column",
    "seed_columns",
    "send_back",
    "set_cycle",
]
