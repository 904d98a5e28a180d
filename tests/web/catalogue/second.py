"""Who looks at what 李强 wrote for everybody to read: 赵敏."""

from gongkai_web.publishing.catalogue import actions, queries


def looked_at(town, day):
    """She lets out all that waits at 云溪区."""
    for held in queries.held_words(town.district):
        actions.let_out(held=held, by=town.zhao_min, day=day)
