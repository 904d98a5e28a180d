"""What does 今天 list for this person, and can they do it?"""

from django.test import Client
from django.urls import reverse

from gongkai_web.look.parts import WorkRow


def client_of(person) -> Client:
    """Signed in; without a person, not."""
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def listed(person, part: str) -> list[WorkRow]:
    """The rows of that part, all of them on the page, each with an act that opens for the person."""
    client = client_of(person)
    answer = client.get(reverse("desk:home"))
    page, rows = answer.content.decode(), answer.context[part]
    for row in rows:
        assert row.title in page
        assert f'href="{row.act.href}"' in page
        assert client.get(row.act.href).status_code == 200, row
    return rows


def acts(town, part: str, *names: str) -> dict[str, list[str]]:
    """What each of the people does next, by the name in the town; who does nothing is left out."""
    found = {name: [row.act.label for row in listed(getattr(town, name), part)] for name in names}
    return {name: labels for name, labels in found.items() if labels}
