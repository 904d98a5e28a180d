"""What is known of a case once its events are walked through in order?"""

from gongkai_web.cases.course.known import Course
from gongkai_web.cases.course.walk import walk

__all__ = ["Course", "walk"]
