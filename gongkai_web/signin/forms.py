"""Name and password: who is it?"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm

from gongkai_web.signin import gate

_REFUSED = {
    "invalid_login": "登录名或者口令不对；两者都区分大小写，请核对后再输入。",
    "inactive": "这个账号已经停用；请与本机关的系统管理员联系。",
}


class SignInForm(AuthenticationForm):
    """Django's own; passwords are compared behind the gate, also for a name that nobody bears."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {**self.error_messages, **_REFUSED}
        self.fields["username"].label, self.fields["password"].label = "登录名", "口令"

    def clean(self) -> dict[str, Any]:
        """Raises CrowdedError where others are being asked."""
        with gate.place():
            return super().clean()
