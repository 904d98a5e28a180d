"""Does every way in which a file comes to be leave the audit trail sound?"""

import pytest

from gongkai_web.audit.verify import verify
from gongkai_web.files import actions
from gongkai_web.files.models import Purpose, StoredFile
from tests.law.examining.made import WORKBOOKS
from tests.web.files.made import DAY, confirmed, laden, photo, plan
from tests.web.files.test_photos import HEIC, webp

pytestmark = pytest.mark.slow

UPLOADS = {
    "补偿方案.pdf": plan,
    "身份证.heic": lambda: HEIC,
    "身份证.webp": webp,
    "身份证.jpg": lambda: photo("JPEG"),
    "截图.jpg": lambda: photo("PNG"),
    "扫描.tif": lambda: photo("TIFF"),
    "发放情况.xlsx": WORKBOOKS["隐藏的工作表"][0],
}
PURPOSES = [one for one in Purpose if one != Purpose.REDACTED]


def found() -> list[str]:
    return [one.sentence for one in verify().faults]


@pytest.mark.parametrize("name", UPLOADS)
def test_every_kind_of_upload_from_outside_and_by_staff(town, store, name):
    for purpose in PURPOSES:
        for by in (None, town.li_qiang):
            owner = f"cases.Case:{13 if by else 12}"
            store(upload_name=name, content=UPLOADS[name](), purpose=purpose, by=by, owner=owner)
    assert StoredFile.objects.count() == 2 * len(PURPOSES)
    assert found() == []


@pytest.mark.slow
def test_what_is_made_of_a_file_in_the_house(town, store, drawn):
    paper = store(upload_name="附件.pdf", content=laden())
    workbook = store(upload_name="发放情况.xlsx", content=UPLOADS["发放情况.xlsx"]())
    actions.clean_file(by=town.li_qiang, file=paper, day=DAY)
    actions.convert_for_redaction(by=town.li_qiang, file=workbook, day=DAY)
    public = confirmed(town, drawn())
    actions.withdraw_file(by=town.li_qiang, file=public, day=DAY, reason="标错了")
    actions.withdraw_file(by=town.li_qiang, file=paper, day=DAY, reason="换一份")
    assert StoredFile.objects.count() == 6
    assert found() == []
