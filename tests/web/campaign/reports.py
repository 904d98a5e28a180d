"""Files as people hand them in: sound reports of the sample city, the same with one fault, and no reports."""

import json
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

import gongkai_web
from gongkai.checking import by_cause, check
from gongkai.document import from_json
from gongkai.render import write
from gongkai_web.annual.campaign.models import Batch, SubmittedFile
from tests.web.look.trees import find, text

CITY = Path(gongkai_web.__file__).parent / "replay" / "city"
YUNXI, CITY_OFFICE = "示范市云溪区人民政府办公室", "示范市人民政府办公室"
ROW, COLUMN = "t3.row_total", "t3.balance"  # what the fault of `faulty` breaks, among others
NO_REPORT = "今天食堂有饺子。".encode()


def document(name="yunxi-office-2024.json"):
    return json.loads((CITY / name).read_text(encoding="utf-8"))


def titled(made):
    """With the title that fits its agency and its year."""
    return made | {"title": f"{made['agency']}{made['year']}年政府信息公开工作年度报告"}


def faulty(year=2024):
    """云溪区's report with one request too many from natural persons in the first row."""
    made = titled(document() | {"year": year})
    made["table3"]["new_received"]["natural_person"] += 1
    return made


def sound(year=2024, carried_over=0):
    """云溪区's report; `carried_over`: requests of natural persons received and left for the next year."""
    made = titled(document() | {"year": year})
    for row in ("new_received", "carried_over_out"):
        for column in ("natural_person", "total"):
            made["table3"][row][column] += carried_over
    return made


def as_json(made):
    return json.dumps(made, ensure_ascii=False).encode()


def written(made, folder, suffix):
    """The report in another format."""
    out = folder / f"report{suffix}"
    write(from_json(made), out)
    return out.read_bytes()


def counts(made, judged=0, dismissed=0):
    """What the board says of errors, warnings, notes and causes without a verdict, by the library.

    `judged`: causes, `dismissed`: errors.
    """
    found = check(from_json(made))
    errors, warnings, notes = (
        [finding.severity for finding in found].count(one) for one in ("error", "warning", "note")
    )
    causes = [{one.severity for one in (cause, *following)} for cause, following in by_cause(found)]
    still_open = sum(some != {"note"} for some in causes) - judged
    return [str(errors - dismissed), str(warnings), str(notes), str(still_open)]


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def tree_of(response):
    assert response.status_code == 200, response.status_code
    return html.document_fromstring(response.content.decode())


def upload(client, files, title="区直部门年报", pk=None):
    """Through the form: `files` by name. The response after the redirect."""
    sent = [SimpleUploadedFile(name, data) for name, data in files.items()]
    url = reverse("campaign:add", args=[pk]) if pk else reverse("campaign:new")
    return client.post(url, {"title": title, "files": sent}, follow=True)


def opened(client, files, title="区直部门年报") -> Batch:
    """A batch with these files, all read."""
    upload(client, files, title)
    batch = Batch.objects.order_by("pk").last()
    read(client, batch)
    return batch


def read(client, batch):
    return client.post(reverse("campaign:read", args=[batch.pk]), follow=True)


def board(client, batch, show=""):
    return tree_of(client.get(reverse("campaign:batch", args=[batch.pk]), {"show": show}))


def rows(tree):
    return [[text(cell) for cell in row.xpath("./th|./td")] for row in find(tree, "table.board tbody tr")]


def url(name, file: SubmittedFile):
    return reverse(f"campaign:{name}", args=[file.batch_id, file.pk])


def file_page(client, file):
    return tree_of(client.get(url("file", file)))


def sentences(rule):
    """What is said of the faulty report by that rule."""
    return {one.message for one in check(from_json(faulty())) if one.rule == rule}


def number_of(tree, rule):
    """The number of the first cause on the page of a file that is of that rule or that such follows from."""
    said = [{text(line) for line in find(one, "p")} for one in find(tree, ".finding")]
    return next(number for number, lines in enumerate(said, start=1) if lines & sentences(rule))


def box(tree, rule):
    """Where that finding is judged: below its cause, or among what follows from it."""
    below = find(tree, ".judgement")[number_of(tree, rule) - 1]
    following = [item for item in find(below, "li") if text(find(item, "div")[0]) in sentences(rule)]
    return following[0] if following else below


def judge(client, file, rule, decision, reason=""):
    """Presses a button of the form below the finding; the response after the redirect."""
    key = find(box(file_page(client, file), rule), "input[name=key]")[0].get("value")
    sent = {"key": key, "decision": decision, "reason": reason}
    return client.post(url("verdict", file), sent, follow=True)


def told(response):
    return [text(item) for item in find(tree_of(response), ".messages li")]


def errors(response):
    return [text(item) for item in find(tree_of(response), ".errors li")]
