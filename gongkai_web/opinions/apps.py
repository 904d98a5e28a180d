"""意见征集 as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from gongkai_web.interaction import beside
from gongkai_web.office import menu, places
from gongkai_web.publishing.items import retold

# In the key of an item that says what became of the opinions of a call.
ORIGIN = "opinions"
CALL = retold.Retelling(
    "opinion_call",
    "意见征集",
    "opinions.Call",
    ("item", "results"),
    {"reason": "", "reads": "", "end_reason": ""},
    trails=(("decisions.MajorDecision", "decision"),),
)
PROLONGED = retold.Retelling(
    "opinion_prolonged", "延长征集", "opinions.Prolonged", ("call__item", "call__results"), {"reason": ""}
)
OPINION = retold.Retelling(
    "opinion", "意见", "opinions.Opinion", ("call__item", "call__results"), {"text": "", "note": ""}
)
ANSWER = retold.Retelling(
    "opinion_answer",
    "意见的处理",
    "opinions.Answer",
    ("call__item", "call__results"),
    {"summary": "", "reason": ""},
)


class OpinionsConfig(AppConfig):
    """Opinions on drafts, and what became of them."""

    name = "gongkai_web.opinions"
    label = "opinions"
    verbose_name = "意见征集"

    def ready(self) -> None:
        """Says what stands on its pages, where else words of an item lie, and asks to be told of results."""
        menu.offer_aside("意见征集", "opinions:kept", place=31)
        beside.offer("gongkai_web.opinions.pages.public.from_interaction")
        places.shown_at("opinions.Call", "opinions:kept_one")
        # Where words that were sent back are written anew (`catalogue.pages.waiting`).
        places.shown_at("call.anew", "opinions:rewrite")
        for one in (CALL, PROLONGED, OPINION, ANSWER):
            retold.offer(one)
        # The models are there only now.
        origins = import_module("gongkai_web.publishing.items.origins")
        origins.tell(ORIGIN, "gongkai_web.opinions.actions.results_are_public")
        onward = import_module("gongkai_web.publishing.items.onward")
        onward.offer("意见征集", "gongkai_web.opinions.pages.public.calls_of")
