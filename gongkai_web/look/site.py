"""What is this site, and who answers for it?

Every page ends with six items (《政府网站发展指引》, handbook 05 §2.1). They stand in
`settings.GONGKAI_SITE`. What nobody has filled in tells a citizen nothing and is left out; whoever runs the
site reads on the page of the agencies what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Site:
    """The facts of the site. All are text; `*_href` are addresses, empty where there is none.

    `region`: of which place its data speak; `data_terms`, `data_licence_href`: how they may be used.
    """

    name: str = "政府信息公开"
    domain: str = ""
    id_code: str = ""
    organiser: str = ""
    contact: str = ""
    icp: str = ""
    icp_href: str = ""
    police: str = ""
    police_href: str = ""
    find_errors_href: str = ""
    region: str = ""
    data_terms: str = "可以随意使用，请注明出处。"
    data_licence_href: str = ""

    @property
    def footer(self) -> tuple[FooterItem, ...]:
        """The six items in the order of the rule."""
        errors = "提交错误" if self.find_errors_href else ""
        return (
            FooterItem("网站标识码", self.id_code),
            FooterItem("主办单位", self.organiser),
            FooterItem("联系方式", self.contact),
            FooterItem("ICP备案", self.icp, self.icp_href),
            FooterItem("公安备案", self.police, self.police_href),
            FooterItem("我为政府网站找错", errors, self.find_errors_href),
        )

    @property
    def missing(self) -> list[str]:
        """The items that nobody has filled in."""
        return [item.label for item in self.footer if not item.value]


@dataclass(frozen=True, slots=True)
class FooterItem:
    """One of the six items at the foot of every page."""

    label: str
    value: str
    href: str = ""


def site() -> Site:
    """The site of this installation. Raises ImproperlyConfigured where the settings name an unknown item."""
    given = dict(getattr(settings, "GONGKAI_SITE", {}))
    known = [field.name for field in fields(Site)]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ImproperlyConfigured(
            f"GONGKAI_SITE 里不认识「{'、'.join(unknown)}」；可用的项：{'、'.join(known)}。"
        )
    return Site(**given)
