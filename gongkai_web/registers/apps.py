"""The registers as a Django app; it has no tables of its own."""

from django.apps import AppConfig

from gongkai_web.office import menu


class RegistersConfig(AppConfig):
    """What is alike in every register."""

    name = "gongkai_web.registers"
    label = "registers"
    verbose_name = "台账"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("台账", "registers:registers", place=40)
