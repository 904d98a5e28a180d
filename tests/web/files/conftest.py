"""云溪区 keeps its files in a data folder of its own."""

import pytest

from gongkai_web.files import actions
from gongkai_web.files.models import StoredFile
from tests.web.files.made import CASE, DAY, place_of, plan


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def store(town):
    """李强 hands in a file for a case of 云溪区; what is not said is a small PDF."""

    def handed_in(**changes) -> StoredFile:
        given = {
            "agency": town.district,
            "owner": CASE,
            "purpose": "information",
            "upload_name": "征地补偿方案（王芳）.pdf",
            "content": plan(),
            "by": town.li_qiang,
            "day": DAY,
        }
        return actions.store_file(**{**given, **changes})

    return handed_in


@pytest.fixture
def drawn(town, store):
    """李强 drew a box over 王芳's identity number; not yet proposed."""

    def opened(**changes):
        original = store(**changes)
        redaction = actions.open_redaction(by=town.li_qiang, original=original, day=DAY)
        actions.add_box(
            by=town.li_qiang,
            redaction=redaction,
            day=DAY,
            page=1,
            **place_of("ID"),
            reason="denied_third_party_rights",
            note="第三人身份证号",
        )
        return redaction

    return opened
