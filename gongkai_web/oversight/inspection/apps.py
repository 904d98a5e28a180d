"""The inspection of sites as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import places
from gongkai_web.oversight import ways


class InspectionConfig(AppConfig):
    """检查网站."""

    name = "gongkai_web.oversight.inspection"
    label = "inspection"
    verbose_name = "检查网站"

    def ready(self) -> None:
        """Says what stands on its pages, and hears of what people judged."""
        from gongkai_web.oversight.inspection.actions.ending import settle_judged
        from gongkai_web.oversight.registers import judged

        judged.heard_by(settle_judged)
        ways.offer("检查网站", "inspection:runs", "逐页检查登记的网站，结果按指标列出", place=40)
        places.shown_at("inspection.Run", "inspection:run")
