"""The same history delivered otherwise: members' events interleaved anew, repeated, and cut into other batches.

Each member's events keep their order, as they do in a partition; members have nothing to do with each other here, so
every interleaving is as good as any other. All is decided at one clock.
"""

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
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


def separated(whole: History, clock: datetime | None = None, *, timeless: bool = False) -> History:
    """Return a history at one clock (its last, unless given) whose members share no key, id, or referral.

    What names another member names nobody then.

    With `timeless`, events of any age are taken.
    """
    at = clock or whole.steps[-1][1]
    steps: list[Step] = []
    for event, _ in whole.steps:
        if event is not None:
            event, own = deepcopy(event), f"/{event['programme']}/{event['subject']}"
            event["id"] += own
            event["is_command"] = event["type"] in PROPOSED
            event["data"].pop("referrer_id", None)
            for name in event["data"]:
                if name.endswith("_id") and name not in ("partner_id", "store_id", "campaign_id"):
                    event["data"][name] += own
            steps.append((event, at))
    ages = {"max_lateness_days": None} if timeless else {}
    return History([{**version, **ages} for version in whole.versions], steps)


def streams(whole: History) -> dict[Who, list[Given]]:
    """Return the events of each member, in their order."""
    found = defaultdict[Who, list[Given]](list)
    for event, _ in whole.steps:
        if event is not None:
            found[event["programme"], event["subject"]].append(event)
    return found


def decided(whole: History) -> tuple[Oracle, dict[Who, list[Told]], set[tuple[str, str]]]:
    """Let the oracle decide a history; return it, the records of each member, and the ids that may come again."""
    oracle, records = Oracle(whole.versions), defaultdict[Who, list[Told]](list)
    again, never = set[tuple[str, str]](), set[tuple[str, str]]()
    for event, clock in whole.steps:
        assert event is not None
        results = oracle.post(event, clock)
        (again if results[0].verdict in REDELIVERED else never).add((event["source"], event["id"]))
        for told in map(told_of, results):
            if told.verdict in ("accepted", "rejected"):
                records[event["programme"], told.member_id].append(told)
    return oracle, records, again - never


def delivered(whole: History, again: set[tuple[str, str]], chances: Random) -> Iterator[Given]:
    """Yield the events in another legal order, some of them again, at once or much later."""
    waiting = {who: list(events) for who, events in streams(whole).items()}
    sent: list[Given] = []
    while waiting:
        who = chances.choice(sorted(waiting))
        event = waiting[who].pop(0)
        if not waiting[who]:
            del waiting[who]
        yield event
        if (event["source"], event["id"]) in again:
            sent.append(event)
        while sent and chances.random() < 0.25:
            yield chances.choice(sent)


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
