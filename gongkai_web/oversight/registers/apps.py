"""The registers of oversight as a Django app."""

from django.apps import AppConfig

from gongkai_web.oversight import ways


class OversightRegistersConfig(AppConfig):
    """People, training, running and safety, guidance."""

    name = "gongkai_web.oversight.registers"
    label = "oversight_registers"
    verbose_name = "监督保障的台账"

    def ready(self) -> None:
        """Says what stands on its pages."""
        ways.offer(
            "网站和政务新媒体", "channels:outlets", "开设、变更、临时下线、关停，谁主办、谁承办", place=10
        )
