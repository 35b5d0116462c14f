"""One example of each event, and of a record; the documents show them, and a test holds them to the models."""

from typing import Any

TIME = "2026-03-01T12:00:00Z"
SOURCE = "urn:till:7"
MEMBER = "m-4711"

EVENT_DATA: dict[str, dict[str, Any]] = {
    "member.enrolled": {
        "segment": "family", "consent": {"notices": True}, "attributes": {"birth_month": 2, "birth_day": 29},
        "referrer_id": "m-42",
    },
    "member.updated": {"segment": "student", "consent": {"notices": False}},
    "purchase.completed": {
        "order_id": "o-100", "currency": "EUR", "store_id": "s-1", "channel": "store",
        "lines": [
            {"line_id": "1", "sku": "beans", "quantity": 2, "amount": "19.90", "category": "food"},
            {"line_id": "2", "sku": "gift-card", "quantity": 1, "amount": "20.00", "earns": False},
        ],
    },
    "purchase.returned": {"order_id": "o-100", "return_id": "ret-7", "lines": [{"line_id": "1", "quantity": 1}]},
    "redemption.requested": {
        "redemption_id": "r-1", "points": 500, "reward": {"kind": "discount", "value": "5.00"}, "store_id": "s-1",
    },
    "redemption.reserved": {"redemption_id": "r-2", "points": 500, "ttl_seconds": 900},
    "redemption.captured": {"redemption_id": "r-2", "points": 400},
    "redemption.released": {"redemption_id": "r-2"},
    "redemption.cancelled": {
        "redemption_id": "r-1", "cancel_id": "c-1", "points": 200, "initiated_by": "merchant",
    },
    "points.granted": {
        "grant_id": "g-1", "points": 100, "origin": "campaign", "campaign_id": "spring",
        "expires_at": "2027-01-01T00:00:00Z",
    },
    "points.transferred": {"transfer_id": "t-1", "to_member_id": "m-42", "points": 250},
    "points.adjusted": {"adjustment_id": "a-1", "points": -50, "reason": "counted twice by hand"},
    "activity.completed": {"activity_id": "act-1", "activity": "survey"},
    "points.activation_due": {"as_of": "2026-03-01T00:00:00Z"},
    "points.expiry_due": {"as_of": "2026-02-26T00:00:00Z"},
    "tier.review_due": {"as_of": "2026-03-01T00:00:00Z"},
    "tier.assigned": {"tier": "gold"},
    "member.merged": {"into_member_id": "m-42"},
    "member.closed": {"reason": "moved away"},
    "member.erased": {},
    "value.loaded": {"load_id": "l-1", "amount": "50.00", "payment_reference": "pay-1"},
    "value.spent": {"spend_id": "sp-1", "amount": "12.50", "order_id": "o-100"},
    "value.refunded": {"refund_id": "rf-1", "spend_id": "sp-1", "amount": "2.50"},
    "sales.reported": {"store_id": "s-1", "date": "2026-03-01", "orders": 312, "amount": "7104.20"},
    "totals.reported": {"business_date": "2026-03-01", "type": "purchase.completed", "count": 312},
}  # fmt: skip
"""The data of one event of each type of the contract, those to come included."""

RECORD: dict[str, Any] = {
    "programme": "default",
    "member_id": MEMBER,
    "incarnation": 1,
    "shard": 5,
    "sequence": 17,
    "event": {
        "source": SOURCE, "id": "e-points.granted", "type": "points.granted", "time": TIME,
        "data": EVENT_DATA["points.granted"],
    },
    "recorded_at": "2026-03-01T12:00:01.250000Z",
    "effective_at": TIME,
    "register": 1,
    "verdict": "accepted",
    "postings": [
        {
            "source": "issued:campaign", "target": "active", "amount": 100, "unit": "points", "effective_at": TIME,
            "period": "2026-03",
            "lot": {
                "lot_id": f"{MEMBER}/1", "origin": "campaign", "earned_at": TIME, "activates_at": TIME,
                "expires_at": "2027-01-01T00:00:00Z",
            },
        }
    ],
    "balance": {"pending": 0, "active": 100, "held": 0, "arrears": 0},
}  # fmt: skip


SUBJECTS = {"sales.reported": "s-1", "totals.reported": SOURCE}
"""Of whom the examples are that are of no member."""


def attributes_of(event_type: str) -> dict[str, str]:
    """Return the CloudEvents attributes of the example of a type."""
    return {
        "specversion": "1.0", "id": f"e-{event_type}", "source": SOURCE, "type": event_type, "time": TIME,
        "subject": SUBJECTS.get(event_type, MEMBER),
    }  # fmt: skip
