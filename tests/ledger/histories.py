"""Histories for the oracle and the ledger alike: cut into batches, posted to both, told in the same words."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any, NamedTuple

from schemas.cloudevents import command, decode
from schemas.events import Event
from tests.installation import Sent
from tests.installation import event as message
from tests.oracle import Oracle, OracleResult
from tests.oracle.histories import History
from tests.oracle.ledger import PROPOSED

Given = dict[str, Any]
Moved = tuple[str, str, int, int | None, datetime]
"""(source, target, amount, the lot's number, effective at)"""


MANY = int(os.environ.get("TEST_HISTORIES") or 1)
"""How many times as many histories as an ordinary run compares; `make histories` sets it."""

RECORDED = ("accepted", "rejected")
"""The verdicts that are records."""


class Told(NamedTuple):
    """What became of an event, or of what it caused."""

    verdict: str
    reason: str | None
    source: str
    event_id: str
    member_id: str
    effective_at: datetime | None = None
    postings: tuple[Moved, ...] = ()
    duplicate_of: tuple[str, str] | None = None
    tier: str | None = None
    """What a record is stamped with."""


@dataclass
class Batch:
    """Events that are decided at one clock, and what the oracle makes of each; without events: what waits is given up.

    `caused` are the records that an event brings about, after its own.
    """

    clock: datetime
    events: list[Given]
    told: list[Told]
    caused: list[list[Told]]
    given_up: list[Told]

    def records(self) -> list[Told]:
        """Return what became records, in order."""
        pairs = zip(self.told, self.caused, strict=True)
        return [told for first, caused in pairs for told in (first, *caused) if told.verdict in RECORDED]


def seeds(number: int, first: int = 0) -> range:
    """Return the seeds of a test that compares so many histories in an ordinary run."""
    return range(first, first + number * MANY)


def batches(history: History, oracle: Oracle, cuts: Random) -> Iterator[Batch]:
    """Cut a history at random, let the oracle decide a batch, and yield it; all of it is decided at its last clock.

    What an HTTP command on an unknown redemption comes to is the counter's affair, and what only people may bring about
    is refused when it is read: both are left out.
    """
    size, clock = cuts.choice([1, 4, 12]), datetime.min.replace(tzinfo=UTC)
    waiting: list[Given] = []
    for event, at in history.steps:
        if event is None or len(waiting) >= cuts.randint(1, size):
            if waiting and (batch := _decided(waiting, clock, oracle)).events:
                yield batch
            waiting = []
        if event is None:
            yield Batch(at, [], [], [], [told_of(result) for result in oracle.give_up_parked(at)])
        else:
            waiting.append(event)
        clock = at
    if waiting and (batch := _decided(waiting, clock, oracle)).events:
        yield batch


def _decided(events: Iterable[Given], clock: datetime, oracle: Oracle) -> Batch:
    batch = Batch(clock, [], [], [], [])
    for event in events:
        first, *caused = oracle.post(event, clock)
        is_counters = first.reason == "REDEMPTION_UNKNOWN" and first.effective_at is None
        if is_counters or first.reason == "NOT_PERMITTED":
            continue
        batch.events.append(event)
        batch.told.append(told_of(first))
        batch.caused.append([told_of(result) for result in caused if result.verdict in RECORDED])
    return batch


def told_of(result: OracleResult) -> Told:
    return Told(
        result.verdict, result.reason, result.source, result.event_id, result.member_id,
        result.effective_at if result.verdict == "accepted" else None,
        tuple((p.source, p.target, p.amount, p.lot_number, p.effective_at) for p in result.postings),
        result.duplicate_of, result.tier,
    )  # fmt: skip


def received(given: Given, clock: datetime) -> Event:
    """Return the event as the intake or the counter would hand it on."""
    if given.get("is_command"):
        approved = ("pat", "alex") if given["type"] in PROPOSED else None
        return command(
            source=given["source"], event_id=given["id"], event_type=given["type"], programme=given["programme"],
            member_id=given["subject"], body=given["data"], at=clock, approved=approved,
        )  # fmt: skip
    sent = sent_as(given)
    return decode(sent.key, sent.headers, sent.value)


def sent_as(given: Given) -> Sent:
    """Return an event that is no command as the message it comes in."""
    return message(
        given["type"], given["subject"], given["data"], id=given["id"], source=given["source"], time=given["time"],
        programme=given["programme"],
    )  # fmt: skip
