"""What stores and sources report of themselves: records of no member, without a posting, for whoever compares."""

from typing import Any

import pytest

from schemas.cloudevents import decode
from schemas.faults import InvalidEvent
from services.ledger.delivery import Item
from tests.installation import Installation, Sent, clock_at, event, purchase

AT = "2026-03-01T23:30:00Z"
SALES = {"store_id": "4012345000009", "date": "2026-03-01", "orders": 12, "amount": "340.50"}
TOTALS = {"business_date": "2026-03-01", "type": "purchase.completed", "count": 12}


def sales(store: str = "4012345000009", **changes: object) -> Sent:
    """Return a message of what a store sold to nobody it knows; a store's number may have thirteen digits."""
    return event("sales.reported", store, {**SALES, "store_id": store, **changes}, time=AT)


def totals(source: str = "urn:till:1", **changes: object) -> Sent:
    """Return a message of what a source believes it sent."""
    return event("totals.reported", source, {**TOTALS, **changes}, time=AT)


def read(sent: Sent) -> Item:
    """Return a message as an item of a batch."""
    return Item(decode(sent.key, sent.headers, sent.value or b""))


async def test_reports_are_records_without_a_member(ledger: Installation) -> None:
    levels = [{"tier": "base", "threshold": "1"}]
    tiers = {"metric": "spend", "window": {"kind": "lifetime"}, "levels": levels}
    await ledger.publish_programme(version=2, tiers=tiers, valid_from="2026-02-01T00:00:00Z")
    poster = await ledger.poster(clock_at("2026-03-02T12:00:00Z"))
    # A member may be called as a store is; what it has is none of the report's business, nor the other way round.
    sent = [purchase("till", "50.00", time=AT), sales("till"), totals("till", amount="340.50"), totals(), sales()]
    outcomes = await poster.post([read(one) for one in sent])
    assert [outcome.verdict for outcome in outcomes] == ["accepted"] * 5
    reports = [body for body in await ledger.records() if body["event"]["type"].endswith(".reported")]
    for body in reports:
        assert body["verdict"] == "accepted"
        assert body["postings"] == []
        assert set(body["balance"].values()) == {0}
        assert "tier" not in body
        assert body["effective_at"] == AT
        assert body.get("period") == ("2026-03" if body["event"]["type"] == "sales.reported" else None)
    assert sorted(body["member_id"] for body in reports) == ["4012345000009", "till", "till", "urn:till:1"]
    assert [outcome.verdict for outcome in await poster.post([read(one) for one in sent])] == ["duplicate"] * 5
    members = await ledger.fetch("SELECT member_id, active FROM ledger.member WHERE status <> 'unknown'")
    assert [tuple(row) for row in members] == [("till", 50)]


FAULTS: list[tuple[str, Sent, str, str]] = [
    ("another store's sales", event("sales.reported", "s-1", {**SALES, "store_id": "s-2"}), "data.store_id", "'s-1'"),
    ("no such day", sales(date="2026-02-30"), "data.date", ""),
    ("a time for a day", totals(business_date=AT), "data.business_date", ""),
    ("fewer than none", totals(count=-1), "data.count", "greater than or equal to 0"),
    ("money below none", sales(amount="-1.00"), "data.amount", "at least 0"),
    ("no orders", event("sales.reported", "s-1", {"store_id": "s-1", "date": "2026-03-01", "amount": "1"}),
     "data.orders", "add it"),
    ("more than is asked", totals(colour="red"), "data.colour", "remove the field"),
    ("a member with a telephone number", purchase("4012345000009"), "subject", "opaque"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "path", "said"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_report_that_says_nothing_is_refused_with_its_path(sent: Sent, path: str, said: str) -> None:
    with pytest.raises(InvalidEvent) as caught:
        read(sent)
    fault: Any = caught.value
    assert (fault.reason, fault.path) == ("INVALID_EVENT", path)
    assert said in fault.detail
