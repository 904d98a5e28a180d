"""How do the steps of a story go through the site's own pages?

李强 opens the case page, follows the link to the act, fills in what the page offers and sends it. Whatever
the page answers is held against the story: done, refused with its sentence, or done with the tick 如实补登.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from gongkai.procedure.facts import Channel
from gongkai_web.cases.models import Case, Event
from gongkai_web.casework.intake import OF_ITSELF
from tests.people import WANG_FANG, Town
from tests.web.cases_through_forms.browser import TICK, Browser, Done, Page
from tests.web.cases_through_forms.stories import ONLINE, Step, Story

TITLE = "云溪路拓宽工程的征地补偿方案"
APPLIED = {
    "name": WANG_FANG,
    "phone": "13800005678",
    "email": "wangfang@example.org",
    "address": "示范市云溪区云溪路 8 号",
    "title": TITLE,
    "medium": "electronic",
    "way": "online",
}
PERSON = {"id_kind": "resident_id", "id_number": "11010519491231002X"}
ORGANISATION = {"id_kind": "credit_code", "id_number": "91350100M000100Y43"}
# Who stands on the intake form under which name of the page.
APPLICANT_FIELDS = frozenset(
    {"name", "id_kind", "id_number", "contact", "phone", "email", "address", "postcode"}
)
UNPROCESSABLE, CONFLICT = 422, 409


@dataclass
class Office:
    """The town, its browsers, and the hand that turns the calendar.

    `tried`: the forms whose demanded fields were left out once; None where a story does not try that.
    """

    town: Town
    turn: Callable[[date], None]
    tried: set[str] | None = None
    browsers: dict[str, Browser] = field(default_factory=dict)

    def of(self, name: str) -> Browser:
        """The browser of one of the town's people; the same for all stories."""
        people = {
            "李强": self.town.li_qiang,
            "赵敏": self.town.zhao_min,
            "孙立": self.town.sun_li,
            "周洁": self.town.zhou_jie,
            WANG_FANG: None,
        }
        if name not in self.browsers:
            self.browsers[name] = Browser(people[name])
        return self.browsers[name]


