"""What did a paste or a file bring: the clean text, its pictures, and what did not come along?"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.richtext.pictures import Picture

# What was left out or decided on the way in, as a sentence to whoever brought the text.
SAID = {
    "struck": "画了删除线的文字没有带入；要保留的请去掉删除线再导入。",
    "hidden": "设为隐藏的文字没有带入；要公开的请先取消隐藏。",
    "faint": "白色或者极小、页面上看不见的文字没有带入；要公开的请改成看得见的颜色和字号。",
    "revisions": "原文有修订没有接受或者拒绝：带入的是接受全部修订以后的文字，请核对是否定稿。",
    "comments": "原文的批注没有带入。",
    "headers": "页眉、页脚没有带入；其中要公开的内容请写进正文。",
    "boxes": "文本框里的文字带入在它所在的段落后面，请核对位置。",
    "objects": "嵌入的对象（表格文件、公式、附件等）没有带入；请另行上传。",
    "formulas": "公式按一行文字带入，请核对。",
    "cropped": "裁剪过的图片带入的是整幅，裁去的部分也会公开；请先在 Word 里“压缩图片、删除裁剪区域”。",
    "contents": "Word 自动生成的目录没有带入。",
    "links": "有的链接网页上打不开（指向本机文件、文内书签或者脚本），只带入了文字。",
    "converted": "原文件不是 DOCX，先由 LibreOffice 转换再导入，请核对版式和编号。",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that whoever brought the text should know: a code, and the sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A text as it came in. `title`, `number`: what stood above the text as its title and document number.

    `missing`: a sentence for each picture that is not among `pictures`.
    """

    html: str
    title: str = ""
    number: str = ""
    pictures: tuple[Picture, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def remarks_of(codes: set[str]) -> tuple[Remark, ...]:
    """The remarks of these codes, in the order of the list."""
    return tuple(Remark(code, said) for code, said in SAID.items() if code in codes)
