"""Do the lists stay as fast with 200,000 cases as with 2,000?

Two SQLite databases in a temporary folder, each with 100 agencies below one city and ten years of cases,
half of them at one large agency, so that most pages are full both times. Each page is opened by its officer
and by the city's supervisor, in pairs: with few cases and at once with many, in changing order. Printed are
the median of the pairs' ratios of processor time and between which ratios the middle half of them lies: what
else the machine does meets both of a pair alike. The aim is 1.3 for work list, filters and case page.
The rows are written at once (no events but those of the case that is opened): this measures reading.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_web.agencies.models import Agency, Person

FEW, MANY = 2_000, 200_000
AGENCIES, YEARS, ROUNDS, AIM = 100, 10, 25, 1.3
LARGE = 2  # every second case belongs to the first agency
TOWNS = ("云溪", "白石", "青山", "临江", "南浦", "东原", "望湖", "平川")
WHATS = (
    "征地补偿方案",
    "拆迁安置名单",
    "环境影响报告",
    "财政决算",
    "规划许可证",
    "会议纪要",
    "低保名单",
    "招标文件",
)
CHANNELS = ("web", "registered_post", "counter", "email", "fax")
NAMES = ("王芳", "张伟", "李娜", "刘洋", "陈静", "杨磊", "赵敏", "黄强", "周婷", "吴军")
PAGES = (
    ("办公首页", "/office/"),
    ("申请件", "/office/cases/?size=20"),
    ("在办件", "/office/work/?show=open&sort=next&size=20"),
    ("筛选：在办", "/office/cases/?size=20&show=open"),
    ("筛选：在办按期限", "/office/cases/?size=20&show=open&sort=due"),
    ("筛选：已逾期", "/office/cases/?size=20&show=overdue"),
    ("筛选：待我处理", "/office/cases/?size=20&show=mine&sort=next"),
    ("筛选：等待他人", "/office/cases/?size=20&show=waiting&sort=next"),
    ("筛选：状态", "/office/cases/?size=20&show=archived"),
    ("筛选：下一步", "/office/cases/?size=20&act=serve"),
    ("筛选：经办人", "/office/cases/?size=20&handler=me"),
    ("筛选：未分派", "/office/cases/?size=20&handler=none"),
    ("筛选：提交方式", "/office/cases/?size=20&channel=fax"),
    ("筛选：申请人类型", "/office/cases/?size=20&kind=research_institution"),
    ("筛选：办理结果", "/office/cases/?size=20&outcome=unavailable_not_held"),
    ("筛选：少见的办理结果", "/office/cases/?size=20&outcome=denied_state_secret"),
    ("筛选：收到日期", "/office/cases/?size=20&received_from=2021-01-01&received_to=2021-12-31"),
    ("筛选：答复日期", "/office/cases/?size=20&concluded_from=2021-03-01&concluded_to=2021-06-30"),
    ("筛选：期限不晚于", "/office/cases/?size=20&due_to={today}"),
    ("筛选：逾期答复", "/office/cases/?size=20&flag=late"),
    ("筛选：按期答复", "/office/cases/?size=20&flag=on_time"),
    ("筛选：延期", "/office/cases/?size=20&flag=extended"),
    ("筛选：收费通知", "/office/cases/?size=20&flag=fee"),
    ("筛选：复议未审结", "/office/cases/?size=20&appeal=pending"),
    ("筛选：词（常见）", "/office/cases/?size=20&q=补偿"),
    ("筛选：词（两个）", "/office/cases/?size=20&q=云溪 财政"),
    ("筛选：申请人", "/office/cases/?size=20&q=王芳"),
    ("筛选：登记号", "/office/cases/?size=20&q=2021-0005"),
    ("筛选：几项合用", "/office/cases/?size=20&show=archived&channel=web&received_from=2020-01-01"),
    ("深处的一页", "/office/cases/?size=20&after={deep}.{deep}"),
    ("一件申请", "/office/cases/{pk}/"),
    ("统计（不在目标内）", "/office/statistics/?year=2021"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One page with few and with many cases: milliseconds, quartiles of the pairs' ratios, rows shown."""

    few: float
    many: float
    quartiles: tuple[float, float, float]
    rows: tuple[int, int]

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return self.quartiles[1]

    def said(self, mark: str = "") -> str:
        """As it is printed."""
        low, middle, high = self.quartiles
        fuller = f"，页上 {self.rows[0]} → {self.rows[1]} 行" if self.rows[0] != self.rows[1] else ""
        return f"{self.few:.0f} → {self.many:.0f} 毫秒，{middle:.2f} 倍（{low:.2f}–{high:.2f}{fuller}）{mark}"


