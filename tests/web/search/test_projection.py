"""Does an index come to the same, however often and in whatever order it hears of what happened?"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_web.search import actions, engines, finding, log, subjects
from gongkai_web.search.engines.answers import Asked
from gongkai_web.search.grams import asked
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import Narrowing
from tests.web.search.test_engines import publish, withdraw
from tests.web.search.things import DAY, PUBLIC, thing

local = pytest.importorskip("gongkai_web.search.engines.local", exc_type=ModuleNotFoundError)
projections = pytest.importorskip("gongkai_web.search.engines.projection", exc_type=ModuleNotFoundError)
Projection, current, rebuild = projections.Projection, projections.current, projections.rebuild

KEYS = (1, 2, 3)
WORDS = ("停车", "公交", "绿化")
# What an office does to a thing: it publishes it with a word, or withdraws it (None).
ACTS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from((*WORDS, None))), min_size=1, max_size=10)


@pytest.fixture(autouse=True)
def _things(db, monkeypatch):
    monkeypatch.setattr(subjects, "_OFFERED", ["tests.web.search.things.TEXTS"])
    subjects.subjects.cache_clear()
    yield
    subjects.subjects.cache_clear()


def done(acts):
    """The steps as each was when it happened."""
    withdraw(*KEYS)
    heard = []
    for key, word in acts:
        before = log.version()
        publish(thing(key, word)) if word else withdraw(key)
        heard += local.steps_of(log.steps_after(before))
    return heard


def truth():
    return {word: {key for key, one in PUBLIC.items() if one.title == word} for word in WORDS}


def found(projection):
    """By word, the keys of the things that the index finds."""
    rows = {word: local.answered(projection, Asked(asked(word), Narrowing(), DAY), 0, 9) for word in WORDS}
    return {
        word: set(Entry.objects.filter(pk__in=row.keys).values_list("key", flat=True))
        for word, row in rows.items()
    }


def totals(projection):
    return [local.answered(projection, Asked(asked(word), Narrowing(), DAY), 0, 9).total for word in WORDS]


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS, data=st.data())
def test_shuffled_and_repeated_steps_lead_to_the_same_and_a_late_one_revives_nothing(
    acts, data, tmp_path_factory
):
    heard = done(acts)
    shuffled = data.draw(st.permutations([*heard, *data.draw(st.lists(st.sampled_from(heard), max_size=5))]))
    projection = Projection(tmp_path_factory.mktemp("index"))
    for place in range(0, len(shuffled), 3):
        projection.apply(shuffled[place : place + 3], 0)
    assert found(projection) == truth()
    assert totals(projection) == [len(keys) for keys in truth().values()]


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS, data=st.data())
@pytest.mark.parametrize("name", ["", "tantivy"])
def test_every_engine_finds_what_is_public_however_often_it_is_told(name, acts, data, settings, tmp_path):
    settings.SEARCH_ENGINE, settings.SEARCH_INDEX = name, tmp_path / "search"
    engines.engine().rebuild()
    done(acts)
    for key in data.draw(st.permutations([*KEYS, *KEYS])):
        actions.follow("things", [key])
    for word, keys in truth().items():
        hits = finding.find(asked(word), Narrowing(), DAY)
        assert ({hit.entry.key for hit in hits.hits}, hits.total) == (keys, len(keys)), word


@pytest.fixture
def site(settings, tmp_path):
    """A large site, and what it finds for 停车."""
    settings.SEARCH_ENGINE, settings.SEARCH_INDEX = "tantivy", tmp_path / "search"
    PUBLIC.clear()
    publish(thing(1, "停车"))
    return lambda: [hit.entry.key for hit in finding.find(asked("停车"), Narrowing(), DAY).hits]


def test_a_host_without_an_index_answers_by_the_database(site, settings):
    assert current(settings.SEARCH_INDEX) is None
    assert site() == [1]


def test_what_happens_while_an_index_is_built_stands_in_it_and_the_former_serves(site, settings):
    engines.engine().rebuild()
    former = current(settings.SEARCH_INDEX).folder
    read = log.version()

    def entries():
        yield from Entry.objects.order_by("pk")
        publish(thing(2, "停车"))
        withdraw(1)
        assert current(settings.SEARCH_INDEX).folder == former
        assert site() == [2]

    rebuild(settings.SEARCH_INDEX, entries(), read)
    assert current(settings.SEARCH_INDEX).folder != former
    assert not former.exists()
    assert site() == [2]
    assert current(settings.SEARCH_INDEX).read == log.version()


def test_each_host_follows_by_itself(site, settings, tmp_path):
    engines.engine().rebuild()
    settings.SEARCH_INDEX = tmp_path / "another"
    engines.engine().rebuild()
    withdraw(1)
    publish(thing(2, "停车"))
    for folder in ("search", "another"):
        settings.SEARCH_INDEX = tmp_path / folder
        assert site() == [2]
        assert current(settings.SEARCH_INDEX).read == log.version()


def test_who_cannot_write_just_now_answers_all_the_same_and_shows_nothing_that_is_gone(site, settings):
    publish(thing(2, "停车"))
    engines.engine().rebuild()
    held = current(settings.SEARCH_INDEX).index.writer()
    withdraw(1)
    assert site() == [2]
    held.rollback()
    held.wait_merging_threads()
