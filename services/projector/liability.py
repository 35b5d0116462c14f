"""The liability view in points as a pure fold: what each period did to the points outstanding, by cohort.

Outstanding is pending + active + held. For each programme, period, partner, origin, and cohort (the local month the
lot was earned, L1): `opening + issued + re-credited ± adjusted − redeemed − expired − clawed back − repaid − forfeited
± transferred = closing`. Beside it, by programme, arrears: `opening + shortfalls − repaid − written off = closing`.
What a posting does follows from its source and its target alone, whatever event made it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from schemas.calendar import period_of
from schemas.record import RecordBody

LINES: Final = (
    "issued", "recredited", "adjusted", "redeemed", "expired", "clawed_back", "repaid", "forfeited", "transferred",
)  # fmt: skip
LINE_SIGNS: Final = (1, 1, 1, -1, -1, -1, -1, -1, 1)
"""How each line enters the closing figure: opening + Σ sign × line."""
ARREARS_LINES: Final = ("shortfalls", "repaid", "written_off")
ARREARS_SIGNS: Final = (1, -1, -1)
OUTSTANDING: Final = frozenset({"pending", "active", "held"})

PointsKey = tuple[str, int, str, str, str, str]
"""(programme, shard, period, partner or '', origin, cohort)"""
ArrearsKey = tuple[str, int, str]
"""(programme, shard, period)"""
Change = tuple[int, int]
"""(index of the line, +1 or −1)"""

# Out of the points outstanding, and into them: which line, and with which sign.
_LEAVES: Final = {
    "adjusted": ("adjusted", -1),
    "redeemed": ("redeemed", 1),
    "expired": ("expired", 1),
    "clawed_back": ("clawed_back", 1),
    "arrears": ("repaid", 1),
    "forfeited": ("forfeited", 1),
    "transit": ("transferred", -1),
}
_ENTERS: Final = {"redeemed": ("recredited", 1), "adjusted": ("adjusted", 1), "transit": ("transferred", 1)}
# A merge moves a debt from one member to another; for the programme nothing changes.
_NOTHING: Final = frozenset({("transit", "arrears"), ("arrears", "transit")})


@dataclass(slots=True)
class LiabilityDelta:
    """What records change: each of LINES by PointsKey, each of ARREARS_LINES by ArrearsKey, in points."""

    points: dict[PointsKey, list[int]] = field(default_factory=dict)
    arrears: dict[ArrearsKey, list[int]] = field(default_factory=dict)


@lru_cache(maxsize=1_024)
def effect(source: str, target: str) -> tuple[Change | None, tuple[Change, ...]]:
    """Return which line of the points and which lines of the arrears a posting between two accounts changes.

    Raises ValueError for accounts between which nothing may move: the report could not foot, so it is not made.
    """
    if source in OUTSTANDING and target in OUTSTANDING:
        return None, ()
    if target in OUTSTANDING:
        line = ("issued", 1) if source.startswith("issued:") else _ENTERS.get(source)
    elif source in OUTSTANDING:
        line = _LEAVES.get(target)
    else:
        return None, _effect_on_arrears(source, target)
    if line is None:
        raise ValueError(f"no line of the liability takes a posting {source} → {target}")
    debt = ((ARREARS_LINES.index("repaid"), 1),) if target == "arrears" else ()
    return (LINES.index(line[0]), line[1]), debt


def _effect_on_arrears(source: str, target: str) -> tuple[Change, ...]:
    """Shortfalls of returns are counted for both policies; those of `write_off` also as written off."""
    shortfall = (ARREARS_LINES.index("shortfalls"), 1)
    match source, target:
        case "arrears", "clawed_back":
            return (shortfall,)
        case "written_off", "clawed_back":
            return (shortfall, (ARREARS_LINES.index("written_off"), 1))
        case pair if pair in _NOTHING:
            return ()
    raise ValueError(f"no line of the liability takes a posting {source} → {target}")


@lru_cache(maxsize=65_536)
def cohort_of(earned_at: str, zone: ZoneInfo) -> str:
    """Return the local month `YYYY-MM` in which a lot was earned, in the programme's zone (L1)."""
    return period_of(datetime.fromisoformat(earned_at), zone)


def fold(records: Iterable[RecordBody], delta: LiabilityDelta, zones: Mapping[str, ZoneInfo]) -> None:
    """Add what records did to `delta`. Sums commute, so any way of cutting the records into batches ends the same.

    `zones` are the time zones of the programmes, which never change. Raises ValueError for a posting no line takes.
    """
    for body in records:
        postings = body["postings"]
        if not postings:
            continue
        programme, shard = body["programme"], body["shard"]
        zone = zones[programme]
        for posting in postings:
            if posting["unit"] != "points":
                continue
            line, debts = effect(posting["source"], posting["target"])
            if line is not None:
                lot = posting.get("lot")
                if lot is None:
                    raise ValueError(f"record {shard}/{body['sequence']} moves points outstanding of no lot")
                key = (
                    programme, shard, posting["period"], lot.get("partner_id", ""), lot["origin"],
                    cohort_of(lot["earned_at"], zone),
                )  # fmt: skip
                row = delta.points.get(key)
                if row is None:
                    row = delta.points[key] = [0] * len(LINES)
                row[line[0]] += line[1] * posting["amount"]
            for index, sign in debts:
                debt = delta.arrears.setdefault((programme, shard, posting["period"]), [0] * len(ARREARS_LINES))
                debt[index] += sign * posting["amount"]


def net(lines: Sequence[int]) -> int:
    """Return by how much lines in the order of LINES change the points outstanding."""
    return sum(sign * line for sign, line in zip(LINE_SIGNS, lines, strict=True))


def net_arrears(lines: Sequence[int]) -> int:
    """Return by how much lines in the order of ARREARS_LINES change what members owe."""
    return sum(sign * line for sign, line in zip(ARREARS_SIGNS, lines, strict=True))
