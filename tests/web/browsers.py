"""Whose browser is it? What somebody types when the session has ended is kept only where staff signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.test import Client

from gongkai_web import devices
from gongkai_web.agencies.models import Person


def signed_out(client: Client, person: Person) -> Client:
    """The browser in which that person's session has ended."""
    client.logout()
    answer = HttpResponse()
    devices.remember(HttpRequest(), answer, person.username)
    client.cookies.update(answer.cookies)
    return client
