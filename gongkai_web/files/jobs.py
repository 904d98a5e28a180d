"""What is done every night about the files of the office? Bytes that belong to nothing go; PDFs that nobody
has read are read.
"""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.files import queries, store
from gongkai_web.files.actions import read_layers
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("30 3 * * *")
@task(atomic=False)
def sweep() -> int:
    """Takes away what was written for an act that was then undone; how many."""
    return store.sweep(timezone.now())


@periodic("50 3 * * *")
@task(atomic=False)
def read_text_layers() -> int:
    """Reads the words of PDFs that came in before they were read, some hundreds a night; how many."""
    read = 0
    for file in queries.unread_pdfs():
        try:
            read += read_layers([file])
        except store.LostError:  # the others do not wait for it
            continue
    return read
