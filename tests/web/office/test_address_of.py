"""Is an address that was asked before still the address of that page, under the prefix of today?"""

from types import ModuleType

import pytest
from django.urls import clear_script_prefix, include, path, reverse, set_script_prefix

from gongkai_web.addresses import address_of

# Another list of addresses, as a module of that name.
Elsewhere = ModuleType("elsewhere")
Elsewhere.urlpatterns = [path("elsewhere/", include(([path("", lambda _: None, name="home")], "desk")))]


@pytest.fixture
def below():
    """The site is served below `/gk/`; afterwards at the root again."""
    yield lambda: set_script_prefix("/gk/")
    clear_script_prefix()


def test_it_is_what_django_answers_for_each_page():
    for pk in (5, 6, 5):
        assert address_of("casework:case", pk) == reverse("casework:case", args=[pk])
        assert address_of("casework:act", pk, "close") == reverse("casework:act", args=[pk, "close"])


def test_below_another_prefix_it_is_another(below):
    assert address_of("desk:home") == "/office/"
    below()
    assert address_of("desk:home") == "/gk/office/"


def test_another_list_of_addresses_is_asked_anew(settings):
    assert address_of("desk:home") == "/office/"
    settings.ROOT_URLCONF = Elsewhere
    assert address_of("desk:home") == "/elsewhere/"