def run() -> list[tuple[str, str]]:
    """Rows of (what, measured)."""
    with office(FEW) as few, office(MANY) as many:
        rows, worst = [], 0.0
        for who in ("经办人", "主管部门"):
            for what, address in PAGES:
                measured, aimed = in_pairs(few, many, who, address), "不在目标内" not in what
                worst = max(worst, measured.ratio) if aimed else worst
                mark = " ← 超过目标" if aimed and measured.ratio > AIM else ""
                rows.append((f"{who}·{what}", measured.said(mark)))
    return [*rows, (f"最大（目标 {AIM} 倍以内）", f"{worst:.2f} 倍")]


def in_pairs(few: Any, many: Any, who: str, address: str, rounds: int = ROUNDS) -> Measured:
    """Both asked one right after the other, many times; the first pair only fills the caches."""
    pairs, rows = [], {}
    for at in range(rounds + 1):
        taken = {}
        for one in (few, many) if at % 2 else (many, few):
            taken[id(one)], rows[id(one)] = _ask(one, who, address)
        pairs.append((taken[id(few)], taken[id(many)]))
    pairs = pairs[1:]
    low, middle, high = quantiles([after / before for before, after in pairs], n=4)
    before, after = median(one for one, _ in pairs), median(one for _, one in pairs)
    return Measured(before, after, (low, middle, high), (rows[id(few)], rows[id(many)]))


def _ask(office: Any, who: str, address: str) -> tuple[float, int]:
    """Milliseconds, and how many rows of a work list the page has."""
    office.stdin.write(f"{who}\t{address}\n")
    office.stdin.flush()
    taken, rows = office.stdout.readline().split()
    return float(taken), int(rows)


