"""What of a form may be kept for its page, how much and for how long?"""

from __future__ import annotations

from datetime import timedelta

AN_HOUR = 60 * 60
LARGEST = 100_000  # bytes of one form: the sessions of the signed-out are nobody's store
KEPT = timedelta(days=2)  # how long it is known which forms were sent, longer than any session
ONCE = "once"  # the field of the one-time key (`once`)
_OF_THE_PAGE = ("csrfmiddlewaretoken", ONCE)
# In the name of a field, wherever: with or without the prefix of its form. These are typed again.
_SECRET = ("password", "passwd", "pwd", "口令", "密码")


def is_secret(name: str) -> bool:
    """Whether a field of that name is never kept, not even encrypted."""
    plain = name.casefold()
    return plain in _OF_THE_PAGE or any(word in plain for word in _SECRET)
