"""Which files are there below `law/publication/`, and who reads each?

For `lawcheck`, which reads them all; what is read later may name what is read before.
"""

from __future__ import annotations

from collections.abc import Callable

from gongkai.lawbook import Lawbook
from gongkai.publication.columns import statutory_columns
from gongkai.publication.counted import (
    interpretation_authors,
    interpretation_classes,
    interpretation_forms,
)
from gongkai.publication.day_limits import day_limits
from gongkai.publication.decisions import decision_stages
from gongkai.publication.elements import element_lists
from gongkai.publication.legality import legality_conclusions, legality_term
from gongkai.publication.looking_again import look_again_terms
from gongkai.publication.numbering import number_rules
from gongkai.publication.persons import person_columns
from gongkai.publication.schedule import scheduled
from gongkai.publication.standard import standard_columns
from gongkai.publication.terms import publication_terms
from gongkai.publication.validity import validity_states, validity_terms
from gongkai.publication.words import (
    article_classes,
    attributes,
    channels,
    cycles,
    fields,
    genres,
    grassroots_fields,
    information_classes,
    levels,
    sectors,
    themes,
)

PUBLICATION_FILES: tuple[tuple[str, Callable[[Lawbook], object]], ...] = (
    ("levels.yaml", levels),
    ("cycles.yaml", cycles),
    ("terms.yaml", publication_terms),
    ("decision_stages.yaml", decision_stages),
    ("elements.yaml", element_lists),
    ("columns.yaml", statutory_columns),
    ("schedule.yaml", scheduled),
    ("attributes.yaml", attributes),
    ("themes.yaml", themes),
    ("genres.yaml", genres),
    ("channels.yaml", channels),
    ("fields.yaml", fields),
    ("classes.yaml", information_classes),
    ("article_classes.yaml", article_classes),
    ("validity.yaml", validity_states),
    ("validity_terms.yaml", validity_terms),
    ("look_again.yaml", look_again_terms),
    ("legality_conclusions.yaml", legality_conclusions),
    ("legality_term.yaml", legality_term),
    ("day_limits.yaml", day_limits),
    ("numbering.yaml", number_rules),
    ("interpretation_authors.yaml", interpretation_authors),
    ("interpretation_forms.yaml", interpretation_forms),
    ("interpretation_classes.yaml", interpretation_classes),
    ("grassroots.yaml", grassroots_fields),
    ("standard_columns.yaml", standard_columns),
    ("sectors.yaml", sectors),
    ("person_columns.yaml", person_columns),
)
