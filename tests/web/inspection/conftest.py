"""A site that is registered, and somebody who inspects it."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from gongkai_web.fetching.fetch import Fetcher, Limits
from gongkai_web.fetching.pace import Pace
from gongkai_web.oversight.inspection.actions import runs
from gongkai_web.oversight.inspection.crawl import Crawler
from gongkai_web.publishing.channels import actions as channels

OPENED = date(2024, 3, 4)
SERVED_HERE = ("127.0.0.1", "localhost")


@pytest.fixture
def inspect(town):
    """Inspects the site at an address, on one day or on several; the last run."""

    def site(address):
        served_here = urlsplit(address).hostname in SERVED_HERE
        outlet = channels.open_outlet(
            by=town.li_qiang,
            agency=town.district,
            day=OPENED,
            channel="website",
            name="云溪区政府网",
            address="https://www.yunxi.example/" if served_here else address,
        )
        if served_here:  # nobody may register a site at such an address
            outlet.address = address
            outlet.save(update_fields=["address"])
        return outlet

    def inspected(served, *days, **given):
        outlet = site(served.address)
        for day in days:
            run = runs.begin_run(outlet=outlet, day=day, now=timezone.now(), **given)
            fetcher = Fetcher(Pace(0), Limits(seconds=10, most_bytes=1 << 20), named=served.named)
            assert Crawler(run, fetcher, frozenset(served.named)).work()
        run.refresh_from_db()
        return run

    inspected.site = site
    return inspected


def later(day, days=1):
    return day + timedelta(days=days)
