"""How does a view take many files without letting more onto the disk than it may?"""

from __future__ import annotations

import functools
from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.http import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gongkai_web.annual.campaign.forms import files_hint
from gongkai_web.annual.campaign.uploads import QuotaHandler
from gongkai_web.office.once import sent_before
from gongkai_web.office.request import OfficeRequest, OfficeView, signed_in


def receiving(view: OfficeView) -> OfficeView:
    """Signed in, protected against forged forms, and with `left_out`: the sentences for what was stopped.

    The body must be watched before anything reads it, and the check for forged forms reads it. It is
    therefore put off until the handler is in place, not left out.
    """

    @csrf_protect
    def protected(request: OfficeRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Only a form of ours comes back with what was typed: a forged one would come back with our keys.
        return sent_before(request) or view(request, *args, **kwargs)

    @signed_in
    @functools.wraps(view)
    def received(request: OfficeRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        quota = QuotaHandler(request)
        if request.method == "POST":
            request.upload_handlers.insert(0, quota)
            try:
                request.FILES  # noqa: B018 – reads the body
            except TooManyFilesSent:
                return view(request, *args, left_out=[_too_many()], **kwargs)
        return protected(request, *args, left_out=quota.left_out, **kwargs)

    return csrf_exempt(received)


def _too_many() -> str:
    return f"一次上传的文件太多，一份也没有收下。{files_hint()}"