@dataclass
class Play:
    """One story on its way: its cases by title, the query codes by case."""

    office: Office
    story: Story
    cases: dict[str, int] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    last: int = 0

    def run(self) -> None:
        """All steps, in order."""
        for number, step in enumerate(self.story.steps, start=1):
            self.office.turn(step.at)
            try:
                self._do(step)
            except AssertionError as problem:
                told = f"{self.story.name}，第 {number} 步 {step.name}（{step.at}）：{problem}"
                raise AssertionError(told) from problem

    def _do(self, step: Step) -> None:
        own = {"intake": self._intake, "apply": self._apply, "see": self._see}
        if step.name in own:
            own[step.name](step)
        elif step.name in {"void", "replace"}:
            self._put_right(step)
        elif step.name in ONLINE:
            self._online(step)
        else:
            self._act(step)

    def _case(self, step: Step) -> int:
        if not step.of:
            return self.last
        assert step.of in self.cases, f"没有名为「{step.of}」的件；有：{'、'.join(self.cases)}"
        return self.cases[step.of]

    def _opened(self, title: str) -> int:
        self.last = Case.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.cases[title] = self.last
        return self.last

    # – the request comes in

    def _intake(self, step: Step) -> None:
        """At the counter, by post, fax or mail: 登记申请."""
        page = self.office.of(step.by).open(reverse("casework:intake"))
        given = {"applicant_kind": self.story.kind, "title": TITLE, "name": WANG_FANG, **step.fields}
        joint, agent, check = given.pop("joint", []), given.pop("agent", ""), given.pop("check", "")
        given.setdefault("channel", Channel.REGISTERED_POST)
        given.setdefault("confirm", given["channel"] in OF_ITSELF)
        for _ in joint:
            page = page.again("more")
        page.fill(
            {(f"applicant-{name}" if name in APPLICANT_FIELDS else name): given[name] for name in given}
        )
        page.fill({f"joint-{number}-name": name for number, name in enumerate(joint)})
        page.fill({"agent-name": agent} if agent else {})
        if check:
            page = page.again("check")
            assert check in page.words('//div[contains(@class, "say hint-")]'), f"核对时没有说「{check}」"
        if self._sent(step, page, "intake"):
            self._opened(given["title"])

    def _apply(self, step: Step) -> None:
        """王芳 applies on the public site, where nobody signs in, and keeps her query code."""
        page = self.office.of(WANG_FANG).open(reverse("apply:form", args=[self.office.town.district.slug]))
        proof = PERSON if self.story.kind == "natural_person" else ORGANISATION
        page.fill({**APPLIED, **proof, "applicant_kind": self.story.kind, **step.fields})
        receipt = self._sent(step, page, "apply")
        if receipt:
            code = receipt.look().words('//*[@class="code"]')
            self.codes[self._opened(step.fields.get("title", TITLE))] = code

    # – what is done with it

    def _act(self, step: Step) -> None:
        """The case page leads to the act's form; the form offers its fields and choices."""
        pk, browser = self._case(step), self.office.of(step.by)
        address = reverse("casework:act", args=[pk, step.name])
        # Where the forms are tried out, the way to them is not: that was seen when the story was alone.
        brief = self.office.tried is not None and not step.refused
        offered = brief or browser.open(reverse("casework:case", args=[pk])).links(address)
        page = browser.open(address)
        if not offered:
            assert step.refused, f"本件页面没有给出这一步：{page.refusal}"
            assert page.status == CONFLICT, f"页面没有给出这一步，网址却答 {page.status}"
            assert step.refused in page.refusal, f"说的是：{page.refusal}"
            return
        page = self._filled(step, page)
        if self._sent(step, page, step.name) and step.name == "split_case":
            self.cases |= dict(Case.objects.filter(parent=pk).values_list("title", "pk"))

    def _filled(self, step: Step, page: Page) -> Page:
        """Article and reason by the page's own button, where the story names neither."""
        page.fill({name: value for name, value in step.fields.items() if name in page.names})
        if step.name == "reply" and not {"article", "reason"} & set(step.fields):
            page = page.again("prefill")
        page.fill(step.fields)
        return page

    def _online(self, step: Step) -> None:
        """王芳 opens her case by its code and does what she may."""
        pk, browser = self._case(step), self.office.of(WANG_FANG)
        query = browser.open(reverse("apply:query"))
        query.fill({"code": self.codes[pk], "fact": WANG_FANG})
        there = query.press()
        assert isinstance(there, Done), "查询码打不开"
        address = reverse(f"apply:{ONLINE[step.name]}", args=[pk])
        assert there.look().links(address), "查询页没有给出这一步"
        page = browser.open(address)
        page.fill(step.fields)
        self._sent(step, page, step.name)

    def _put_right(self, step: Step) -> None:
        """更正、作废登记: the list of entries, the wrong one, its form. `entry` is its word on the page."""
        pk, browser = self._case(step), self.office.of(step.by)
        given = dict(step.fields)
        entry = given.pop("entry")
        listed = browser.open(reverse("casework:undo", args=[pk]))
        found = listed.tree.xpath('//ul[contains(@class, "entries")]/li[.//b=$entry]//a/@href', entry=entry)
        assert found, f"更正页没有「{entry}」"
        page = browser.open(found[0])
        page.fill({"what": step.name, **given})
        self._sent(step, page, "undo")

    # – what the page answers

    def _sent(self, step: Step, page: Page, form: str) -> Done | None:
        """Sends the form; None where it was refused as the story says."""
        self._leave_out(page, form)
        before = Event.objects.count()
        answer = page.press()
        if step.on_paper:
            assert isinstance(answer, Page), "没有先提示违反规定就登记了"
            answer.fill({TICK: True})
            answer = answer.press()
        if step.refused:
            assert isinstance(answer, Page), f"应当拒绝（{step.refused}），却登记了"
            assert answer.status == UNPROCESSABLE
            assert step.refused in answer.refusal, f"说的是：{answer.refusal}"
            assert Event.objects.count() == before, "拒绝了，却留下了登记"
            return None
        if isinstance(answer, Page):
            raise AssertionError(f"被拒绝：{answer.refusal}")
        assert Event.objects.count() > before, "登记了，却没有留下记录"
        return answer

    def _leave_out(self, page: Page, form: str) -> None:
        """Once for each form: what the page demands and is not sent is refused, and nothing is written."""
        if self.office.tried is None or form in self.office.tried:
            return
        self.office.tried.add(form)
        before = Event.objects.count()
        for name in page.demanded:
            answer = page.post({**page.values, name: ""})
            assert isinstance(answer, Page), f"没有填「{name}」，却登记了"
            assert answer.status == UNPROCESSABLE, f"没有填「{name}」，却没有拒绝"
            assert answer.words('//*[@class="errors"]//li'), f"没有填「{name}」，却没有说"
        assert Event.objects.count() == before

    def _see(self, step: Step) -> None:
        """What the case page says under each label."""
        page = self.office.of(step.by).open(reverse("casework:case", args=[self._case(step)]))
        for label, wanted in step.fields.items():
            found = _said(page, label)
            assert found == str(wanted), f"「{label}」是「{found}」，不是「{wanted}」"


def _said(page: Page, label: str) -> str:
    """答复期限 by its frame in the strip of days, 提示 by its sentences, else a fact or another term."""
    if label == "答复期限":
        return " ".join(
            page.tree.xpath('//td[contains(concat(" ", @class, " "), " due ")]/time/@datetime')[:1]
        )
    if label == "违反的规定":
        return str(len(page.tree.xpath('//main/p[@class="say wrong"]')))
    facts = page.tree.xpath('//dl[@class="elements"]/div[dt=$label]/dd', label=label)
    if facts:
        return " ".join(facts[0].text_content().split())
    return " ".join(page.tree.xpath("//li[a=$label]//time/@datetime", label=label))
