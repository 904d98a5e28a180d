"""Can a page take a name that the frame of the office keeps for itself?"""

import pytest
from django.test import RequestFactory

from gongkai_web.office import frame


def test_a_page_that_takes_a_name_of_the_frame_is_told(monkeypatch):
    """The button 答复 of an assessment never stood there: the page read the frame's `keeps` for its own."""
    monkeypatch.setattr(frame, "_unfinished", lambda _: {"keeps": False})
    with pytest.raises(ValueError, match="keeps"):
        frame.page(RequestFactory().get("/"), "office/act.html", {"keeps": True})
