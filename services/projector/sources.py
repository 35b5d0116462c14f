"""What each source says it sent, against what the ledger has of it, as a pure fold: by type and local day.

A source is who sent an event (`source`), a day is the local one on which it says that the event happened. What was
refused was received all the same; a repetition, or what was set aside, left no record. Late is what was recorded on a
later local day than it happened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.calendar import local_day
from schemas.record import REGISTER_SHARD, RecordBody
from services.projector.money import exact, scaled
from services.projector.terms import Known

REPORT: Final = "totals.reported"
OF_A_SALE: Final = "purchase.completed"

ReceivedKey = tuple[str, int, str, str, str]
"""(programme, shard, source, type, day)"""
ReportedKey = tuple[str, int, str, str, str]
"""(programme, shard, source, type, business date)"""


@dataclass(slots=True)
class SourcesDelta:
    """What records change: [count, late, amount in 10⁻⁸] received, and the last report: (sequence, count, amount)."""

    received: dict[ReceivedKey, list[int]] = field(default_factory=dict)
    reported: dict[ReportedKey, tuple[int, int, int | None]] = field(default_factory=dict)


def fold(records: Iterable[RecordBody], delta: SourcesDelta, known: Known) -> None:
    """Add what records did to `delta`. Counts commute; of two reports of one thing the later one holds."""
    for body in records:
        if body["shard"] == REGISTER_SHARD or "caused_by" in body:
            continue
        event, place = body["event"], (body["programme"], body["shard"])
        if event["type"] == REPORT:
            data = event["data"]
            amount = data.get("amount")
            key = (*place, body["member_id"], data["type"], data["business_date"])
            delta.reported[key] = (body["sequence"], data["count"], None if amount is None else scaled(amount))
            continue
        zone = known.zones[body["programme"]]
        day = local_day(event["time"], zone)
        received = delta.received.setdefault((*place, event["source"], event["type"], day), [0, 0, 0])
        received[0] += 1
        received[1] += local_day(body["recorded_at"], zone) > day
        if event["type"] == OF_A_SALE:
            received[2] += sum(scaled(line["amount"]) for line in event["data"].get("lines", ()))


def compared(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what was reported against what was received, with what is missing and what is extra.

    Rows are {source, type, received, late, received_amount, reported, reported_amount}, amounts in 10⁻⁸ as text; what
    was not reported is null, and then nothing is missing or extra.
    """
    found = []
    for row in rows:
        reported, received = row["reported"], row["received"]
        difference = 0 if reported is None else reported - received
        said, has = row["reported_amount"], row["received_amount"]
        found.append(
            {
                "source": row["source"],
                "type": row["type"],
                "reported": reported,
                "received": received,
                "missing": max(0, difference),
                "extra": max(0, -difference),
                "late": row["late"],
                "reported_amount": None if said is None else exact(int(said)),
                "received_amount": exact(int(has)) if row["type"] == OF_A_SALE else None,
                "agrees": reported is not None
                and difference == 0
                and (said is None or row["type"] != OF_A_SALE or int(said) == int(has)),
            }
        )
    return found
