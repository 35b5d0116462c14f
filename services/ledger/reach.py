"""Reach: how far a member's lots were read, what a decision may conclude from that, and when it must ask for more."""

from datetime import UTC, datetime

from services.ledger.nouns import Lot, Member

NEVER = datetime.max.replace(tzinfo=UTC)
FIRST = datetime.min.replace(tzinfo=UTC)
MORE = 8
"""How many times as many lots are read when those that were read do not do."""


class MoreLotsNeeded(Exception):  # noqa: N818 - it says what happened
    """A decision needs more of a member's lots than were read: gather again, with so many of the first ones."""

    def __init__(self, key: tuple[int, str, str], first: int) -> None:
        super().__init__(f"{first} lots of {key[2]!r} are needed")
        self.key = key
        self.first = first


def redemption_order(lot: Lot) -> tuple[datetime, datetime, int]:
    """The order in which points are taken: by the frozen date, never-expiring last (S18); S30 moves no place in it."""
    return (lot.expires_at or NEVER, lot.earned_at, lot.number)


def unread(member: Member, part: str) -> int:
    """Return the points of a part, `active` or `pending`, that are in lots which were not read."""
    if member.read is None:
        return 0
    points: int = getattr(member, part)
    in_lots: int = sum([getattr(lot, part) for lot in member.lots])
    return points - in_lots


def more_lots(member: Member) -> MoreLotsNeeded:
    """Return what to raise when the lots that were read do not do. Raises ArithmeticError when there are no more."""
    if member.read is None or member.read.first >= member.lots_made:
        raise ArithmeticError(f"S9: the lots of {member.member_id!r} do not add up to the member's points")
    return MoreLotsNeeded((member.shard, member.programme, member.member_id), MORE * max(member.read.first, 1))


def every_lot(member: Member) -> list[Lot]:
    """Return the member's lots, all open ones among them; raise MoreLotsNeeded unless they were read."""
    if unread(member, "active") or unread(member, "pending"):
        raise more_lots(member)
    return member.lots


def see_due(member: Member, at: datetime) -> None:
    """Raise MoreLotsNeeded unless every pending part that is active by `at` was read."""
    if member.next_activation is None or member.next_activation > at or member.read is None:
        return
    end = member.read.activation
    if (end is None or at >= end) and unread(member, "pending"):
        raise more_lots(member)


def see_past(member: Member, at: datetime) -> None:
    """Raise MoreLotsNeeded unless every open lot that is past its expiry at `at` was read."""
    end = member.read.order if member.read else None
    if (end is None or end[0] <= at) and (unread(member, "active") or unread(member, "pending")):
        raise more_lots(member)


def note_next_activation(member: Member) -> None:
    """Keep the earliest activation of a pending part, so that most decisions need not look at lots at all.

    Where no pending part was read, none can have changed, and a date can only be added. Raises MoreLotsNeeded when the
    earliest may be that of a lot which was not read.
    """
    earliest = min((lot.activates_at for lot in member.lots if lot.pending), default=None)
    if unread(member, "pending"):
        end = member.read.activation if member.read else None
        if end is None:
            earliest = min(filter(None, (earliest, member.next_activation)), default=None)
        elif earliest is None or earliest > end:
            raise more_lots(member)
    member.next_activation = earliest


def note_next_expiry(member: Member) -> None:
    """Keep the earliest frozen date of a lot that has a pending or an active part.

    Where no lots were read in the order of S18, none of them can have been emptied, and a date can only be added.
    Raises MoreLotsNeeded when the earliest may be that of a lot which was not read.
    """
    earliest, open_points = NEVER, 0
    for lot in member.lots:
        if points := lot.pending + lot.active:
            open_points += points
            if lot.expires_at is not None and lot.expires_at < earliest:
                earliest = lot.expires_at
    if member.read is not None and open_points < member.pending + member.active:  # Some lots were not read.
        end = member.read.order
        if end is None:
            earliest = min(earliest, member.next_expiry or NEVER)
        elif earliest > end[0]:
            raise more_lots(member)
    member.next_expiry = earliest if earliest < NEVER else None


def note_next_lapse(member: Member) -> None:
    """Keep the earliest end of an open hold. Every open hold of the member is loaded whenever there is one at all."""
    member.next_lapse = min(
        (hold.held_until for hold in member.redemptions.values() if hold.state == "held" and hold.held_until),
        default=None,
    )
