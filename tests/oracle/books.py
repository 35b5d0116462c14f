"""What must be true of all records together: nothing is lost or made up (S8, S9)."""

from collections import Counter

from tests.oracle.state import PARTS, Lot, Member, OracleResult, Posting

Members = dict[tuple[str, str], Member]
Records = list[tuple[str, OracleResult]]
"""Each record with its programme."""


def assert_books_balance(members: Members, records: Records) -> None:
    """Raise AssertionError unless states are what the postings make them, and the postings are sound."""
    accounts: Counter[tuple[str, str, str]] = Counter()
    for programme, record in records:
        for posting in record.postings:
            number = posting.lot_number
            assert_sound(posting, members[programme, record.member_id].lot(number) if number else None)
            for account, change in ((posting.source, -posting.amount), (posting.target, posting.amount)):
                owner = record.member_id if account in (*PARTS, "arrears") else ""
                accounts[programme, owner, account] += change
    assert sum(accounts.values()) == 0, "S8: all accounts are zero together"
    assert not any(points for (_, _, account), points in accounts.items() if account == "transit"), "S8: transit"
    for (programme, member_id), member in members.items():
        own = [one for of, record in records if (of, record.member_id) == (programme, member_id)
               for one in record.postings]  # fmt: skip
        for account in (*PARTS, "arrears"):
            assert getattr(member, account) == accounts[programme, member_id, account], (member_id, account)
        assert member.arrears <= 0
        for part in PARTS:
            assert getattr(member, part) == sum(getattr(lot, part) for lot in member.lots), (member_id, part)
        for lot in member.lots:
            assert_lot_is_whole(lot, [one for one in own if one.lot_number == lot.number])
        assert_holds_are_held(member)


def assert_sound(posting: Posting, lot: Lot | None) -> None:
    """Raise AssertionError unless a posting moves something, and not before its lot was earned (S2, S8)."""
    assert posting.amount > 0
    assert posting.source != posting.target
    if lot is None:
        assert {posting.source, posting.target} == {"arrears", "transit"}, "only the debt of a merge is of no lot"
    else:
        assert posting.effective_at >= lot.earned_at


def assert_lot_is_whole(lot: Lot, postings: list[Posting]) -> None:
    """S9: granted = pending + active + held + all that was taken − all that was given back; no part below zero."""
    parts: Counter[str] = Counter()
    granted = taken = given_back = 0
    for source, target, amount, _, _ in postings:
        parts[source] -= amount
        parts[target] += amount
        if source.startswith("issued:") or source == "adjusted" or (source == "transit" and target in PARTS):
            granted += amount
        elif source in PARTS and target not in PARTS:
            taken += amount
        elif source not in PARTS and target in PARTS:
            given_back += amount
        assert min(parts[part] for part in PARTS) >= 0, "S9: no part is ever negative"
    assert granted == lot.granted
    assert granted == lot.pending + lot.active + lot.held + taken - given_back
    assert all(parts[part] == getattr(lot, part) for part in PARTS)
    assert lot.expired == parts["expired"]


def assert_holds_are_held(member: Member) -> None:
    """What the open holds hold is what lots have held, each lot's own."""
    held: Counter[int] = Counter()
    for hold in member.open_holds:
        for part in hold.held:
            held[part.lot_number] += part.points
    assert all(held[lot.number] == lot.held for lot in member.lots)
