"""Templates drawn by themselves: an engine over the project's templates, and HTML as trees."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from lxml import html

import gongkai_web

WEB = Path(gongkai_web.__file__).parent


@pytest.fixture(scope="session")
def engine():
    return Engine(
        dirs=[str(WEB / "templates")],
        libraries={
            "look": "gongkai_web.look.templatetags.look",
            "static": "django.templatetags.static",
        },
    )


@pytest.fixture
def draw(engine):
    """`draw("{% mark 'done' %}")`: the tree of that fragment."""

    def draw(source, **context):
        text = engine.from_string("{% load look %}" + source).render(Context(context))
        return html.fromstring(f"<div>{text}</div>")

    return draw


@pytest.fixture
def page(engine):
    """`page("404.html")`: the tree of that page."""

    def page(name, **context):
        return html.document_fromstring(engine.get_template(name).render(Context(context)))

    return page


@pytest.fixture(autouse=True)
def _site(settings):
    settings.GONGKAI_SITE = {
        "name": "示范市政府信息公开",
        "id_code": "0000000000",
        "organiser": "示范市人民政府办公室",
        "find_errors_href": "/errors/",
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
