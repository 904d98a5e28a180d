"""What 云溪区 publishes: 李强 drafts, 赵敏 heads his department, 陈静 keeps the secrets, 孙立 approves."""

from datetime import date
from types import SimpleNamespace

from gongkai_web.agencies import actions as agencies
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.content import digest, parts
from tests.people import FOUNDED

DAY = date(2026, 3, 2)
CONTENT = {
    "title": "云溪区停车收费标准",
    "summary": "路内停车位的收费标准和减免",
    "body": "<p>自三月起，路内停车位首小时免费。</p>",
    "formed_on": date(2026, 2, 27),
    "item_class": "catalogue",
    "column": "policies",
    "fields": ["livelihood"],
    "channels": ["website", "gazette"],
    "attribute": "proactive",
}


def furnish(town) -> SimpleNamespace:
    """The town with 陈静, who keeps the secrets of 云溪区, and 吴刚, who does so beside her."""
    keeper = {}
    for username, name in (("chenjing", "陈静"), ("wugang", "吴刚")):
        keeper[username] = agencies.add_person(by=town.operator, username=username, display_name=name)
        agencies.appoint(
            by=town.operator,
            person=keeper[username],
            agency=town.district,
            role="secrecy",
            since=FOUNDED,
            reason="启用本系统以前已任职",
        )
    return SimpleNamespace(**vars(town), chen_jing=keeper["chenjing"], wu_gang=keeper["wugang"])


def listed(office, name="中国政府网", host="www.gov.cn"):
    """What may be reposted by 云溪区: from the first day of what is written here."""
    given = {"by": office.li_qiang, "agency": office.district, "day": date(2024, 1, 2)}
    return catalogue.list_source(**given, name=name, host=host, why="上级政府的网站")


def drafted(office, day=DAY, **changes):
    """李强's draft: the edition."""
    content = {**CONTENT, **changes.pop("content", {})}
    given = {"by": office.li_qiang, "agency": office.district, "day": day, "content": content, **changes}
    return queries.under_way(actions.draft(**given))


def submitted(office, day=DAY, **changes):
    """The same, handed in."""
    looked = changes.pop("looked", "")
    edition = drafted(office, day, **changes)
    actions.submit(edition=edition, by=office.li_qiang, day=day, looked=looked)
    return again(edition)


def decide(person, edition, day=DAY, approve=True, **changes):
    """One decision about what stands there now."""
    edition = again(edition)
    given = {"seen": digest(edition.content), "note": "" if approve else "写明减免的对象"}
    return actions.decide(edition=edition, by=person, day=day, approve=approve, **{**given, **changes})


def keep_secrets(person, edition, day=DAY, **changes):
    """The secrecy review finds that all of it can be public."""
    edition = again(edition)
    judged = dict.fromkeys([part.key for part in parts(edition.content)], "public")
    given = {"note": "不涉密，可以公开", "basis": "《保守国家秘密法》第三十五条", "points": judged}
    return decide(person, edition, day, **{**given, **changes})


def approved(office, day=DAY, **changes):
    """A draft that all three approved."""
    edition = submitted(office, day, **changes)
    decide(office.zhao_min, edition, day)
    keep_secrets(office.chen_jing, edition, day)
    decide(office.sun_li, edition, day)
    return again(edition)


def published(office, day=DAY, **changes):
    """An item that the public reads."""
    edition = approved(office, day, **changes)
    actions.publish(edition=edition, by=office.li_qiang, day=day)
    return fresh(edition.item)


def again(edition):
    """The edition as it stands now."""
    return type(edition).objects.select_related("item__agency", "author").get(pk=edition.pk)


def fresh(item):
    """The item as it stands now."""
    return type(item).objects.select_related("agency", "live", "draft", "successor").get(pk=item.pk)
