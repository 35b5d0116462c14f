"""The liability view as a pure fold: what each period did to the points outstanding, by cohort, and to their money.

Outstanding is pending + active + held. For each programme, period, partner, origin, and cohort (the local month the
lot was earned, L1): `opening + issued + re-credited ± adjusted − redeemed − expired − clawed back − repaid − forfeited
± transferred = closing`. Beside it, by programme, arrears: `opening + shortfalls − repaid − written off = closing`.
What a posting does to the points follows from its source and its target alone, whatever event made it.

Beside the points of a cohort stands what its money is computed from (services/projector/money.py): what purchases
deferred and returns reversed, and the two counts that redemption is measured by: points that redemptions of others
stand for (L3a), and points that returns clawed back, from wherever (N of L3). Of what was given without a sale stands
beside it which rule gave how much, for whoever funds the rule (L6). All are sums, and so exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import mul
from typing import Final, cast
from zoneinfo import ZoneInfo

from schemas.calendar import period_of
from schemas.record import LotReference, RecordBody
from services.projector.money import scaled

LINES: Final = (
    "issued", "recredited", "adjusted", "redeemed", "expired", "clawed_back", "repaid", "forfeited", "transferred",
)  # fmt: skip
LINE_SIGNS: Final = (1, 1, 1, -1, -1, -1, -1, -1, 1)
"""How each line enters the closing figure: opening + Σ sign × line."""
MONEY_SUMS: Final = ("substituted", "returned", "deferred", "reversed", "reversed_earlier")
"""What stands beside LINES in a row: two in points, three in 10⁻⁸ of the currency. `substituted` is what L3a adds to R;
`returned` is what claws took off N; `reversed` is of this month's sales, `reversed_earlier` of those of earlier ones.
"""
COLUMNS: Final = LINES + MONEY_SUMS
ARREARS_LINES: Final = ("shortfalls", "repaid", "written_off")
ARREARS_SIGNS: Final = (1, -1, -1)
OUTSTANDING: Final = frozenset({"pending", "active", "held"})
SALE_OR_RETURN: Final = frozenset({"purchase.completed", "purchase.returned"})
SUBSTITUTED, RETURNED, DEFERRED, REVERSED, REVERSED_EARLIER = range(len(LINES), len(COLUMNS))

PointsKey = tuple[str, str, str, str, str]
"""(programme, period, partner or '', origin, cohort)"""
GivenKey = tuple[str, str, str, str, str, int, int, str]
"""(programme, period, partner or '', origin, cohort, shard, version of the programme, rule id)"""
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
    """What records change: each of COLUMNS by PointsKey, each of ARREARS_LINES by ArrearsKey, in points.

    `sales` are what members bought for, in 10⁻⁸ of the currency, by ArrearsKey; `given` are the points that rules gave
    without a sale, by GivenKey.
    """

    points: dict[PointsKey, list[int]] = field(default_factory=dict)
    arrears: dict[ArrearsKey, list[int]] = field(default_factory=dict)
    sales: dict[ArrearsKey, int] = field(default_factory=dict)
    given: dict[GivenKey, int] = field(default_factory=dict)

    def row(self, key: PointsKey) -> list[int]:
        """Return the row of a key, to be added to."""
        row = self.points.get(key)
        if row is None:
            row = self.points[key] = [0] * len(COLUMNS)
        return row


@lru_cache(maxsize=1_024)
def effect(source: str, target: str) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return which columns of its lot's row and which lines of the arrears a posting between two accounts changes.

    What repays a debt counts as redeemed by the lot that repays (L3a).

    Raises ValueError for accounts between which nothing may move: the report could not foot, so it is not made.
    """
    if source in OUTSTANDING and target in OUTSTANDING:
        return (), ()
    if target in OUTSTANDING:
        line = ("issued", 1) if source.startswith("issued:") else _ENTERS.get(source)
    elif source in OUTSTANDING:
        line = _LEAVES.get(target)
    else:
        return (), _effect_on_arrears(source, target)
    if line is None:
        raise ValueError(f"no line of the liability takes a posting {source} → {target}")
    change = (COLUMNS.index(line[0]), line[1])
    if target == "arrears":
        return (change, (SUBSTITUTED, 1)), ((ARREARS_LINES.index("repaid"), 1),)
    return (change,), ()


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
        kind = body["event"]["type"]
        if kind in SALE_OR_RETURN and body["verdict"] == "accepted" and "caused_by" not in body:
            _fold_money(body, delta, zones[body["programme"]])
        postings = body["postings"]
        if not postings:
            continue
        programme, shard = body["programme"], body["shard"]
        zone = zones[programme]
        if "rules" in (body.get("explanation") or {}):
            _fold_given(body, delta, zone)
        for posting in postings:
            if posting["unit"] != "points":
                continue
            changes, debts = effect(posting["source"], posting["target"])
            if changes:
                lot = posting.get("lot")
                if lot is None:
                    raise ValueError(f"record {shard}/{body['sequence']} moves points outstanding of no lot")
                row = delta.row(_key(programme, posting["period"], lot, zone))
                for column, sign in changes:
                    row[column] += sign * posting["amount"]
            for index, sign in debts:
                debt = delta.arrears.setdefault((programme, shard, posting["period"]), [0] * len(ARREARS_LINES))
                debt[index] += sign * posting["amount"]


