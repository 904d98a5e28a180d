"""Name and password: who is it?"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm

from gongkai_web.signin import gate


class SignInForm(AuthenticationForm):
    """Django's own; passwords are compared behind the gate, also for a name that nobody bears."""

    def clean(self) -> dict[str, Any]:
        """Raises CrowdedError where others are being asked."""
        with gate.place():
            return super().clean()
