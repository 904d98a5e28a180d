"""Which values of a test wait for the long run (`make test-long`)?"""

import pytest


def long_run(*values: object) -> list[object]:
    """Each as a parameter that only the long run takes."""
    return [pytest.param(value, marks=pytest.mark.long) for value in values]
