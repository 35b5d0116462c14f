"""What makes two events one: the payload of an event id (S4), and the meaning of a business key's data (S5).

And what an event refers to.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from tests.oracle.days import instant
from tests.oracle.state import Event, Member, Order, Redemption, Waiting

Key = tuple[str, ...]

KEYS = {
    "purchase.completed": "order_id",
    "purchase.returned": "return_id",
    "redemption.requested": "redemption_id",
    "redemption.reserved": "redemption_id",
    "redemption.cancelled": "cancel_id",
    "points.granted": "grant_id",
    "activity.completed": "activity_id",
    "points.adjusted": "adjustment_id",
    "points.transferred": "transfer_id",
}
"""The business key of each type."""

PHASES = {"redemption.captured": "capture", "redemption.released": "release"}
"""The types that take a redemption's phase as their key, and whose rivals meet the guards of S19 instead."""

OF_A_REDEMPTION = ("redemption.captured", "redemption.released", "redemption.cancelled")

MONEY = {"amount", "cost", "value"}
INSTANTS = {"expires_at"}
DEFAULTS = {"earns": True, "initiated_by": "member"}


@dataclass(frozen=True)
class Bound:
    """What an event id stands for (S4), and which event answers for it: itself, or the one it repeats."""

    payload: str
    answered_by: tuple[str, str]
    is_parked: bool = False


@dataclass(frozen=True)
class Taken:
    """What a business key was taken for (S5), and by which event."""

    meaning: object
    by: tuple[str, str]


def payload(event: Event) -> str:
    """Return what an event id stands for, as received: sorted, compact JSON, without the time of a command (S4)."""
    parts = {"type": event.type, "programme": event.programme, "subject": event.member_id, "data": event.data}
    if not event.is_command:
        parts["time"] = event.time_text
    return json.dumps(parts, sort_keys=True, separators=(",", ":"))


def business_key(event: Event) -> Key | None:
    """Return the key an event takes when it is accepted, None for those that take none (S5)."""
    if event.type in PHASES:
        return (event.programme, PHASES[event.type], event.data["redemption_id"])
    if event.type not in KEYS:
        return None
    name = KEYS[event.type]
    within = (event.programme, event.source) if name == "order_id" else (event.programme,)
    return (*within, name, event.data[name])


def meaning(event: Event) -> object:
    """Return what an event wants, equal for two that mean the same (S5): member, type, and validated data."""
    data = {name: value for name, value in event.data.items() if (event.type, name) != ("points.adjusted", "reason")}
    return event.member_id, event.type, _meant(data)


def _meant(value: Any) -> object:
    if isinstance(value, list):
        return [_meant(one) for one in value]
    if isinstance(value, dict):
        given = {name: _field(name, one) for name, one in value.items() if one is not None}
        return {name: one for name, one in given.items() if one != DEFAULTS.get(name)}
    return value


def _field(name: str, value: Any) -> object:
    if name in MONEY:
        return Fraction(value)
    return instant(value) if name in INSTANTS else _meant(value)


def redeemed(member: Member | None, event: Event) -> Redemption | None:
    """Return the member's redemption that a capture, release, or cancel names."""
    if member is None or event.type not in OF_A_REDEMPTION:
        return None
    return member.redemptions.get(event.data["redemption_id"])


def referred_to(event: Event, member: Member | None, order: Order | None) -> list[datetime]:
    """S2: since when what an event refers to has been so; the event is effective no earlier."""
    redemption = redeemed(member, event)
    return [order.effective_at] if order else [redemption.moved_at] if redemption else []


def forget_parked(member: Member, parked: list[Waiting], bound: dict[tuple[str, str], Bound]) -> None:
    """S29: what waits of an erased member is deleted; nothing binds its id any more."""
    for waiting in list(parked):
        if (waiting.event.programme, waiting.event.member_id) == (member.programme, member.member_id):
            parked.remove(waiting)
            del bound[waiting.event.source, waiting.event.id]
