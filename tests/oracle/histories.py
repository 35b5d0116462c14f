"""Whole histories as a strategy: a programme's versions and what happens to its members, late, twice, and out of order.

`History.steps` holds events with the ledger's clock, which never goes back. A step without an event is the moment at
which somebody gives up what was parked for too long (S23). Commands name redemptions of their own member only.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.oracle.drafting import MEMBERS, MORE_MEMBERS, PROPOSAL, TILL, Draft, Given
from tests.oracle.further_wishes import WEIGHTED_FURTHER
from tests.oracle.identity import KEYS, PHASES
from tests.oracle.ledger import Oracle
from tests.oracle.offers import FURTHER_PARTS, PARTS, STARTS, Version, programme_versions
from tests.oracle.state import OracleResult
from tests.oracle.wishes import FIRST, WEIGHTED

T = TypeVar("T")
OPTIONAL = (PARTS.keys() | FURTHER_PARTS.keys()) - {"expiry"}
"""The settings of a version that may be left out."""
Step = tuple[Given | None, datetime]


@dataclass(frozen=True)
class History:
    """Programme versions, all known from the start, and what happens, in the order in which the ledger sees it."""

    versions: list[Version]
    steps: list[Step]


def history(seed: object, steps_number: int = 40, *, further: bool = False) -> History:
    """Return the history of a seed: of one programme, at times of two that share members' names and keys.

    With `further`, of five members, and with tiers, transfers, merges, and all else of S26–S32.
    """
    chances = Random(str(seed))
    start = chances.choice(STARTS)
    names = ["default"] if chances.random() < 0.9 else ["default", "second"]
    offers = [programme_versions(chances, name, start, further=further) for name in names]
    return History(
        [version for versions in offers for version in versions],
        _steps(chances, offers, start, steps_number, further=further),
    )


@st.composite
def histories(draw: st.DrawFn, steps_number: int = 40, *, further: bool = False) -> History:
    """Draw a history from a seed, and leave some of it out: so one that fails shrinks to what its failure needs.

    A setting that is left out is at its default, a version or a step is gone.
    """
    whole = history(draw(st.tuples(*[st.integers(0, 255)] * 8)), steps_number, further=further)

    def kept(things: Iterable[T]) -> list[T]:
        return [thing for thing in things if draw(st.integers(0, 999))]

    offered = [version for version in whole.versions if version["version"] == 1 or draw(st.integers(0, 999))]
    versions = [
        {name: version[name] for name in version if name not in OPTIONAL or kept([name])} for version in offered
    ]
    return History(versions, kept(whole.steps))


def _steps(chances: Random, offers: list[list[Version]], start: datetime, number: int, *, further: bool) -> list[Step]:
    """Return what happens, as chance has it."""
    oracle = Oracle([version for versions in offers for version in versions])
    names = MORE_MEMBERS if further else MEMBERS
    drafts = [Draft(chances, versions, start, oracle, names) for versions in offers]
    steps: list[Step] = []
    clock = start
    for _ in range(number):
        draft = chances.choice(drafts)
        draft.clock = clock
        draft.advance()
        event = _next(draft, WEIGHTED_FURTHER if further else WEIGHTED)
        clock = draft.clock
        replay(oracle, [(event, clock)])
        steps.append((event, clock))
    return steps


def replay(oracle: Oracle, steps: list[Step]) -> list[OracleResult]:
    """Let a history happen; return all that came of it, in order."""
    results = []
    for event, clock in steps:
        results += oracle.give_up_parked(clock) if event is None else oracle.post(event, clock)
    return results


def _next(draft: Draft, wishes: Sequence[Callable[[Draft], Given]]) -> Given | None:
    """Draw what comes: something new, something again, or a rival for a key that is taken."""
    if draft.chance(5):
        return None
    if draft.sent and draft.chance(12):
        event = _again(draft, draft.pick(draft.sent[-8:]))
    elif (keyed := draft.last(*KEYS, *PHASES)) and draft.chance(8):
        event = _rival(draft, draft.pick(keyed))
    else:
        event = draft.pick(wishes if draft.known() or draft.chance(30) else FIRST)(draft)
        if draft.chance(1):
            event |= {"programme": "nowhere"}
    draft.sent.append(deepcopy(event))
    return event


def _again(draft: Draft, earlier: Given) -> Given:
    """S4, S5: the same message; its id with another payload; or its wish under another id, by another channel too."""
    match draft.pick(["same", "renamed", "other payload"]):
        case "same":
            return deepcopy(earlier)
        case "other payload":
            return _changed(draft, deepcopy(earlier)) | {"id": earlier["id"]}
    again = draft.event(earlier["type"], earlier["subject"], _rewritten(earlier["data"]), source=earlier["source"])
    if earlier["source"] == PROPOSAL:
        again["is_command"] = True
    elif earlier["is_command"]:
        again["source"] = TILL
    elif str(earlier["data"].get("redemption_id")).startswith("c-") and draft.chance(50):
        wish = {"redemption.captured": "capture/again", "redemption.released": "release"}.get(earlier["type"], "redeem")
        return draft.command(earlier["type"], _owner(earlier), again["data"], wish)
    return again


def _owner(event: Given) -> str:
    """Return whose redemption a command speaks of: `c-ann-7` is ann's."""
    return str(event["data"]["redemption_id"]).split("-")[1]


def _rewritten(data: Given) -> Given:
    """Return data that mean the same in other words (S5): null for absent, a default spelled out, decimals longer."""
    written: dict[str, Any] = deepcopy(data)
    if "ttl_seconds" in written:
        written.setdefault("store_id", None)
    if "cancel_id" in written:
        written.setdefault("initiated_by", "member")
    for line in written.get("lines", []):
        if "sku" in line:
            whole, _, places = line["amount"].partition(".")
            line["amount"] = f"{whole}.{(places + '0')[:4]}"
            line.setdefault("earns", True)
    return written


def _rival(draft: Draft, earlier: Given) -> Given:
    """S5: another content, under an id of its own, for the key of an earlier event."""
    return _changed(draft, deepcopy(earlier)) | {
        "id": draft.new_id("e"),
        "time": draft.written(draft.time()),
        "is_command": earlier["source"] == PROPOSAL,
    }


def _changed(draft: Draft, event: Given) -> Given:
    """Return an event that wants something else, or for somebody else, but by the same keys."""
    data = event["data"]
    if event["type"] == "purchase.completed":
        data["lines"][0]["amount"] = draft.pick(["12", "1.01"])
    elif "points" in data:
        data["points"] += 5
    elif "activity" in data:
        data["activity"] = "other"
    elif "amount" in data:
        data["amount"] = "1.00"
    elif "as_of" in data:
        event["time"] = draft.written(draft.clock)
    elif event["is_command"] and event["source"] != PROPOSAL:
        data |= {"points": 5} if event["type"] != "redemption.released" else {}
    elif event["type"] == "redemption.cancelled":
        data["points"] = 1
    elif "lines" in data:
        data["lines"] = [{"line_id": "l0", "quantity": 2}]
    else:
        event["subject"] = draft.member()
    return event
