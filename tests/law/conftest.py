"""The tests of the law stand alone: no Django, no database, no settings of an installation."""

import hypothesis

# No test asserts time: a slow machine is no fault.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
