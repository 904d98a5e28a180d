"""`make bench`: prints what was measured, one line each; `python -m bench reading` only that part."""

from __future__ import annotations

import sys

from bench import (
    campaign,
    inspection,
    office,
    proofing,
    prose,
    public,
    publishing,
    reading,
    relevance,
    reports,
    search,
    signin,
    startup,
    sums,
    worklist,
)

PARTS = {
    "startup": startup.run,
    "reading": reading.run,
    "prose": prose.run,
    "proofing": proofing.run,
    "office": office.run,
    "worklist": worklist.run,
    "reports": reports.run,
    "public": public.run,
    "publishing": publishing.run,
    "signin": signin.run,
    "campaign": campaign.run,
    "inspection": inspection.run,
    "sums": sums.run,
    "relevance": relevance.run,
    "search": search.run,
}
# What takes many minutes is measured when it is named.
LONG = {"inspection", "public", "publishing", "search"}


def main(words: list[str]) -> int:
    """Runs the parts named, or all that are not long."""
    unknown = [word for word in words if word not in PARTS]
    if unknown:
        print(f"没有「{unknown[0]}」这一部分；可用：{'、'.join(PARTS)}。", file=sys.stderr)
        return 2
    for name in words or [part for part in PARTS if part not in LONG]:
        print(f"# {name}")
        for what, measured in PARTS[name]():
            print(f"{what}：{measured}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
