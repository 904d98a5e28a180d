"""The registers as a Django app: what is alike in all of them, and who says that a year had nothing."""

from django.apps import AppConfig

from gongkai_web.office import menu, places


class RegistersConfig(AppConfig):
    """What is alike in every register."""

    name = "gongkai_web.registers"
    label = "registers"
    verbose_name = "台账"

    def ready(self) -> None:
        """Says what stands on its pages."""
        from gongkai_web.registers.declared import registers

        menu.offer_aside("台账", "registers:registers", place=40)
        for one in registers().values():
            places.shown_at(one.model._meta.label, "registers:entry", under=(one.code,))
        places.shown_at("registers.Entry", "registers:new")  # of the register that is named
