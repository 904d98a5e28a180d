"""What is counted of sites and accounts: how many there are, and how many were opened and closed?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, standing
from gongkai_web.figures.period import Period
from gongkai_web.publishing.channels import queries
from gongkai_web.publishing.channels.models import ACCOUNT, SITE, Outlet, channel_choices

_REGISTER = "网站和政务新媒体的登记（国办发〔2017〕47号、国办发〔2018〕123号）"
AGENCY = Dimension("agency", "机关", "agency")
CHANNEL = Dimension("outlet_channel", "平台", "channel", lambda: dict(channel_choices()))
_BY = (AGENCY, CHANNEL)


def _outlets(_: Person | AnonymousUser, day: date) -> QuerySet[Outlet]:
    return queries.visible(day)


OUTLETS = Subject(
    model=Outlet,
    agency="agency",
    visible=_outlets,
    listing=Listing(
        caption="所计网站和账号",
        columns=(
            Column("名称", lambda outlet: outlet.name),
            Column("平台", lambda outlet: outlet.get_channel_display()),
            Column("状态", lambda outlet: outlet.get_state_display()),
            Column("开设", lambda outlet: outlet.opened_on),
            Column("关停", lambda outlet: outlet.closed_on),
        ),
        order=("medium", "name", "pk"),
    ),
)


def _standing(medium: str, period: Period) -> Q:
    return Q(medium=medium) & standing("opened_on", "closed_on", period)


SITES = Figure(
    "outlets.sites",
    "政府网站",
    "家",
    f"{_REGISTER}：期末没有关停",
    OUTLETS,
    lambda period: _standing(SITE, period),
    _BY,
)
ACCOUNTS = Figure(
    "outlets.accounts",
    "政务新媒体账号",
    "个",
    f"{_REGISTER}：期末没有关停",
    OUTLETS,
    lambda period: _standing(ACCOUNT, period),
    _BY,
)
CLOSED_SITES = Figure(
    "outlets.sites_closed",
    "关闭的政府网站",
    "家",
    f"{_REGISTER}：关停日期",
    OUTLETS,
    lambda period: Q(medium=SITE, closed_on__range=period.days),
    _BY,
    day=lambda _: "closed_on",
)
CLOSED_ACCOUNTS = Figure(
    "outlets.accounts_closed",
    "关停的政务新媒体",
    "个",
    f"{_REGISTER}：关停日期",
    OUTLETS,
    lambda period: Q(medium=ACCOUNT, closed_on__range=period.days),
    _BY,
    day=lambda _: "closed_on",
)

FIGURES = (SITES, ACCOUNTS, CLOSED_SITES, CLOSED_ACCOUNTS)
