"""`gongkai manage reencrypt`: after a change of key, brings numbers and the trail under the new one."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai_web.audit.actions import seal
from gongkai_web.audit.findings import Verification
from gongkai_web.audit.verify import verify
from gongkai_web.cases import actions as cases
from gongkai_web.cases.ledgers import CASES
from gongkai_web.corrections import actions as corrections
from gongkai_web.corrections.ledgers import CORRECTIONS
from gongkai_web.errors import Refused
from gongkai_web.interaction import actions as messages
from gongkai_web.interaction.ledgers import MESSAGES
from gongkai_web.letters import actions as letters
from gongkai_web.letters.ledgers import LETTERS
from gongkai_web.opinions import actions as opinions
from gongkai_web.opinions.ledgers import OPINIONS
from gongkai_web.publishing.items import actions as items

_UNSOUND = (
    "\n换了密钥，绕过程序改动的痕迹就只剩上面这些；请先查明原因，没有改动任何一件。"
    "查明以后仍要更换的，加上 --unsound：完好的部分改用新的密钥封印，其余的以后核对时仍会指出。"
)


class Command(BaseCommand):
    """The former keys stay in the setting: query codes that were handed out under them stay good."""

    help = "更换密钥以后运行：证件号码和审计记录都改用排在第一的密钥。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to go on though the trail is not whole."""
        parser.add_argument("--unsound", action="store_true", help="审计记录不完整也更换")

    def handle(self, *_: Any, unsound: bool = False, **__: Any) -> None:
        """Prints how many were sealed anew; none is begun where one cannot be opened."""
        try:
            cases.require_openable()
            corrections.require_openable()
            items.require_openable()
            opinions.require_openable()
        except Refused as problem:
            raise CommandError(f"{problem}没有改动任何一件。") from problem
        found = verify()
        if not found.sound and not unsound:
            raise CommandError(f"{found.sentence}{_UNSOUND}")
        sealed = items.reencrypt_sealed()
        applicants, records, chains = _change(found)
        self.stdout.write(
            f"已改用新的密钥：申请人 {applicants} 个，更正申请 {records} 件，审计链 {chains} 条。"
        )
        if sealed:
            self.stdout.write(f"封存的内容 {sealed} 份也改用了新的密钥。")


def _change(found: Verification) -> tuple[int, int, int]:
    """What was found whole under the former keys is vouched for under the present one, and nothing else.

    The chains come last: until then the former keys still vouch for what was cut off.
    """
    whole = {chain: end.count for chain, end in found.ends.items()}
    applicants = cases.reencrypt_applicants(doubtful=_doubtful(found, CASES))
    records = corrections.reencrypt_corrections()
    corrections.vouch_for_requests(doubtful=_doubtful(found, CORRECTIONS))
    messages.vouch_for_messages(doubtful=_doubtful(found, MESSAGES))
    opinions.reencrypt_contacts()
    opinions.vouch_for_opinions(doubtful=_doubtful(found, OPINIONS))
    letters.vouch_for_services(doubtful=_doubtful(found, LETTERS))
    return applicants, records, seal(sound=whole, reason="更换密钥")


def _doubtful(found: Verification, ledger: str) -> set[str]:
    """The records of a ledger that are not as the trail has them, by key."""
    return {fault.key for fault in found.faults if fault.ledger == ledger}
