"""Is anything kept that the scanner did not pass?"""

import socket

import pytest

from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import Refused
from gongkai_web.files.models import StoredFile
from tests.web.files.made import CASE, EICAR, Clamd, plan


def kept(settings):
    """Rows, and bytes on the disk."""
    return StoredFile.objects.count(), len(list((settings.DATA / "files").rglob("*")))


@pytest.mark.parametrize("unix", [False, True])
def test_a_clean_file_is_scanned_whole_and_kept(settings, tmp_path, store, unix):
    with Clamd(b"stream: OK\0", tmp_path / "clamd.sock" if unix else None) as clamd:
        settings.GONGKAI_CLAMD = clamd.address
        store()
    assert (clamd.command, clamd.heard) == (b"zINSTREAM\0", plan())
    assert StoredFile.objects.count() == 1


def test_an_infected_file_is_refused_and_the_trail_says_so(settings, town, store):
    with Clamd(b"stream: Eicar-Signature FOUND\0") as clamd:
        settings.GONGKAI_CLAMD = clamd.address
        with pytest.raises(Refused, match="病毒扫描发现“Eicar-Signature”"):
            store(content=EICAR, upload_name="说明.txt")
    assert clamd.heard == EICAR
    assert kept(settings) == (0, 0)
    line = AuditLine.objects.get(act="files.refuse_infected")
    assert (line.subject, line.actor_name, line.agency_name) == (CASE, "李强", town.district.name)
    assert (line.detail["found"], line.detail["name"]) == ("Eicar-Signature", "说明.txt")


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"",
        b"stream: OK",  # cut off before its end
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OK FOUND or not\0",
        b"\xff\xfe garbage \0",
        b"x" * 5000,
    ],
    ids=["silence", "nothing", "cut off", "too large", "both", "garbage", "endless"],
)
def test_without_a_clear_answer_nothing_is_kept(settings, store, answer):
    settings.GONGKAI_CLAMD_SECONDS = 0.3
    with Clamd(answer) as clamd:
        settings.GONGKAI_CLAMD = clamd.address
        with pytest.raises(Refused, match="未经扫描的文件不收"):
            store()
    assert kept(settings) == (0, 0)


def test_where_no_scanner_listens_nothing_is_kept(settings, tmp_path, store):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{free.getsockname()[1]}"
    for address in (nobody, str(tmp_path / "no.sock"), "no address"):
        settings.GONGKAI_CLAMD = address
        with pytest.raises(Refused, match="病毒扫描服务没有应答"):
            store()
    assert kept(settings) == (0, 0)
