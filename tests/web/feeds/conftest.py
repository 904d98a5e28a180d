"""A site of its own on loopback, as the tests of fetching have it."""

from tests.web.fetching.conftest import site

__all__ = ["site"]
