"""The books of finance, kept the slow and obvious way: exact fractions, one cohort after the other, month by month.

It takes records as plain data and imports nothing of ours. R is counted here as what left a cohort for good (redeemed,
used for a debt, clawed) less what its purchases had to give back, which is L3a said the other way round.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

OUTSTANDING = ("pending", "active", "held")
LINES = ("opening", "deferred", "recognised", "reestimate", "reversed", "reversed_earlier", "closing")
Cohort = tuple[str | None, str, str]
"""(partner, origin, month)"""


def month_of(instant: str, zone: ZoneInfo) -> str:
    """Return the local month of an instant."""
    return datetime.fromisoformat(instant).astimezone(zone).strftime("%Y-%m")


def month_before(month: str) -> str:
    """Return the month before."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def months_between(earlier: str, later: str) -> int:
    """Return how many months one is after another."""
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:]) - int(earlier[5:])


def _number(lot_id: str) -> int:
    return int(lot_id.rpartition("/")[2])


def rounded(amount: Fraction, places: int) -> Fraction:
    """Return an amount with so many places, half up, away from zero."""
    size = Fraction(floor(abs(amount) * 10**places + Fraction(1, 2)), 10**places)
    return size if amount >= 0 else -size


class Ledgers:
    """Every fact of the records with its month and its cohort: (month, cohort, what, amount)."""

    def __init__(self, records: Iterable[Mapping[str, Any]], zone: str, places: int = 2) -> None:
        self.zone = ZoneInfo(zone)
        self.places = places
        self.facts: list[tuple[str, Cohort, str, Fraction]] = []
        self.estimates: list[tuple[datetime, int, Mapping[str, Any]]] = []
        self.closed: dict[str, int] = {}
        self.shares: list[tuple[str, str, Fraction]] = []
        """(rule of a version, as facts name it, partner, share)"""
        for record in records:
            if record["shard"] == -1:
                self._decided(record)
            else:
                self._happened(record)

    def _decided(self, record: Mapping[str, Any]) -> None:
        data = record["event"]["data"]
        if record["event"]["type"] == "programme.published":
            for rule in data.get("earning", {}).get("rules", []):
                for part in rule.get("funded_by", []):
                    name = f"by {data['version']} {rule['rule_id']}"
                    self.shares.append((name, part["partner_id"], Fraction(part["share"])))
        if record["event"]["type"] == "estimate.set":
            self.estimates.append((datetime.fromisoformat(data["valid_from"]), record["sequence"], data))
        if record["event"]["type"] == "period.closed":
            self.closed[data["period"]] = record["sequence"]

    def _cohort(self, lot: Mapping[str, Any]) -> Cohort:
        return (lot.get("partner_id"), lot["origin"], month_of(lot["earned_at"], self.zone))

    def _happened(self, record: Mapping[str, Any]) -> None:
        def note(month: str, cohort: Cohort, what: str, amount: int | str) -> None:
            self.facts.append((month, cohort, what, Fraction(amount)))

        for posting in record["postings"]:
            month, cohort, amount = posting["period"], self._cohort(posting["lot"]), posting["amount"]
            if posting["source"] in OUTSTANDING:
                note(month, cohort, "outstanding", -amount)
                note(month, cohort, f"to {posting['target']}", amount)
            if posting["target"] in OUTSTANDING:
                note(month, cohort, "outstanding", amount)
                note(month, cohort, f"from {posting['source'].split(':')[0]}", amount)
        kind = record["event"]["type"]
        if kind == "activity.completed":
            made = {posting["lot"]["lot_id"]: posting for posting in record["postings"] if ":" in posting["source"]}
            for lot_id, rule in zip(sorted(made, key=_number), record["explanation"]["rules"], strict=True):
                name = f"by {record['explanation']['version']} {rule['rule_id']}"
                note(made[lot_id]["period"], self._cohort(made[lot_id]["lot"]), name, rule["bonus"])
        if kind == "purchase.completed" and "deferred" in record:
            lot = next(posting["lot"] for posting in record["postings"] if posting["source"] == "issued:purchase")
            note(record["period"], self._cohort(lot), "deferred", record["deferred"])
        if kind == "purchase.returned" and "lot" in record["explanation"]["order"]:
            why, month = record["explanation"], record["period"]
            cohort = self._cohort({"origin": "purchase", **why["order"]["lot"]})
            note(month, cohort, "clawed", why["clawed"])
            note(month, cohort, "given back", why["clawed"] - why["covered"])
            if "deferred" in record:
                earlier = months_between(cohort[2], month) > 0
                back = record["deferred"].removeprefix("-")
                note(month, cohort, "reversed_earlier" if earlier else "reversed", back)

    def sum(self, cohort: Cohort, *what: str, until: str, since: str = "") -> Fraction:
        """Return what facts of some kinds come to, of a cohort in some months, both ends included."""
        return sum(
            (amount for month, whose, kind, amount in self.facts
             if whose == cohort and kind in what and since <= month <= until),
            Fraction(0),
        )  # fmt: skip

    def owed(self, partner: str, month: str) -> Fraction:
        """Return what a partner bears at a month's end of what points of no sale will cost (L6), as it is shown.

        Of what a cohort has left, a rule's part is as large as it is of all that was issued in the cohort.
        """
        total = Fraction(0)
        for cohort in {cohort for _, cohort, _, _ in self.facts if cohort[1] != "purchase"}:
            issued = self.sum(cohort, "from issued", until=month)
            estimate = self.estimate(month)
            if issued and estimate:
                left = self.sum(cohort, "outstanding", until=month)
                cost = left * self.rate(cohort, month, month) * Fraction(estimate["cost_per_point"])
                borne = sum(self.sum(cohort, rule, until=month) * share
                            for rule, who, share in self.shares if who == partner)  # fmt: skip
                total += rounded(cost * borne / issued, self.places)
        return total

    def estimate(self, month: str) -> Mapping[str, Any] | None:
        """Return the estimate in force at the end of a month."""
        year, number = int(month[:4]), int(month[5:]) + 1
        end = datetime(year + (number > 12), (number - 1) % 12 + 1, 1, tzinfo=self.zone).astimezone(UTC)
        known = self.closed.get(month, 10**9)
        valid = [one for one in self.estimates if one[0] < end and one[1] <= known]
        return max(valid, key=lambda one: one[:2])[2] if valid else None

    def rate(self, cohort: Cohort, month: str, age_in: str) -> Fraction:
        """Return the rate in force at the end of a month, for the age that the cohort has in `age_in`."""
        estimate = self.estimate(month)
        if estimate is None:
            return Fraction(0)
        steps = estimate["redemption_rate"]
        age = max(0, months_between(cohort[2], age_in))
        return Fraction(max((step for step in steps if step["from_age_months"] <= age),
                            key=lambda step: step["from_age_months"])["rate"])  # fmt: skip

    def left(self, cohort: Cohort, through: str, rate: Fraction) -> Fraction:
        """Return what is deferred of a cohort with the facts of a month and before, at a rate (L3)."""
        if self.sum(cohort, "outstanding", until=through) == 0:
            return Fraction(0)
        deferred = self.sum(cohort, "deferred", until=through) - self.sum(
            cohort, "reversed", "reversed_earlier", until=through
        )
        redeemed = (
            self.sum(cohort, "to redeemed", "to arrears", "to clawed_back", until=through)
            - self.sum(cohort, "from redeemed", until=through)
            - self.sum(cohort, "given back", until=through)
        )
        sold = self.sum(cohort, "from issued", until=through) - self.sum(cohort, "clawed", until=through)
        expected = max(redeemed, rate * sold)
        return deferred * (1 - redeemed / expected) if expected > 0 else deferred

    def cohorts(self) -> list[Cohort]:
        """Return every cohort of purchases."""
        return sorted({cohort for _, cohort, _, _ in self.facts if cohort[1] == "purchase"}, key=repr)

    def money(self, cohort: Cohort, month: str) -> dict[str, Fraction]:
        """Return a cohort's month as it is shown."""
        before = month_before(month)
        opening = self.left(cohort, before, self.rate(cohort, before, before))
        anew = self.left(cohort, before, self.rate(cohort, month, month))
        figures = defaultdict(
            Fraction,
            opening=rounded(opening, self.places),
            reestimate=rounded(anew - opening, self.places),
            closing=rounded(self.left(cohort, month, self.rate(cohort, month, month)), self.places),
        )
        for line in ("deferred", "reversed", "reversed_earlier"):
            figures[line] = rounded(self.sum(cohort, line, since=month, until=month), self.places)
        figures["recognised"] = (
            figures["opening"] + figures["deferred"] + figures["reestimate"] - figures["reversed"]
            - figures["reversed_earlier"] - figures["closing"]
        )  # fmt: skip
        return dict(figures)

    def months(self) -> list[str]:
        """Return every month from the first to the last in which anything happened."""
        return sorted({month for month, _, _, _ in self.facts})
