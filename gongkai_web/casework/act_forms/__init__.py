"""Which form has each act of the procedure? One for every key of `gongkai/procedure/procedure.yaml`."""

from gongkai_web.casework.act_forms import appeals, handling, receiving, replying
from gongkai_web.casework.act_forms.base import ActForm, Subject

FORMS: dict[str, type[ActForm]] = {
    form.act: form for form in (*receiving.FORMS, *handling.FORMS, *replying.FORMS, *appeals.FORMS)
}

__all__ = ["FORMS", "ActForm", "Subject"]
