"""What sources say they sent against what the ledger has: missing, extra, late, by type and local day."""

from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from schemas.record import RecordBody
from services.projector import sources
from services.projector.sources import SourcesDelta, compared
from services.projector.terms import Known

KNOWN = Known({"default": ZoneInfo("Europe/Berlin")})


def record(
    sequence: int, kind: str, time: str, data: dict[str, Any] | None = None, recorded_at: str = "", who: str = "ann"
) -> RecordBody:
    """Return a record of the till."""
    body = {
        "programme": "default", "member_id": who, "shard": 0, "sequence": sequence, "recorded_at": recorded_at or time,
        "event": {"source": "urn:till", "id": str(sequence), "type": kind, "time": time, "data": data or {}},
    }  # fmt: skip
    return cast("RecordBody", body)


def reconciled(records: list[RecordBody], day: str) -> list[dict[str, Any]]:
    """Return a day's comparison, from the pure fold."""
    delta = SourcesDelta()
    sources.fold(records, delta, KNOWN)
    rows: dict[tuple[str, ...], dict[str, Any]] = {
        key[2:4]: {"source": key[2], "type": key[3], "received": counts[0], "late": counts[1],
                   "received_amount": str(counts[2]), "reported": None, "reported_amount": None}
        for key, counts in delta.received.items() if key[4] == day
    }  # fmt: skip
    for key, (_, count, amount) in delta.reported.items():
        if key[4] == day:
            nothing: dict[str, Any] = {
                "source": key[2],
                "type": key[3],
                "received": 0,
                "late": 0,
                "received_amount": "0",
            }
            said = {"reported": count, "reported_amount": None if amount is None else str(amount)}
            rows[key[2:4]] = {**rows.get(key[2:4], nothing), **said}
    return compared(rows.values())


def bought(sequence: int, amount: str, time: str = "2026-01-10T10:00:00Z", **more: str) -> RecordBody:
    return record(sequence, "purchase.completed", time, {"lines": [{"amount": amount}]}, **more)


def said(sequence: int, count: int, amount: str | None = None, kind: str = "purchase.completed") -> RecordBody:
    data = {"business_date": "2026-01-10", "type": kind, "count": count} | ({"amount": amount} if amount else {})
    return record(sequence, "totals.reported", "2026-01-11T01:00:00Z", data, who="urn:till")


@pytest.mark.parametrize(
    ("rule", "records", "missing", "extra", "late", "agrees"),
    [
        ("all is there", [bought(1, "5.00"), bought(2, "7.50"), said(3, 2, "12.50")], 0, 0, 0, True),
        ("one is missing", [bought(1, "5.00"), said(2, 2)], 1, 0, 0, False),
        ("one is more than was said", [bought(1, "5.00"), bought(2, "5.00"), said(3, 1)], 0, 1, 0, False),
        ("the sums differ", [bought(1, "5.00"), said(2, 1, "5.01")], 0, 0, 0, False),
        ("the last word holds", [bought(1, "5.00"), said(2, 7), said(3, 1)], 0, 0, 0, True),
        ("late is what came on a later local day",
         [bought(1, "5.00", recorded_at="2026-01-10T22:59:00Z"), bought(2, "5.00", recorded_at="2026-01-10T23:00:00Z"),
          said(3, 2)], 0, 0, 1, True),
        ("the day is the local one", [bought(1, "5.00", "2026-01-09T23:00:00Z"), said(2, 1)], 0, 0, 0, True),
        ("nothing came", [said(1, 3)], 3, 0, 0, False),
        ("nothing was said", [bought(1, "5.00")], 0, 0, 0, False),
    ],
)  # fmt: skip
def test_a_day_is_reconciled(
    rule: str,
    records: list[RecordBody],
    missing: int,
    extra: int,
    late: int,
    agrees: bool,  # noqa: FBT001
) -> None:
    (row,) = reconciled(records, "2026-01-10")
    assert (row["missing"], row["extra"], row["late"], row["agrees"]) == (missing, extra, late, agrees), rule
