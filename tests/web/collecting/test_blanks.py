"""Does a unit that leaves cells blank say why, before its report is handed in? (手册02 §7, issue 8)"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from gongkai_web.annual.campaign.collecting import actions
from gongkai_web.annual.campaign.collecting.models import Submission
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from tests.web.campaign.reports import as_json, signed_in, tree_of
from tests.web.collecting.lists import IN_TIME, SCHOOL, campaign_of, report_of
from tests.web.collecting.test_hand_in import confirmed, sent
from tests.web.collecting.test_pages import TODAY, at, sent_by_link
from tests.web.look.trees import find, text

COERCION = "administrative_coercion"
WHY = "本校没有行政强制职权"


def blank(unit, stated=None, said=""):
    """The report of the unit in which nothing (or what is `stated`) stands for 行政强制."""
    made = report_of(unit)
    known = isinstance(stated, int)
    made["table2"] = made["table2"] | {COERCION: {"decision_count": stated if known else None}}
    if stated and not known:
        cell = f"table2.{COERCION}.decision_count"
        made["notes"] = [{"code": "blank-cell", "message": "", "cell": cell, "stated": stated}]
    made["sections"] = [
        one | {"text": one["text"] + said} if one["number"] == 2 else one for one in made["sections"]
    ]
    return made


def test_a_blank_cell_needs_a_remark_and_a_zero_and_what_says_itself_do_not(town):
    _, units = campaign_of(town)
    school = units[SCHOOL]
    for silent in ("", " \n"):
        with pytest.raises(Refused, match="空着：没有发生的填 0；确实不填的，请写明为什么空着"):
            confirmed(school, blank(school), blank_reason=silent)
    with pytest.raises(Refused, match="最多 2000 字"):
        confirmed(school, blank(school), blank_reason="长" * 2001)
    read = sent(school, blank(school)).document
    with pytest.raises(Refused, match="空着"):
        actions.submit_report(by=town.li_qiang, unit=school, document=read, day=IN_TIME)
    assert not Submission.objects.exists()
    assert confirmed(school, blank(school), blank_reason=f" {WHY} ").blank_reason == WHY
    for stated, said in (("不适用", ""), (None, "注：行政强制一格空着，本校没有这项职权。"), (0, "")):
        made = blank(school, stated, said) | {"title": f"{stated}"}
        assert confirmed(school, made, reply="重交").blank_reason == "", stated
    assert verify().sound
    with connection.cursor() as cursor:  # behind everybody's back
        cursor.execute("UPDATE campaign_submission SET blank_reason = '' WHERE number = 1")
    assert not verify().sound


def test_the_unit_is_asked_beside_its_file_and_the_office_reads_why_beside_the_finding(town, monkeypatch):
    """黄平 forgets the remark and loses nothing of what he typed; 李强 reads it."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: TODAY)
    _, units = campaign_of(town)
    school = units[SCHOOL]
    _, code = actions.give_key(by=town.li_qiang, unit=school, until=TODAY, day=TODAY)
    file = SimpleUploadedFile("年报.json", as_json(blank(school)))
    page = tree_of(sent_by_link(code, "upload", file=file))
    (asked,) = find(page, "textarea[name=blank_reason]")
    assert asked.get("required") is not None
    typed = {"what": "confirm", "seen": find(page, "input[name=seen]")[0].get("value"), "reply": "见附注"}
    refused = Client().post(at("outside", code), typed)
    assert refused.status_code == 422
    assert "空着：没有发生的填 0" in refused.content.decode()
    assert "见附注</textarea>" in refused.content.decode()
    Client().post(at("outside", code), typed | {"blank_reason": WHY})
    office = tree_of(signed_in(town.li_qiang).get(at("submission", Submission.objects.get().pk)))
    assert text(find(office, ".judgement p")[0]) == f"单位的说明：{WHY}"
