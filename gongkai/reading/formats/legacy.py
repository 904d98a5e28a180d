"""How are DOC, WPS, RTF and ODT read, and how does an office file become a PDF?

LibreOffice turns them into DOCX, where it is installed: in a process of its own, with a profile folder of
its own that is thrown away, macros and links off, no network, and a time limit.
"""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.kin import guarded
from gongkai.reading.blocks import Source
from gongkai.reading.formats import limits
from gongkai.reading.formats.docx import read_docx
from gongkai.reading.formats.refusals import ConversionFailed, ConverterMissing
from gongkai.reading.formats.sniff import Kind

_SUFFIXES = {
    Kind.WORD: ".doc",
    Kind.RTF: ".rtf",
    Kind.ODT: ".odt",
    Kind.XLS: ".xls",
    Kind.ODS: ".ods",
    Kind.DOCX: ".docx",
    Kind.XLSX: ".xlsx",
}
# What LibreOffice is told to write.
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf"}
# The formats of today for those of yesterday: the extension, and what it then is.
MODERN = {
    Kind.WORD: ("docx", Kind.DOCX),
    Kind.RTF: ("docx", Kind.DOCX),
    Kind.ODT: ("docx", Kind.DOCX),
    Kind.XLS: ("xlsx", Kind.XLSX),
    Kind.ODS: ("xlsx", Kind.XLSX),
}
_CALC = dict.fromkeys((Kind.XLS, Kind.ODS, Kind.XLSX), "、libreoffice-calc")
_NOWHERE = (
    "http://127.0.0.1:9"  # the discard port: whatever asks for the network through a proxy gets nothing
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def read_legacy(data: bytes, name: str, kind: Kind) -> Source:
    """The blocks of a DOC, WPS, RTF or ODT. Raises ConverterMissing or ConversionFailed."""
    return read_docx(converted(data, name, kind, "docx"), name)


def converted(data: bytes, name: str, kind: Kind, to: str) -> bytes:
    """The file as `docx`, `xlsx` or `pdf`. Raises ConverterMissing or ConversionFailed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ConverterMissing(
            f"{name}：{kind.value} 文件要用 LibreOffice 转换，这台机器没有安装；"
            f"请安装 libreoffice-writer{_CALC.get(kind, '')}，或在 Word、WPS 里另存为 {to.upper()} 后再读。"
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        work = Path(folder)
        source = work / f"report{_SUFFIXES[kind]}"
        source.write_bytes(data)
        settings = work / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [
            *_offline(),
            program,
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            *(
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--nodefault",
                "--nologo",
                "--nofirststartwizard",
            ),
            *("--convert-to", _FILTERS[to], "--outdir", str(work / "out"), str(source)),
        ]
        _run(command, work, name, kind, to)
        result = work / "out" / f"report.{to}"
        if not result.is_file():
            raise ConversionFailed(
                f"{name}：LibreOffice 打不开这个 {kind.value} 文件，可能已损坏或设有口令；"
                f"请在 Word、WPS 里另存为 {to.upper()} 后再读。"
            )
        return result.read_bytes()


def _run(command: list[str], folder: Path, name: str, kind: Kind, to: str) -> None:
    quiet = subprocess.DEVNULL
    surroundings = {
        key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if key in os.environ
    }
    surroundings |= {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "http_proxy": _NOWHERE,
        "https_proxy": _NOWHERE,
    }
    # A group of its own, so that it can be ended with what it starts; in the session of whoever reads the
    # file, so that it ends with that (`gongkai.confined`), and guarded where that is killed.
    with subprocess.Popen(  # noqa: S603 – a fixed program, our own arguments
        guarded(command), stdin=quiet, stdout=quiet, stderr=quiet, env=surroundings, process_group=0
    ) as process:
        try:
            process.wait(limits.CONVERSION_SECONDS)
        except subprocess.TimeoutExpired:
            raise ConversionFailed(
                f"{name}：LibreOffice 转换这个 {kind.value} 文件超过 {limits.CONVERSION_SECONDS} 秒，已停止；"
                f"请在 Word、WPS 里另存为 {to.upper()} 后再读。"
            ) from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and the process that it starts itself (soffice.bin)."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, AttributeError):
        process.kill()


@functools.cache
def _offline() -> tuple[str, ...]:
    """A prefix that takes the network away, where the system lets us (Linux with user name spaces)."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    prefix = (unshare, "--user", "--map-current-user", "--net", "--")
    probe = subprocess.run([*prefix, "true"], capture_output=True, check=False)  # noqa: S603 – as above
    return prefix if probe.returncode == 0 else ()
