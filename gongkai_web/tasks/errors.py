"""What stands in the way of a job?

KeyTaken refuses a job as an act is refused. LeaseLost and Stopping end a job from within; whoever writes a
job lets them pass.
"""

from gongkai_web.errors import Refused


class KeyTaken(Refused):
    """One key never has two meanings: whoever gave it meant something else before."""


class LeaseLost(Exception):
    """Another worker may have the job: nothing that is done now may count."""


class Stopping(BaseException):
    """The worker is told to stop: the job is given back. No `except Exception` of a job may swallow it."""
