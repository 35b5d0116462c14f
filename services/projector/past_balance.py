"""A member's balance as it was: by when records were recorded, by when their postings were effective, or both. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from schemas.record import RecordBody
from services.projector import balance
from services.projector.balance import MEMBER_SUMS, BalanceDelta, MemberKey

_NO_ZONES: Mapping[str, ZoneInfo] = {}


def balance_then(
    bodies: Iterable[RecordBody], key: MemberKey, recorded_by: datetime | None, effective_by: datetime | None
) -> list[dict[str, Any]]:
    """Return a member's rows as the view would have them, of the records and postings up to two instants.

    `bodies` are all of the member's records in order. None when no record was accepted by then.
    """
    delta, last = BalanceDelta(), 0
    for body in bodies:
        if recorded_by is not None and datetime.fromisoformat(body["recorded_at"]) > recorded_by:
            break
        last = body["sequence"]
        if effective_by is not None:
            postings = [p for p in body["postings"] if datetime.fromisoformat(p["effective_at"]) <= effective_by]
            if not postings and datetime.fromisoformat(body["effective_at"]) > effective_by:
                continue
            body = RecordBody(**{**body, "postings": postings})
        balance.fold([body], delta, _NO_ZONES)
    if key not in delta.members:
        return []
    member = {
        "member_id": key[2],
        "segment": delta.segments.get(key),
        "as_of_sequence": last,
        **dict(zip(MEMBER_SUMS, delta.members[key], strict=True)),
    }
    held: dict[str, list[tuple[datetime, int]]] = {}
    for hold in delta.holds.get(key, {}).values():
        for lot_id, points in hold.allocation:
            held.setdefault(lot_id, []).append((hold.held_until, points))
    rows = []
    for (_, lot_id), lot in delta.lots.items():
        if any(lot.parts):
            reference, holds = lot.reference, held.get(lot_id, [])
            expires_at = reference["expires_at"]
            rows.append(
                {
                    **member, "lot_id": lot_id, "origin": reference["origin"],
                    "partner_id": reference.get("partner_id"),
                    "earned_at": datetime.fromisoformat(reference["earned_at"]),
                    "activates_at": datetime.fromisoformat(reference["activates_at"]),
                    "expires_at": datetime.fromisoformat(expires_at) if expires_at else None,
                    "lot_pending": lot.parts[0], "lot_active": lot.parts[1], "lot_held": lot.parts[2],
                    "untils": [until for until, _ in holds], "points": [points for _, points in holds],
                }
            )  # fmt: skip
    return rows or [{**member, "lot_id": None}]
