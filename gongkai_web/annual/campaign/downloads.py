"""What can be taken away: the workbook of findings, the file as it was handed in, the copy with comments?

Whatever strangers handed in leaves as an attachment of unknown type and is never shown by the browser.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from gongkai import confined
from gongkai.annotate import annotate
from gongkai.errors import GongkaiError
from gongkai.scratch import scratch
from gongkai_web.annual.campaign import limits, sheet, store
from gongkai_web.annual.campaign.models import Stage
from gongkai_web.annual.campaign.names import clean_name
from gongkai_web.annual.campaign.results import results
from gongkai_web.annual.campaign.shown import batch_or_404, file_or_404
from gongkai_web.annual.campaign.uploads import is_docx
from gongkai_web.office.acting import told_why_not
from gongkai_web.office.downloads import attached
from gongkai_web.office.request import OfficeRequest, signed_in


@signed_in
@require_GET
def findings(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """All findings of the batch as XLSX."""
    batch = batch_or_404(request, pk)
    return attached(sheet.workbook(results(batch)), f"{clean_name(batch.title)} 核对发现.xlsx", "xlsx")


@signed_in
@require_GET
def original(request: OfficeRequest, pk: int, file: int) -> HttpResponseBase:
    """The file byte for byte."""
    found = file_or_404(request, pk, file)
    try:
        data = store.path(found).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return attached(data, clean_name(found.name))


@signed_in
@require_GET
def annotated(request: OfficeRequest, pk: int, file: int) -> HttpResponseBase:
    """A copy of a DOCX with a Word comment for each finding that nobody dismissed."""
    found = file_or_404(request, pk, file)
    if found.stage != Stage.READ or not is_docx(found.kind):
        raise Http404
    name = clean_name(found.name)
    with scratch() as folder:
        out = folder / "annotated.docx"
        try:
            source, standing = store.path(found), results(found.batch, [found])[0].standing
            confined.call(annotate, source, standing, out, name=name, seconds=limits.SECONDS_A_FILE)
            data = out.read_bytes()
        except GongkaiError as problem:
            said = str(problem).replace(str(store.path(found)), name).replace(str(out), name)
            told_why_not(request, said)
            return redirect("campaign:file", pk, file)
    return attached(data, f"{PurePosixPath(name).stem} 批注.docx")
