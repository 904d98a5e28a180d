"""The settings of an office whose crawler does not wait and may ask the hosts that a test names."""

import os

from gongkai_web.settings import *  # noqa: F403 – all of it, with what follows

INSPECT_SECONDS, INSPECT_LEASE = 0, 1
FETCH_NAMED = frozenset(os.environ.get("GONGKAI_TEST_NAMED", "").split(","))
