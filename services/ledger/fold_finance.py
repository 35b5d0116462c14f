"""The fold of finance: what it relies on, recomputed from the records alone: the month of each effect, each deferral.

It shares no code with what decided and stamped: fractions instead of scaled integers, the cuts of the closes instead of
the table of closed months. Pure; the register's records come first.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from schemas.calendar import next_period, period_of, zone
from schemas.record import REGISTER_SHARD
from services.ledger.fold import Corrupt

SALES = ("purchase.completed", "purchase.returned", "sales.reported")
FINEST = 10**8

OrderName = tuple[str, str, str]
"""(programme, source, order id)"""


@dataclass(slots=True, frozen=True)
class Estimated:
    """An estimate: since when it is known and holds, and what it says a point of a sale is worth."""

    sequence: int
    valid_from: datetime
    worth: Fraction


@dataclass(slots=True)
class Back:
    """What came back of an order that deferred something, and what that reversed, each return with its place."""

    deferred: Fraction
    eligible: Fraction
    amounts: dict[str, Fraction]
    """By line that was eligible, what one piece of it came to."""
    returns: list[tuple[int, int, Fraction, Fraction]] = field(default_factory=list)
    """(shard, sequence, eligible amount that came back, what was reversed)"""


@dataclass(slots=True)
class FinanceFold:
    """The register's word on money, and what the records of members owe to it; one for all shards."""

    heads: dict[int, int]
    zones: dict[str, ZoneInfo] = field(default_factory=dict)
    estimates: dict[str, list[Estimated]] = field(default_factory=lambda: defaultdict(list))
    closes: dict[str, list[tuple[str, dict[str, int]]]] = field(default_factory=lambda: defaultdict(list))
    orders: dict[OrderName, Back] = field(default_factory=dict)

    def note(self, sequence: int, body: dict[str, Any]) -> None:
        """Take note of a record of the register; raise Corrupt for a close out of order, or whose cut is none."""
        programme, event = body["programme"], body["event"]
        match event["type"]:
            case "programme.published":
                self.zones[programme] = zone(event["data"]["time_zone"])
            case "estimate.set":
                first = event["data"]["redemption_rate"][0]
                worth = Fraction(event["data"]["value_per_point"]) * Fraction(first["rate"])
                valid_from = datetime.fromisoformat(event["data"]["valid_from"])
                self.estimates[programme].append(Estimated(sequence, valid_from, worth))
            case "period.closed":
                self._note_close(sequence, programme, event["data"])

    def _note_close(self, sequence: int, programme: str, data: dict[str, Any]) -> None:
        closes, period, cut = self.closes[programme], data["period"], data["cut"]
        if closes and period != next_period(closes[-1][0]):
            raise Corrupt(REGISTER_SHARD, sequence, f"L8: {period} was closed after {closes[-1][0]}, out of order")
        if cut.keys() != {str(shard) for shard in self.heads} or cut[str(REGISTER_SHARD)] != sequence - 1:
            raise Corrupt(REGISTER_SHARD, sequence, f"L8: the cut {cut} does not name every head before the close")
        if beyond := [shard for shard, head in self.heads.items() if cut[str(shard)] > head]:
            raise Corrupt(REGISTER_SHARD, sequence, f"L8: the cut is beyond the heads of the shards {beyond}")
        closes.append((period, cut))

    def closed_months(self) -> dict[str, str]:
        """Return by programme the last month that was closed."""
        return {programme: closes[-1][0] for programme, closes in self.closes.items()}

    def check(self, shard: int, sequence: int, body: dict[str, Any]) -> None:
        """Raise Corrupt where a member's record is booked in another month than S3 says, or defers otherwise (L2)."""
        self._check_periods(shard, sequence, body)
        expected = self._expected_deferral(body)
        if body["event"]["type"] == "purchase.returned":
            return  # It depends on its purchase: see `returned`.
        said = (body.get("deferred"), body.get("estimate"))
        if said != expected:
            raise Corrupt(shard, sequence, f"L2: it defers {said}, the estimate in force gives {expected}")

    def _check_periods(self, shard: int, sequence: int, body: dict[str, Any]) -> None:
        programme = body["programme"]
        closed = [month for month, cut in self.closes.get(programme, ()) if sequence > cut[str(shard)]]
        dated = [(posting["effective_at"], posting["period"]) for posting in body["postings"]]
        if "period" in body:
            dated.append((body["effective_at"], body["period"]))
        elif "deferred" in body or (closed and _undated_sale(body)):  # Before the first close it is its own month.
            raise Corrupt(shard, sequence, "S3: it does not say in which month its money counts")
        for effective_at, period in dated:
            expected = period_of(datetime.fromisoformat(effective_at), self.zones[programme])
            if closed and expected <= closed[-1]:
                expected = next_period(closed[-1])
            if period != expected:
                raise Corrupt(shard, sequence, f"S3: it is booked in {period}, and belongs into {expected}")

    def _expected_deferral(self, body: dict[str, Any]) -> tuple[str | None, int | None]:
        """Return what a sale defers, and the number of the estimate by which it does (L2)."""
        points = sum(p["amount"] for p in body["postings"] if p["source"] == "issued:purchase")
        effective_at = datetime.fromisoformat(body["effective_at"])
        known = [
            estimate
            for estimate in self.estimates.get(body["programme"], ())
            if estimate.sequence <= body["register"] and estimate.valid_from <= effective_at
        ]
        if not points or not known:
            return None, None
        estimate = max(known, key=lambda each: each.valid_from)
        price = sum((Fraction(line["amount"]) for line in body["event"]["data"]["lines"]), Fraction(0))
        alone = points * estimate.worth
        return _text(price * alone / (price + alone) if price else Fraction(0)), estimate.sequence

    def returned(self, shard: int, sequence: int, body: dict[str, Any], sale: dict[str, Any]) -> None:
        """Take note of an accepted return, and of the sale it is of; raise Corrupt where they do not fit (L4)."""
        if ("deferred" in sale) != ("deferred" in body) or sale.get("estimate") != body.get("estimate"):
            raise Corrupt(shard, sequence, f"L4: its sale deferred {sale.get('deferred')} by {sale.get('estimate')}")
        if "deferred" not in body:
            return
        named = body["explanation"]["order"]
        name = (body["programme"], named["source"], named["order_id"])
        if name not in self.orders:
            self.orders[name] = _back_of(sale)
        back, why = self.orders[name], body["explanation"]
        amount = Fraction(why.get("returned_amount", 0)) + sum(
            (back.amounts.get(line["line_id"], Fraction(0)) * line["quantity"] for line in why.get("lines", ())),
            Fraction(0),
        )
        back.returns.append((shard, sequence, amount, -Fraction(body["deferred"])))

    def check_returns(self) -> None:
        """Raise Corrupt unless the returns of each order reversed together what came back of it (L4).

        One by one as long as they are of one shard; of a merged member's order, whose returns are of two, only all
        together: in which order they came is not to be seen from there.
        """
        for name, back in self.orders.items():
            at_once = len({shard for shard, *_ in back.returns}) > 1
            amount = reversed_ = Fraction(0)
            for place, (shard, sequence, part, took) in enumerate(back.returns, 1):
                amount += part
                reversed_ += took
                due = back.deferred * min(Fraction(1), amount / back.eligible) if back.eligible else Fraction(0)
                if (not at_once or place == len(back.returns)) and _text(due) != _text(reversed_):
                    raise Corrupt(
                        shard, sequence, f"L4: order {name} has {_text(reversed_)} reversed, not {_text(due)}"
                    )


def _undated_sale(body: dict[str, Any]) -> bool:
    """Tell whether no posting says in which month an accepted sale or return counts."""
    if body["event"]["type"] not in SALES or body["verdict"] != "accepted" or "caused_by" in body:
        return False
    return not body["postings"] or body["postings"][-1]["effective_at"] != body["effective_at"]


def _back_of(sale: dict[str, Any]) -> Back:
    bought = {line["line_id"]: line for line in sale["event"]["data"]["lines"]}
    eligible = {line["line_id"]: bought[line["line_id"]] for line in sale["explanation"]["lines"] if line["eligible"]}
    return Back(
        Fraction(sale["deferred"]),
        sum((Fraction(line["amount"]) for line in eligible.values()), Fraction(0)),
        {
            line_id: Fraction(line["amount"]) / line["quantity"]
            for line_id, line in eligible.items()
            if line["quantity"]
        },
    )


def _text(amount: Fraction) -> str:
    """Return an amount ≥ 0 as decimal text of 8 places, a half rounded to the even."""
    units = round(amount * FINEST)
    return f"{units // FINEST}.{units % FINEST:08}"
