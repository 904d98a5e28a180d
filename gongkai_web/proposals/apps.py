"""转主动公开 as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from gongkai_web.office import menu
from gongkai_web.publishing.items import retold

# In the key of an item that was drafted from a proposal.
ORIGIN = "proposal"

_TOLD = {"title": retold.HIDDEN, "grounds": "", "opinion": "", "place": ""}
PROPOSAL = retold.Retelling(
    "proposal", "转主动公开", "proposals.Proposal", ("item",), _TOLD, trails=(("records.Proposal", "pk"),)
)
DECISION = retold.Retelling(
    "proposal_decision", "转主动公开审核", "proposals.ProposalDecision", ("proposal__item",), {"note": ""}
)


class ProposalsConfig(AppConfig):
    """Proposals to publish what several applicants asked for (art. 44)."""

    name = "gongkai_web.proposals"
    label = "proposals"
    verbose_name = "转主动公开"

    def ready(self) -> None:
        """Says what stands on its pages, and asks to be told what is public."""
        menu.offer_aside("转主动公开", "proposals:proposals", place=20)
        retold.offer(PROPOSAL)
        retold.offer(DECISION)
        # The models are there only now.
        origins = import_module("gongkai_web.publishing.items.origins")
        origins.tell(ORIGIN, "gongkai_web.proposals.actions.close_by_item", since_decided=True)
