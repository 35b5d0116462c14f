"""The accounts as postings alone make them, to hold against what is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.ledger.nouns import MEMBER_ACCOUNTS, Posting
from services.ledger.working import Entry

MAKE_LOTS = frozenset({"transit", "adjusted"})


@dataclass
class Accounts:
    """The sums of postings: of each member's accounts and lots, and of the programme's accounts."""

    total: dict[str, int] = field(default_factory=dict)
    members: dict[tuple[str, str], int] = field(default_factory=dict)
    lots: dict[tuple[str, int, str], int] = field(default_factory=dict)
    granted: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, member_id: str, posting: Posting) -> None:
        """Add one posting to both of its accounts."""
        for account, change in ((posting.source, -posting.amount), (posting.target, posting.amount)):
            self.total[account] = self.total.get(account, 0) + change
            if account in MEMBER_ACCOUNTS:
                own = (member_id, account)
                self.members[own] = self.members.get(own, 0) + change
            if posting.lot is not None:  # A merge moves a debt of no lot.
                lot = (member_id, posting.lot.number, account)
                self.lots[lot] = self.lots.get(lot, 0) + change
        if posting.lot is not None and (posting.source.startswith("issued:") or posting.source in MAKE_LOTS):
            number = (member_id, posting.lot.number)
            self.granted[number] = self.granted.get(number, 0) + posting.amount


def fold(records: Iterable[Entry]) -> Accounts:
    """Return the accounts as the postings alone make them."""
    accounts = Accounts()
    for record in records:
        for posting in record.decision.postings:
            accounts.add(record.member.member_id, posting)
    return accounts
