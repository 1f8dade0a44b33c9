"""A bureau that pays subsidies to people on a list: the shortest ways to open, send, submit and grant. Amounts are
fen."""

from collections.abc import Sequence
from typing import Any

from jiaozi.grantlists.granting import GrantLine
from jiaozi.grantlists.lines import sha256_of, text_of
from jiaozi.grantlists.model import (
    PAGE,
    AddGrantPage,
    GrantList,
    GrantListLine,
    OpenGrantList,
    SubmitGrantList,
)
from jiaozi.grantlists.schema import GRANT_LISTS
from jiaozi.grantlists.store import lines_page
from jiaozi.kinds import GrantListNo, ProgramNo, WalletNo
from jiaozi.wallets.opening import OpenWallet
from jiaozi.worker.grantlists import GrantLists
from tests.features.world import YUAN
from tests.programs.city import City, red

FACE = 200 * YUAN


class Bureau(City):
    """A city whose funder grants by list."""

    def subsidy(self, *, budget: int = 1_000 * YUAN, **more: Any) -> ProgramNo:
        """A program of envelopes of 200 yuan, that is funded and open."""
        return self.program(red(face_minor=FACE, **more.pop("terms", {})), budget=budget, **more)

    def order(self, program: ProgramNo, lines: Sequence[GrantLine], **more: Any) -> OpenGrantList:
        """What opens a list of these lines."""
        told = {
            "line_count": len(lines),
            "sum_minor": sum(value or FACE for _, value in lines),
            "sha256": sha256_of([text_of(lines)]),
        }
        return OpenGrantList(program=program, **{**told, **more})

    def opened(self, program: ProgramNo, lines: Sequence[GrantLine], **more: Any) -> GrantListNo:
        """A list of which nothing was sent."""
        number: GrantListNo = self.world.do(self.order(program, lines, **more)).grant_list
        return number

    def pages(self, number: GrantListNo, lines: Sequence[GrantLine]) -> list[AddGrantPage]:
        """What sends these lines."""
        parts = [tuple(lines[first : first + PAGE]) for first in range(0, len(lines), PAGE)]
        return [AddGrantPage(number, n, part) for n, part in enumerate(parts, 1)]

    def sent(self, program: ProgramNo, lines: Sequence[GrantLine], **more: Any) -> GrantListNo:
        """A list that was sent and not submitted."""
        number = self.opened(program, lines, **more)
        for page in self.pages(number, lines):
            self.world.do(page)
        return number

    def submitted(self, program: ProgramNo, lines: Sequence[GrantLine]) -> GrantListNo:
        """A list that was submitted."""
        number = self.sent(program, lines)
        self.world.do(SubmitGrantList(number))
        return number

    def work(self) -> GrantLists:
        """A turn of the worker's."""
        worker = self.work_of()
        worker.turn()
        return worker

    def work_of(self) -> GrantLists:
        """The worker's part that grants."""
        return GrantLists(self.world.platform)

    def row_of(self, number: GrantListNo) -> GrantList:
        """The row of a list."""
        with self.world.platform.snapshot() as connection:
            return GRANT_LISTS.read(connection, [number])[0]

    def lines_of(self, number: GrantListNo) -> list[GrantListLine]:
        """The lines of a list."""
        with self.world.platform.snapshot() as connection:
            return lines_page(connection, number, 0, 1_000_000)

    def states(self, number: GrantListNo) -> list[str]:
        """What became of the lines of a list: their states, and of those refused the code."""
        row = self.row_of(number)
        return [each.refused or each.state(row) for each in self.lines_of(number)]

    def promised(self, program: ProgramNo) -> tuple[int, int]:
        """How many claims are promised, and how many yuan."""
        row = self.row(program)
        return row.promised, row.promised_minor // YUAN

    def crowd(self, count: int) -> list[WalletNo]:
        """Many people with wallets at the funder's bank."""
        return [self.person() for _ in range(count)]

    def phones(self, count: int) -> list[WalletNo]:
        """A great many people, known by their phones alone."""
        made: list[WalletNo] = []
        for first in range(0, count, 1_000):
            numbers = range(first, min(first + 1_000, count))
            commands = [OpenWallet(self.bank, "personal", "IV", phone=f"139{number:08d}") for number in numbers]
            made += [each.wallet for each in self.world.group(*commands)]
        return made


def lines_for(*wallets: WalletNo, value: int = 0) -> list[GrantLine]:
    """A line for each wallet."""
    return [GrantLine(wallet, value) for wallet in wallets]
