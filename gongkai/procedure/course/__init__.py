"""What is known of a case once its events are walked through in order?"""

from gongkai.procedure.course.known import Course
from gongkai.procedure.course.walk import walk

__all__ = ["Course", "walk"]
