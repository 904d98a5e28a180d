"""A Word document out of its parts, as small as it can be."""

from __future__ import annotations

import io
import zipfile

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(
    body: str, *, more: dict[str, str | bytes] | None = None, outside: dict[str, str] | None = None
) -> bytes:
    """A document with that body; `more`: further parts by name, `outside`: addresses by the "
    "id of their link."""
    parts = more or {}
    links = [
        f'<Relationship Id="{_id(name)}" Type="{_KIND}/{_kind(name)}" Target="{name}"/>' for name in parts
    ] + [
        f'<Relationship Id="{key}" Type="{_KIND}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (outside or {}).items()
    ]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        main = f'<Relationship Id="r1" Type="{_KIND}/officeDocument" Target="word/document.xml"/>'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{_RELATIONS}">{main}</Relationships>')
        file.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        relations = f'<Relationships xmlns="{_RELATIONS}">{"".join(links)}</Relationships>'
        file.writestr("word/_rels/document.xml.rels", relations)
        for name, content in parts.items():
            file.writestr(f"word/{name}", content)
    return made.getvalue()


def _id(name: str) -> str:
    return "to" + name.replace("/", "").replace(".", "")


def _kind(name: str) -> str:
    return "image" if name.startswith("media/") else name.partition(".")[0].rstrip("0123456789")


def part(name: str, content: str) -> str:
    """A part with that root."""
    return f"<w:{name} {SPACES}>{content}</w:{name}>"


def run(text: str, properties: str = "") -> str:
    """A run of that look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph; plain text becomes a run."""
    runs = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph that Word counts."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*levels: tuple[str, str]) -> str:
    """One numbering: the format and the text of each level."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText '
        f'w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    return part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def picture(name: str, alt: str = "") -> str:
    """A run with a picture of a part of that name."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="{alt}"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="{_id(name)}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
