"""What do the reports of the units below a government come to, and what must be told beside the sum?"""

from gongkai.aggregation.aggregate import aggregate
from gongkai.aggregation.facts import (
    BLOCKING,
    PROBLEM_LABELS,
    Aggregation,
    Gap,
    Problem,
    ProblemKind,
    State,
    Summand,
    Unit,
)
from gongkai.aggregation.policies import Treatment, treatment_of, treatments

__all__ = [
    "BLOCKING",
    "PROBLEM_LABELS",
    "Aggregation",
    "Gap",
    "Problem",
    "ProblemKind",
    "State",
    "Summand",
    "Treatment",
    "Unit",
    "aggregate",
    "treatment_of",
    "treatments",
]
