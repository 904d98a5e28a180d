"""What can a person do for an agency?"""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """What a person does for an agency."""

    OFFICER = "officer", "经办人"
    REVIEWER = "reviewer", "审核人"
    LEGAL = "legal", "法制审核人"
    HEAD = "head", "公开机构负责人"
    SUPERVISOR = "supervisor", "主管部门"
    OPERATOR = "operator", "系统管理员"


# Who handles requests and what they lead to; the others decide on letters, watch, or run the system.
HANDLERS = frozenset({Role.OFFICER, Role.REVIEWER, Role.HEAD})
