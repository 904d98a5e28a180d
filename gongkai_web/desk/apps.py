"""The office pages as a Django app."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from gongkai_web.desk.word_index import prepare
from gongkai_web.interaction.enterprises import enterprises_from
from gongkai_web.interaction.habits import habits_from
from gongkai_web.office import menu, places


class DeskConfig(AppConfig):
    """The pages of staff. No models."""

    name = "gongkai_web.desk"
    label = "desk"
    verbose_name = "办公"

    def ready(self) -> None:
        """Says what stands on its pages; after a migration, which may have rebuilt the table of cases, the
        word index is made whole.
        """
        menu.offer("申请件", "desk:cases", place=10)
        menu.offer("统计", "desk:statistics", place=40)
        menu.offer("年度报告", "desk:reports", place=50)
        places.listed_at("cases.Case", "desk:cases", "申请件")
        places.shown_at("annual.Cell", "desk:cell")
        places.shown_at("figures.Figure", "desk:figure")
        code = places.Way("发查询码", "desk:code", "：书面来件的申请人凭它在网上查进度。")
        places.leads_on("cases.Case", code)
        habits_from("gongkai_web.publishing.wording.queries.habits_of")
        enterprises_from("gongkai_web.publishing.catalogue.queries.all_enterprises")
        cases = apps.get_app_config("cases")
        post_migrate.connect(prepare, sender=cases, dispatch_uid="desk.words")
