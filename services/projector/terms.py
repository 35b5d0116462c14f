"""What finance decided, as the register has it: estimates, partners' rates, closed months, digests of reports (L5, L8).

A fold of the register's records. What was known when a month was closed is what its report goes by for ever, so every
question names how far in the register one may look.
"""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from schemas.calendar import next_period, parse_instant, start_of_day
from schemas.record import RecordBody
from services.projector.money import Estimate, scaled

LATEST = 2**63 - 1
"""All of the register."""


@dataclass(slots=True, frozen=True)
class Rates:
    """What partners pay for a point issued, and get for one redeemed, in units of 10⁻⁸ (L7); by their sequence."""

    sequence: int
    valid_from: datetime
    partners: Mapping[str, tuple[int, int]]
    """(issue rate, redemption rate) by partner."""


@dataclass(slots=True, frozen=True)
class Close:
    """A closed month: the heads of all shards at that moment, the register's too, and its place in the register."""

    period: str
    cut: Mapping[int, int]
    sequence: int


@dataclass(slots=True)
class Terms:
    """The decisions of finance, by programme."""

    estimates: dict[str, list[Estimate]] = field(default_factory=dict)
    rates: dict[str, list[Rates]] = field(default_factory=dict)
    closes: dict[tuple[str, str], Close] = field(default_factory=dict)
    closed_through: dict[str, str] = field(default_factory=dict)
    """The last closed month; the first close takes the empty months before it along, which have no report."""
    frozen: dict[tuple[str, str], str] = field(default_factory=dict)
    """The digest of a month's report, hex."""
    funding: dict[tuple[str, int], dict[str, dict[str, int]]] = field(default_factory=dict)
    """What partners bear of a rule's cost, in units of 10⁻⁸, by (programme, version), rule, and partner (L6)."""

    def read(self, body: RecordBody) -> None:
        """Take in the next record of the register; what is no business of finance is passed over."""
        event, sequence = body["event"], body["sequence"]
        data = event["data"]
        match event["type"]:
            case "programme.published":
                if funded := _funded(data):
                    self.funding[body["programme"], data["version"]] = funded
            case "estimate.set":
                found = self.estimates.setdefault(body["programme"], [])
                insort(found, _estimate(data, sequence), key=lambda one: (one.valid_from, one.sequence))
            case "rates.set":
                known = self.rates.setdefault(body["programme"], [])
                insort(known, _rates(data, sequence), key=lambda one: (one.valid_from, one.sequence))
            case "period.closed":
                cut = {int(shard): int(head) for shard, head in data["cut"].items()}
                self.closes[body["programme"], data["period"]] = Close(data["period"], cut, sequence)
                closed = self.closed_through.get(body["programme"], "")
                self.closed_through[body["programme"]] = max(closed, data["period"])
            case "report.frozen":
                self.frozen[body["programme"], data["period"]] = data["sha256"]

    def estimate_at(self, programme: str, period: str, zone: ZoneInfo, known: int = LATEST) -> Estimate | None:
        """Return the estimate in force at the end of a period, as far as the register was known then (L3).

        Of a closed month that is: when it was closed. Otherwise `known` is the last sequence to look at.
        """
        if close := self.closes.get((programme, period)):
            known = min(known, close.sequence)
        end = start_of_day(date.fromisoformat(f"{next_period(period)}-01"), zone)
        found = None
        for estimate in self.estimates.get(programme, ()):
            if estimate.valid_from < end and estimate.sequence <= known:
                found = estimate
        return found

    def rates_at(self, programme: str, instant: datetime, known: int = LATEST) -> Rates | None:
        """Return the partners' rates in force at an instant (L7)."""
        found = None
        for rates in self.rates.get(programme, ()):
            if rates.valid_from <= instant and rates.sequence <= known:
                found = rates
        return found


def _funded(version: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for rule in (version.get("earning") or {}).get("rules", ()):
        for part in rule.get("funded_by", ()):
            shares = found.setdefault(rule["rule_id"], {})
            shares[part["partner_id"]] = shares.get(part["partner_id"], 0) + scaled(part["share"])
    return found


def _estimate(data: Mapping[str, Any], sequence: int) -> Estimate:
    steps = sorted((step["from_age_months"], scaled(step["rate"])) for step in data["redemption_rate"])
    return Estimate(
        sequence=sequence,
        valid_from=parse_instant(data["valid_from"]),
        redemption_rate=steps,
        value_per_point=scaled(data["value_per_point"]),
        cost_per_point=scaled(data["cost_per_point"]),
        operating_share=scaled(data["operating_share"]),
    )


def _rates(data: Mapping[str, Any], sequence: int) -> Rates:
    partners = {
        partner: (scaled(rates["issue_rate"]), scaled(rates["redemption_rate"]))
        for partner, rates in data["partners"].items()
    }
    return Rates(sequence, parse_instant(data["valid_from"]), partners)


@dataclass(slots=True, frozen=True)
class Known:
    """What folds may ask of the register: time zones, and the rates, as far as it was known to any of the records."""

    zones: Mapping[str, ZoneInfo]
    terms: Terms = field(default_factory=Terms)

    def rates_of(self, body: RecordBody, earned_at: str) -> int:
        """Return which version of the rates holds for a lot, by what the register had when a record was decided.

        0 when there was none.
        """
        rates = self.terms.rates_at(body["programme"], datetime.fromisoformat(earned_at), body["register"])
        return rates.sequence if rates else 0