def _fold_given(body: RecordBody, delta: LiabilityDelta, zone: ZoneInfo) -> None:
    """Add what rules gave without a sale: a lot each, in the order in which the record names them (S15b).

    Raises ValueError when there are not as many lots as rules: nobody could say who funds them.
    """
    why = body["explanation"]
    given = [p for p in body["postings"] if p["source"].startswith("issued:") and p["source"] != "issued:purchase"]
    for posting, rule in zip(given, why["rules"] if given else (), strict=True):
        key = _key(body["programme"], posting["period"], posting["lot"], zone)
        of_rule = (*key, body["shard"], why["version"], rule["rule_id"])
        delta.given[of_rule] = delta.given.get(of_rule, 0) + posting["amount"]


def _key(programme: str, period: str, lot: LotReference, zone: ZoneInfo) -> PointsKey:
    cohort = cohort_of(lot["earned_at"], zone)
    return (programme, period, lot.get("partner_id", ""), lot["origin"], cohort)


def period_of_record(body: RecordBody, zone: ZoneInfo) -> str:
    """Return the period of a sale or a return: stamped on it, or on its last posting (S3)."""
    if "period" in body:
        return body["period"]
    if body["postings"]:
        return body["postings"][-1]["period"]
    return period_of(datetime.fromisoformat(body["effective_at"]), zone)


def _fold_money(body: RecordBody, delta: LiabilityDelta, zone: ZoneInfo) -> None:
    """Add what a sale was and deferred, or what a return reversed and clawed back (L2, L3a, L4)."""
    period, programme = period_of_record(body, zone), body["programme"]
    if body["event"]["type"] == "purchase.completed":
        sale = sum(scaled(line["amount"]) for line in body["event"]["data"].get("lines", ()))
        key = (programme, body["shard"], period)
        delta.sales[key] = delta.sales.get(key, 0) + sale
        if "deferred" in body:
            lot = next(posting["lot"] for posting in body["postings"] if posting["source"] == "issued:purchase")
            delta.row(_key(programme, period, lot, zone))[DEFERRED] += scaled(body["deferred"])
        return
    explanation = body.get("explanation") or {}
    own = explanation.get("order", {}).get("lot")
    if own is None:
        return  # The order made no lot: there is nothing to claw, and nothing was deferred.
    own = cast("LotReference", {"origin": "purchase", **own})
    mine = delta.row(_key(programme, period, own, zone))
    mine[RETURNED] += explanation["clawed"]
    if "deferred" in body:
        earlier = cohort_of(own["earned_at"], zone) < period
        mine[REVERSED_EARLIER if earlier else REVERSED] -= scaled(body["deferred"])
    for posting in body["postings"]:
        if posting["target"] != "clawed_back":
            continue
        giving, amount = posting["lot"], posting["amount"]
        if posting["source"] not in OUTSTANDING:
            delta.row(_key(programme, posting["period"], own, zone))[SUBSTITUTED] -= amount
        elif giving["lot_id"] != own["lot_id"]:
            delta.row(_key(programme, posting["period"], own, zone))[SUBSTITUTED] -= amount
            delta.row(_key(programme, posting["period"], giving, zone))[SUBSTITUTED] += amount


def net(lines: Sequence[int]) -> int:
    """Return by how much a row, which begins with LINES, changes the points outstanding."""
    return sum(map(mul, LINE_SIGNS, lines))


def net_arrears(lines: Sequence[int]) -> int:
    """Return by how much lines in the order of ARREARS_LINES change what members owe."""
    return sum(sign * line for sign, line in zip(ARREARS_SIGNS, lines, strict=True))
