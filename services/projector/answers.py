"""From the rows of a view to the answers of the API. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from schemas.calendar import Meaning
from schemas.record import RecordBody
from services.kit.cursors import cursor_of, read_cursor
from services.kit.database import Row
from services.projector import responses as r
from services.projector.balance import OpenLot, effect, expiring, lot_order, spendable

EXPIRING_MAX = 100
_ACCOUNT_SUMS = 4

SEQUENCE_PLACE: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(ge=1, lt=2**63)])
"""A place in a statement."""
LOT_PLACE: TypeAdapter[tuple[bool, float, float, int, str]] = TypeAdapter(tuple[bool, float, float, int, str])
"""A place in a list of lots: what they are ordered by."""


def open_lots(rows: Sequence[Mapping[str, Any] | Row], means: Meaning | None) -> list[OpenLot]:
    """Return the lots of a member's rows, in the order they are redeemed."""
    lots = [
        OpenLot(
            row["lot_id"], row["origin"], row["partner_id"], row["earned_at"], row["activates_at"], row["expires_at"],
            row["lot_pending"], row["lot_active"], row["lot_held"],
            tuple(zip(row["untils"] or (), row["points"] or (), strict=True)),
        )
        for row in rows
        if row["lot_id"] is not None
    ]  # fmt: skip
    return sorted(lots, key=lambda lot: lot_order(lot, means))


def balance_answer(
    rows: Sequence[Mapping[str, Any] | Row], now: datetime, means: Meaning | None, asked: str
) -> r.BalanceAnswer:
    """Return a member's balance as of an instant, given what dates of expiry mean; `asked` is who was asked for."""
    member, lots = rows[0], open_lots(rows, means)
    return r.BalanceAnswer(
        active=member["active"],
        pending=member["pending"],
        held=member["held"],
        arrears=member["arrears"],
        spendable=spendable(lots, member["arrears"], now, means),
        expiring=[
            r.Expiring(expires_at=instant, points=points)
            for instant, points in islice(expiring(lots, now, member["arrears"], means), EXPIRING_MAX)
        ],
        lifetime=r.Lifetime(earned=member["earned"], redeemed=member["redeemed"], expired=member["expired"]),
        merged_into=member["member_id"] if member["member_id"] != asked else None,
        as_of_sequence=member["as_of_sequence"],
    )


def lots_answer(rows: Sequence[Row], means: Meaning | None, cursor: str | None, limit: int) -> r.LotsAnswer:
    """Return a page of lots, after the one whose place the cursor is; it need not be there any more."""
    lots = open_lots(rows, means)
    if cursor is not None:
        after = read_cursor(cursor, LOT_PLACE)
        lots = [lot for lot in lots if _place(lot, means) > after]
    page = lots[:limit]
    return r.LotsAnswer(
        lots=[
            r.LotAnswer(
                lot_id=lot.lot_id, origin=lot.origin, partner_id=lot.partner_id, earned_at=lot.earned_at,
                activates_at=lot.activates_at, expires_at=lot.expires_at, pending=lot.pending, active=lot.active,
                held=lot.held,
            )
            for lot in page
        ],
        next=cursor_of(_place(page[-1], means)) if len(lots) > len(page) else None,
        as_of_sequence=rows[0]["as_of_sequence"],
    )  # fmt: skip


def _place(lot: OpenLot, means: Meaning | None) -> tuple[bool, float, float, int, str]:
    never, expires, earned, number, lot_id = lot_order(lot, means)
    return (never, expires, earned.timestamp(), number, lot_id)


WORDS = {
    "member.enrolled": "enrolment",
    "member.updated": "update",
    "purchase.completed": "purchase",
    "purchase.returned": "return",
    "redemption.requested": "redemption",
    "redemption.reserved": "reservation",
    "redemption.captured": "capture",
    "redemption.released": "release",
    "redemption.cancelled": "cancellation",
    "points.granted": "grant",
    "activity.completed": "activity",
    "points.adjusted": "adjustment",
    "points.transferred": "transfer",
    "member.merged": "merge",
    "member.closed": "closing",
    "points.activation_due": "activation",
    "points.expiry_due": "expiry",
}
SUBJECTS = ("order_id", "return_id", "redemption_id", "cancel_id", "grant_id", "activity", "adjustment_id",
            "transfer_id", "to_member_id", "into_member_id")  # fmt: skip
OF_THE_OTHER = ("transfer_id", "from_member_id", "merged")
"""What a record that another member's caused says of it in its explanation (S27, S28)."""


def _word(body: RecordBody) -> str:
    """Return in a word what happened; a record that another one caused is named by what it gave."""
    event = body["event"]["type"]
    if "caused_by" in body:
        given = (posting["source"] for posting in body["postings"] if posting["source"].startswith("issued:"))
        return next(given, f"issued:{WORDS.get(event, event)}").removeprefix("issued:")
    return WORDS.get(event, event)


def _about(body: RecordBody) -> dict[str, Any]:
    """Return the ids by which a member knows what a record is about."""
    data, why = body["event"]["data"], body.get("explanation", {}) if "caused_by" in body else {}
    return {name: data[name] for name in SUBJECTS if name in data} | {
        name: why[name] for name in OF_THE_OTHER if name in why
    }


def statement_line(body: RecordBody) -> r.StatementLine:
    """Return a record as its member reads it."""
    event, balance = body["event"], body["balance"]
    points = 0
    movements = []
    for posting in body["postings"]:
        if posting["unit"] == "points":
            sums, _, _ = effect(posting["source"], posting["target"])
            points += sum(sign * posting["amount"] for index, sign in sums if index < _ACCOUNT_SUMS)
        lot = posting.get("lot")
        movements.append(
            r.Movement(
                source=posting["source"], target=posting["target"], amount=posting["amount"], unit=posting["unit"],
                effective_at=posting["effective_at"], lot_id=lot["lot_id"] if lot else None,
            )
        )  # fmt: skip
    return r.StatementLine(
        sequence=body["sequence"],
        occurred_at=event["time"],
        recorded_at=body["recorded_at"],
        effective_at=body["effective_at"],
        what=_word(body),
        about=_about(body),
        type=event["type"],
        source=event["source"],
        event_id=event["id"],
        caused_by=r.CauseAnswer(**body["caused_by"]) if "caused_by" in body else None,
        verdict=body["verdict"],
        reason=body.get("reason"),
        points=points,
        explanation=body.get("explanation"),
        movements=movements,
        balance=r.AccountsAnswer(**balance),
    )


def projection_answer(
    rows: Sequence[Row], at: Mapping[int, int], heads: Sequence[Row], now: datetime
) -> r.ProjectionAnswer:
    """Return where a view stands: `rows` of all its versions, `at` of the one that serves."""
    head = {row["shard"]: row["sequence"] for row in heads}
    waiting = [row["waits_since"] for row in heads if row["waits_since"] is not None]
    building = [row for row in rows if row["version"] is not None and row["version"] > row["serving"]]
    return r.ProjectionAnswer(
        view=rows[0]["name"],
        version=rows[0]["serving"],
        position=dict(at),
        head=head,
        lag_records=max(0, sum(head.values()) - sum(at.values())),
        lag_seconds=max(0.0, (now - min(waiting)).total_seconds()) if waiting else 0.0,
        rebuild=r.RebuildProgress(
            version=building[0]["version"], records=sum(row["sequence"] for row in building), of=sum(head.values())
        )
        if building
        else None,
    )
