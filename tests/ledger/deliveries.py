"""The same history delivered otherwise: events interleaved anew, repeated, and cut into other batches.

Whatever two events have a member in common keeps its order, as in a partition, or because the one needs the other: a
transfer, the members it moves points between; a merge, both, and later events of the old name both again; a purchase,
who referred the buyer. All else may come in any order. All is decided at one clock.
"""

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from tests.ledger.histories import Told, told_of
from tests.oracle import Oracle
from tests.oracle.histories import History, Step
from tests.oracle.ledger import PROPOSED

Given = dict[str, Any]
Who = tuple[str, str]
"""(programme, member)"""
REDELIVERED = ("accepted", "rejected", "duplicate", "parked")
"""What may come again at any time. What was due and found nothing is not remembered: later, it may find something."""


OTHERS = ("to_member_id", "into_member_id", "referrer_id")
"""What names another member."""


def separated(
    whole: History, clock: datetime | None = None, *, timeless: bool = False, linked: bool = False
) -> History:
    """Return a history at one clock (its last, unless given) whose members share no key or id.

    What names another member names nobody then, unless `linked`. With `timeless`, events of any age are taken.
    """
    at = clock or whole.steps[-1][1]
    steps: list[Step] = []
    for event, _ in whole.steps:
        if event is not None:
            event, own = deepcopy(event), f"/{event['programme']}/{event['subject']}"
            event["id"] += own
            event["is_command"] = event["type"] in PROPOSED
            if not linked:
                event["data"].pop("referrer_id", None)
            for name in event["data"]:
                is_key = name.endswith("_id") and name not in ("partner_id", "store_id", "campaign_id")
                if is_key and not (linked and name in OTHERS):
                    event["data"][name] += own
            steps.append((event, at))
    ages = {"max_lateness_days": None} if timeless else {}
    return History([{**version, **ages} for version in whole.versions], steps)


@dataclass
class Decided:
    """A history as the oracle decided it."""

    oracle: Oracle
    records: dict[Who, list[Told]]
    """The records of each member."""
    again: set[tuple[str, str]]
    """The ids that may come again."""
    events: list[Given]
    after: list[set[int]]
    """Of each event, by its place, the places of those that must have come before it."""


def decided(whole: History) -> Decided:
    """Let the oracle decide a history."""
    found = Decided(Oracle(whole.versions), defaultdict(list), set(), [], [])
    never, last = set[tuple[str, str]](), dict[Who, int]()
    for place, (event, clock) in enumerate(whole.steps):
        assert event is not None
        concerned = _concerned(event, found.oracle)
        results = found.oracle.post(event, clock)
        concerned |= {(event["programme"], result.member_id) for result in results}
        found.events.append(event)
        found.after.append({last[who] for who in concerned if who in last})
        last |= dict.fromkeys(concerned, place)
        (found.again if results[0].verdict in REDELIVERED else never).add((event["source"], event["id"]))
        for told in map(told_of, results):
            if told.verdict in ("accepted", "rejected"):
                found.records[event["programme"], told.member_id].append(told)
    found.again = (found.again - never) & set(found.oracle.bound)  # What an erasure forgot would be decided anew.
    return found


def _concerned(event: Given, oracle: Oracle) -> set[Who]:
    """Return whom an event names, or rewards, by all the names on the way to who decides for them (S15b, S27, S28)."""
    programme = event["programme"]
    names = [event["subject"], *(event["data"][name] for name in OTHERS if event["data"].get(name))]
    for name in names:
        if member := oracle.members.get((programme, name)):
            others = (member.merged_into, member.referrer_id)
            names += [other for other in others if other and other not in names]
    return {(programme, name) for name in names}


def delivered(found: Decided, chances: Random) -> Iterator[Given]:
    """Yield the events in another legal order, some of them again, at once or much later."""
    waiting = {place: set(after) for place, after in enumerate(found.after)}
    sent: list[Given] = []
    while waiting:
        place = chances.choice([place for place, after in waiting.items() if not after & waiting.keys()])
        del waiting[place]
        event = found.events[place]
        yield event
        if (event["source"], event["id"]) in found.again:
            sent.append(event)
        while sent and chances.random() < 0.25:
            yield chances.choice(sent)


def waves(found: Decided) -> Iterator[list[Given]]:
    """Yield the events in waves: those of one may come in any order, by any way, once the one before is decided."""
    waiting = dict(enumerate(found.after))
    while waiting:
        ready = [place for place, after in waiting.items() if not after & waiting.keys()]
        for place in ready:
            del waiting[place]
        yield [found.events[place] for place in ready]


def cut(events: Iterator[Given], chances: Random) -> Iterator[list[Given]]:
    """Yield batches of 1 to 30 events, in order."""
    batch: list[Given] = []
    size = chances.randint(1, 30)
    for event in events:
        batch.append(event)
        if len(batch) >= size:
            yield batch
            batch, size = [], chances.randint(1, 30)
    if batch:
        yield batch
