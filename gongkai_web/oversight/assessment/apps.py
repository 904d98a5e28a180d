"""The yearly assessment as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import places
from gongkai_web.oversight import ways


class AssessmentConfig(AppConfig):
    """年度考核."""

    name = "gongkai_web.oversight.assessment"
    label = "assessment"
    verbose_name = "年度考核"

    def ready(self) -> None:
        """Says what stands on its pages."""
        ways.offer(
            "年度考核", "assessment:assessments", "指标和分值、得分、复核、排名；每一分点开就是记录", place=70
        )
        places.shown_at("assessment.Assessment", "assessment:assessment")
