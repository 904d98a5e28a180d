"""Who gets which picture and which file of a text that is not, or not yet, public – and of one that is?

What is public is decided by the text that is live, of the guide also by its earlier ones: a picture or file
of a draft, of a text with a set time, of what was withdrawn or sealed has no public address. In the office it
is for whoever may read the texts.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_safe

from gongkai.richtext.out.page import pictures_of
from gongkai_web.files import actions as files
from gongkai_web.files import store
from gongkai_web.files.models import StoredFile
from gongkai_web.files.responses import as_download, as_picture
from gongkai_web.office.days import today
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items import answers, queries
from gongkai_web.publishing.items.actions.attaching import file_of
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.views import item_or_404


@public_page(kept=False)
@require_safe
def public_picture(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:  # noqa: ARG001
    """A picture of the text that is public now; of anything else there is no such address."""
    found = get_object_or_404(queries.public(today()).select_related("live__text"), pk=pk)
    if not any(sha256 in pictures_of(text["body"]) for text in answers.texts_public(found)):
        raise Http404
    return _shown(_file_or_404(found, sha256))


@signed_in
@require_GET
def picture(request: OfficeRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of a text that the person may read, also of one that is not written yet."""
    return _shown(_file_or_404(_readable(request, pk), sha256))


@signed_in
@require_GET
def file(request: OfficeRequest, pk: int, sha256: str) -> HttpResponse:
    """An attachment of a text that the person may read."""
    found = _file_or_404(_readable(request, pk), sha256)
    response = as_download(found)
    files.log_view(by=request.user, file=found, what=files.DOWNLOAD)
    return response


def _readable(request: OfficeRequest, pk: int) -> Item:
    """The item, where the person may read its texts; who only sees that it is public has its page."""
    found = item_or_404(request, pk)
    if not queries.editions(request.user, today()).filter(item=found).exists():
        raise Http404
    return found


def _file_or_404(item: Item, sha256: str) -> StoredFile:
    found = file_of(item, sha256)
    if found is None:
        raise Http404
    return found


def _shown(found: StoredFile) -> HttpResponse:
    if not found.media_type.startswith("image/"):
        raise Http404
    return as_picture(store.read(found.sha256), found.media_type)
