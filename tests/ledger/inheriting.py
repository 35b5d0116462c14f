"""What a survivor inherits, in memory: the same as the shell reads of members that were merged (S28)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from services.ledger.nouns import Alias, Lot, Member, Redemption
from services.ledger.orders import Order
from services.ledger.working import MemberKey

SHARD = 0
Before = Sequence[tuple[Alias, Member]]
"""A member's aliases, each with what is kept under its own id."""


@dataclass
class Homes:
    """Who decides for an id; members are made when they are first named."""

    members: dict[MemberKey, Member]
    found: dict[tuple[str, str], MemberKey] = field(default_factory=dict)

    def of(self, programme: str, member_id: str) -> MemberKey:
        """Return the key of the member, or of its survivor."""
        key = (SHARD, programme, member_id)
        while (into := self.members.setdefault(key, Member(*key)).merged_into) is not None:
            key = (SHARD, programme, into)
        self.found[programme, member_id] = key
        return key


def rehomed(order: Order, members: dict[MemberKey, Member]) -> Order:
    """Return an order as its survivor's."""
    home = Homes(members).of(order.programme, order.member_id)
    for alias in members[home].aliases:
        if alias.member_id == order.member_id:
            order.member_id = home[2]
            if order.lot_number is not None:
                order.lot_number += alias.lots_after
            break
    return order


def inherited_by(alias: Alias, redemption: Redemption) -> Redemption:
    """Return a merged member's redemption as its survivor's."""
    allocation = [(alias.lots_after + number, points) for number, points in redemption.allocation]
    return replace(redemption, allocation=allocation, inherited=True, changed=False)


def inherited_redemption(before: Before, name: str) -> Redemption | None:
    """Return a redemption that is kept under the id of an alias, the latest first."""
    for alias, merged in before:
        kept = merged.redemptions.get(name)
        if kept is not None and kept.state != "moved":
            return inherited_by(alias, kept)
    return None


def with_inherited(lots: list[Lot], before: Before, numbers: set[int]) -> list[Lot]:
    """Add to lots what they were before a merge."""
    known = {lot.number: lot for lot in lots}
    for number in sorted(numbers):
        for alias, merged in before:
            for lot in merged.lots:
                if alias.lots_after + lot.number == number and 0 < lot.number <= alias.lots:
                    if number not in known:
                        known[number] = replace(lot, number=number, granted=0, pending=0, active=0, held=0, expired=0,
                                                is_new=True, changed=False)  # fmt: skip
                    known[number].expired_before += lot.expired
    return [known[number] for number in sorted(known)]
