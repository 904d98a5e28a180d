"""The registers of oversight as a Django app."""

from django.apps import AppConfig


class OversightRegistersConfig(AppConfig):
    """People, training, running and safety, guidance."""

    name = "gongkai_web.oversight.registers"
    label = "oversight_registers"
    verbose_name = "监督保障的台账"
