"""What does a person get whose form could not be taken now? The form itself, with all that was typed.

A page that keeps what was typed over a lost session (`kept`) shows its own form again, filled. Any other gets
a page that lists what was typed, asks for the files again, and sends the same once more. So does whoever
signed in anew in another window meanwhile: the token of the form is that of the session before.
Where what the form was for is over (`Over`), what was typed stands on a page from which it is taken along.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.views.csrf import csrf_failure

from gongkai.errors import ReadingError
from gongkai.richtext.clean import clean
from gongkai.richtext.out.page import page_html, pictures_of, with_pictures
from gongkai_web import outage
from gongkai_web.caching import OFFICE
from gongkai_web.errors import NotAllowed
from gongkai_web.look.parts import Link
from gongkai_web.office.frame import page
from gongkai_web.office.keeping import is_secret
from gongkai_web.office.kept import shown_again, signs_in_first, typed_quietly
from gongkai_web.office.request import OfficeRequest, is_signed_in

_SHOWN, _FORBIDDEN, _CONFLICT = 200, 403, 409
_UNSENT, _UNSAVED = "没有提交", "没有保存"
# What a person typed, as against numbers of rows and digests: words, or a day.
_TYPED = re.compile(r"[\u3400-\u9fff]|\d{4}-\d\d-\d\d|\s|\.")
STALE = (
    "没有提交：您在别的窗口重新登录过，或者这一页打开太久，它的凭据已经换了；这一次什么也没有登记。"
    "填写的内容都在（所选的文件请重新选择）；请核对以后再按一次。"
)
# A text with its paragraphs and tables, as the field of a body sends it.
_RICH = re.compile(r"\s*<(?:p|h[1-6]|ul|ol|table|figure|blockquote|div)\b")
_log = logging.getLogger("gongkai.office")


class Over(Http404):
    """What the form was for is over; `said`: who did what, when. Without anything typed there is no page.

    `link`: where it goes on.
    """

    def __init__(self, said: str, link: Link) -> None:
        super().__init__(said)
        self.said, self.link = said, link


class UnsentMiddleware:
    """Answers what nobody could write down just now; anything else is for Django."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Goes on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The form that somebody of the staff sent, again; where it is over, what was typed."""
        if isinstance(exception, Over) and is_signed_in(request):
            return _over(request, exception)
        why = outage.cause(exception)
        if not why or request.method != "POST" or not is_signed_in(request):
            return None
        _log.warning("%s：%s 没有办成", why, request.path, exc_info=exception)
        return unsent(request, outage.not_sent(why))


def unsent(request: OfficeRequest, said: str, *, status: int = outage.UNAVAILABLE) -> HttpResponseBase:
    """The sentence on the form that was sent, which is filled in as it was."""
    answer = _own_page(request, said) or _any_page(request, said)
    answer.status_code = status
    if status == outage.UNAVAILABLE:
        answer.headers["Retry-After"] = outage.A_MINUTE
    return answer


def stale(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form whose token does not fit (the settings name this one): filled again where it came from here.

    The browser itself says where it came from; what another site made up is never put into a form.
    """
    answer: HttpResponseBase | None = None
    if request.path.startswith(OFFICE) and _from_here(request):
        if is_signed_in(request):
            return unsent(request, STALE, status=_FORBIDDEN)
        answer = signs_in_first(request)
    return answer or csrf_failure(request, reason)


def _from_here(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def not_allowed(request: OfficeRequest, said: str) -> HttpResponseBase:
    """Why this person may not send it, with what was typed: their own page may have no such form."""
    answer = _any_page(request, f"没有提交：{said}这一次什么也没有登记。")
    answer.status_code = _FORBIDDEN
    return answer


def has_words(request: HttpRequest) -> bool:
    """Whether anything was sent that a person typed."""
    return bool(_typed(_rows(request.POST)))


def _over(request: OfficeRequest, problem: Over) -> HttpResponseBase | None:
    """Not sent again: what stands there now is another text than the one to which it was typed."""
    given = request.POST if request.method == "POST" else typed_quietly(request)
    if given is None:
        return None
    context = {"said": problem.said, "typed": _typed(_rows(given)), "link": problem.link}
    context["heading"] = _UNSAVED
    return page(request, "office/over.html", context, problem.link, Link(_UNSAVED), status=_CONFLICT)


def _own_page(request: OfficeRequest, said: str) -> HttpResponseBase | None:
    try:
        answer = shown_again(request, said)
    except (Http404, NotAllowed):
        return None
    return answer if answer and answer.status_code == _SHOWN else None


def _any_page(request: OfficeRequest, said: str) -> HttpResponseBase:
    rows = _rows(request.POST)
    context = {
        "heading": _UNSENT,
        "said": said,
        "hidden": rows,
        "typed": _typed(rows),
        "files": [(name, "、".join(str(one.name) for one in some)) for name, some in request.FILES.lists()],
        "action": request.get_full_path(),
    }
    return page(request, "office/unsent.html", context, Link(_UNSENT))


def _rows(given: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in given.lists() for value in values if not is_secret(name)]


def _typed(rows: list[tuple[str, str]]) -> list[str]:
    return [_legible(value) for _, value in rows if _TYPED.search(value)]


def _legible(value: str) -> str | SafeString:
    """A text as its reader sees it, without the pictures, which no copy brings along; anything else as is."""
    if not _RICH.match(value):
        return value
    try:
        text = clean(value)
        # Safe: it was cleaned.
        bare = clean(with_pictures(text, dict.fromkeys(pictures_of(text), "")))
        return mark_safe(page_html(bare, lambda _: ""))
    except ReadingError:
        return value