@contextlib.contextmanager
def office(size: int, part: str = "worklist") -> Iterator[Any]:
    """An office of that size in a process of its own: one Django has one database."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        environment = {**os.environ, "GONGKAI_DATA": folder, "GONGKAI_HOSTS": "testserver"}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
        words = [sys.executable, "-m", f"bench.{part}", str(size)]
        pipe = subprocess.PIPE
        with subprocess.Popen(words, env=environment, stdin=pipe, stdout=pipe, text=True) as child:
            assert child.stdout
            assert child.stdin
            assert child.stdout.readline() == "ready\n"
            yield child
            child.stdin.close()


def _answer(size: int) -> None:
    """The other process: builds the office, then opens the pages that are asked for, until there are none."""
    # Django is set up only here, once the data folder is known.
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from gongkai_web.agencies.models import Person
    from gongkai_web.cases.models import Case

    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        _build(size)
    clients = {}
    for who, name in (("经办人", "李强"), ("主管部门", "周洁")):
        clients[who] = Client()
        person = Person.objects.get(username=name)
        clients[who].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    opened = Case.objects.filter(events__isnull=False).values_list("pk", flat=True)[0]
    fill = {"today": timezone.localdate(), "deep": max(size // 2, 100), "pk": opened}
    print("ready", flush=True)
    for line in sys.stdin:
        who, address = line.rstrip("\n").split("\t")
        start = process_time()
        response = clients[who].get(address.format(**fill))
        taken = (process_time() - start) * 1000
        assert response.status_code == 200, address
        print(taken, response.content.count(b'class="what"'), flush=True)


def _build(size: int) -> None:
    """The agencies, two people, one case with events to be opened, and the cases."""
    from gongkai_web.agencies import actions as agencies
    from gongkai_web.cases import actions
    from gongkai_web.cases.models import Appeal, Case

    founded = date(2010, 1, 1)
    operator = agencies.install_operator(username="operator", display_name="系统管理员", password=None)

    def found(name: str, slug: str, parent: Agency | None = None) -> Agency:
        return agencies.found_agency(
            by=operator,
            name=name,
            slug=slug,
            kind="department",
            founded_on=founded,
            parent=parent,
            reason="测速",
        )

    def person(name: str, agency: Agency, role: str) -> Person:
        one = agencies.add_person(by=operator, username=name, display_name=name)
        agencies.appoint(
            by=operator, person=one, agency=agency, role=role, since=founded, reason="测速：件由当时的人办理"
        )
        return one

    city = found("示范市人民政府办公室", "city")
    bodies = [found(f"示范市第{number}局", f"bureau-{number}", city) for number in range(1, AGENCIES + 1)]
    officer = person("李强", bodies[0], "officer")
    person("周洁", city, "supervisor")
    others = [person(f"经办{number}", body, "officer") for number, body in enumerate(bodies[1:], 2)]
    handlers = {body.pk: one for body, one in zip(bodies, [officer, *others], strict=True)}
    today = date.today()  # noqa: DTZ011
    opened = actions.register_case(
        by=officer, agency=bodies[0], day=today, channel="counter", applicant_kind="natural_person",
        applicant_name="王芳", title="云溪路拓宽工程的征地补偿方案",
    )  # fmt: skip
    actions.confirm_receipt(case=opened, by=officer, day=today)
    cases = _cases(size, [body.pk for body in bodies], {pk: one.pk for pk, one in handlers.items()})
    Case.objects.bulk_create((Case(**given) for given in cases), batch_size=2000)
    answered = Case.objects.filter(concluded_on__isnull=False).values_list("pk", "concluded_on")
    Appeal.objects.bulk_create(
        Appeal(case_id=pk, ref=f"复{pk}", kind="reconsideration", filed_on=day + timedelta(days=20),
               concluded_on=None if pk % 500 == 0 else day + timedelta(days=80),
               result="" if pk % 500 == 0 else "upheld")
        for pk, day in answered if day and pk % 100 == 0
    )  # fmt: skip


def _cases(size: int, agencies: list[int], handlers: dict[int, int]) -> Iterator[dict[str, object]]:
    """Cases in order of registration over ten years; the last weeks are under way, a few are stuck."""
    from gongkai.outcomes import applicant_kinds, outcomes

    chance, today = random.Random(20240920), date.today()  # noqa: DTZ011
    kinds, results = list(applicant_kinds()), list(outcomes())
    numbers: dict[tuple[int, int], int] = {}
    span = YEARS * 365
    for at in range(size):
        agency = agencies[0] if at % LARGE == 0 else agencies[1 + chance.randrange(len(agencies) - 1)]
        day = today - timedelta(days=span - at * span // size)
        number = numbers[agency, day.year] = numbers.get((agency, day.year), 1) + 1
        given: dict[str, object] = {
            "agency_id": agency, "year": day.year, "number": number, "submitted_on": day, "received_on": day,
            "due_on": day + timedelta(days=28), "applicant_key": f"k{chance.randrange(size)}",
            "applicant_kind": kinds[0] if chance.random() < 0.8 else chance.choice(kinds[1:]),
            "applicant_name": chance.choice(NAMES),
            "channel": chance.choices(CHANNELS, (50, 25, 15, 9, 1))[0],
            "title": f"{chance.choice(TOWNS)}{chance.choice(WHATS)}第{at % 97}号",
            "handler_id": handlers[agency] if chance.random() < 0.9 else None,
            "extended_by": 20 if chance.random() < 0.08 else 0,
        }  # fmt: skip
        yield {**given, **_standing(chance, day, today, results)}


def _standing(chance: random.Random, day: date, today: date, results: list[str]) -> dict[str, object]:
    age, due = (today - day).days, day + timedelta(days=28)
    if age < 30 or chance.random() < 0.004:
        if chance.random() < 0.25:
            return {"status": "consulting", "next_act": "reply", "next_on": due, "waits_for": "third_party"}
        return {"status": "in_process", "next_act": "reply", "next_on": due}
    late = chance.random() < 0.03
    done = min(day + timedelta(days=40 if late else chance.randrange(2, 28)), today)
    given: dict[str, object] = {
        "concluded_on": done, "dispatched_on": done, "days_used": chance.randrange(2, 40),
        "outcome": chance.choices(results, [40, 8, *[1] * (len(results) - 3), 30])[0],
        "flags": ["reply-late"] if late else [],
        "fee_noticed_on": done if chance.random() < 0.01 else None,
    }  # fmt: skip
    if age < 60:
        return {**given, "status": "dispatched", "next_act": "serve"}
    given |= {"served_on": done + timedelta(days=4)}
    if age < 200:
        return {**given, "status": "served", "next_act": "close"}
    again = {"next_act": "reassess", "next_on": today + timedelta(days=300)} if chance.random() < 0.1 else {}
    return {**given, "status": "archived", **again}


__all__ = ["in_pairs", "office", "run"]

if __name__ == "__main__":
    _answer(int(sys.argv[1]))
