"""会商: how is another agency asked about a text, how does it answer, who decides where it does not agree?

《条例》第十一条: 涉及其他机关的，应当与有关机关协商、确认. Until each that was asked agrees, or somebody has
decided with a reason, the text does not go out.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items.actions.entry import line, locked_edition, require_stage, require_writer
from gongkai_web.publishing.items.consulting_models import Consultation, Reply
from gongkai_web.publishing.items.kinds import UNDER_WAY
from gongkai_web.publishing.items.models import Edition, Item


@transaction.atomic
def consult(
    *, edition: Edition, by: Person, day: date, unit: str, due_on: date, question: str,
    agency: Agency | None = None,
) -> Consultation:  # fmt: skip
    """Asks a unit about the text as it is now. `agency`: where it answers here itself."""
    edition = locked_edition(edition)
    require_writer(by, edition.item, day, "征求其他机关的意见")
    require_stage(edition, "征求意见", *UNDER_WAY)
    name = agency.name if agency else unit.strip()
    if not name:
        raise Refused("请填写向哪个机关征求意见。")
    if agency == edition.item.agency:
        raise Refused(f"{name}就是本机关，不用会商；请填写信息涉及的其他机关。")
    if due_on < day:
        raise Refused(f"答复期限 {due_on} 已经过了（今天是 {day}）；请核对。")
    made = Consultation(item=edition.item, edition=edition, unit=name, agency=agency, due_on=due_on)
    made.question, made.content, made.digest = question.strip(), edition.content, text.digest(edition.content)
    made.asked_by, made.asked_on = by, day
    made.save()
    line(by, edition.item, "consult", {**_told(made), **told_of_asking(made)})
    return made


@transaction.atomic
def answer_consultation(
    *, consultation: Consultation, by: Person, day: date, agrees: bool, opinion: str = "", source: str = ""
) -> Consultation:
    """The answer: of the asked agency itself, or as the office enters it with where it came from."""
    found = _locked(consultation)
    _require_open(found)
    if found.agency is not None:
        require(by, found.agency, What.WRITE_ITEM, day, "答复会商")
    else:
        require_writer(by, found.item, day, "登记会商的答复")
        if not source.strip():
            raise Refused("登记的答复须写明来源：来函的文号、日期，或者谁在什么时候答复的。")
    if not agrees and not opinion.strip():
        raise Refused("不同意公开的，须写明意见和依据。")
    found.reply = Reply.AGREES if agrees else Reply.DISSENTS
    found.opinion, found.source = opinion.strip(), source.strip()
    found.answered_on, found.answered_by = day, by
    found.save()
    said = text.digest({"opinion": found.opinion, "source": found.source})
    line(by, found.item, "answer_consultation", {**_told(found), "said": said})
    return found


@transaction.atomic
def settle_consultation(*, consultation: Consultation, by: Person, day: date, reason: str) -> Consultation:
    """Decides that the text may go out although the asked unit dissents, or is silent after its term."""
    found = _locked(consultation)
    require(by, found.item.agency, What.END_ITEM, day, "决定会商不一致的信息可以公开")
    require_reason(reason, "决定会商")
    if not found.holds:
        raise Refused("这次会商已经了结。")
    if found.reply == Reply.NONE and found.due_on >= day:
        raise Refused(f"{found.unit}的答复期限到 {found.due_on}，还没有到；请等答复，或者到期以后再决定。")
    found.decision, found.decided_on, found.decided_by = reason.strip(), day, by
    found.save()
    line(by, found.item, "settle_consultation", _told(found), found.decision)
    return found


@transaction.atomic
def recall_consultation(*, consultation: Consultation, by: Person, day: date, reason: str) -> Consultation:
    """Takes back what was asked by mistake and not answered."""
    found = _locked(consultation)
    require_writer(by, found.item, day, "撤回会商")
    require_reason(reason, "撤回会商")
    _require_open(found)
    found.recalled_on = day
    found.save()
    line(by, found.item, "recall_consultation", _told(found), reason.strip())
    return found


def require_settled(item: Item) -> None:
    """Raises Refused where a consultation holds the item back. For the actions of this folder."""
    open_ones = [one for one in Consultation.objects.filter(item=item) if one.holds]
    if open_ones:
        said = "；".join(why_held(one) for one in open_ones)
        raise Refused(f"会商还没有了结，不能发布：{said}。")


def why_held(one: Consultation) -> str:
    """Why it holds the text back, and who can end that."""
    if one.reply == Reply.DISSENTS:
        return f"{one.unit}不同意公开，请由公开机构负责人或者分管领导写明理由决定，或者不公开"
    return f"{one.unit}还没有答复（期限 {one.due_on}）"


def _locked(consultation: Consultation) -> Consultation:
    """As it stands now, its item held: it stands in one line with the publication."""
    Item.objects.select_for_update(of=("self",), no_key=True).get(pk=consultation.item_id)
    return Consultation.objects.select_related("item__agency", "agency").get(pk=consultation.pk)


def _require_open(found: Consultation) -> None:
    if found.reply != Reply.NONE or not found.holds:
        raise Refused("这次会商已经答复或者了结；请刷新页面。")


def told_of_asking(one: Consultation) -> dict[str, object]:
    """Who is asked what about which text; the words by their digest."""
    asked = text.digest({"unit": one.unit, "question": one.question})
    return {"agency": one.agency_id, "edition": one.edition_id, "asked": asked}


def _told(one: Consultation) -> dict[str, object]:
    """What a line says of it: never words."""
    return {"consultation": one.pk, "hash": one.digest, "due_on": one.due_on, "reply": one.reply}
