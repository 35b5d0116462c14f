"""The fold of tiers: how members stand and what counts, by the words of their records (S31, S32).

It shares no code with the decisions, and asks more of a record than to be repeated: what a purchase counts must be what
its lines say, what was found in a window the sum of what was counted, and what was reached must cost no more.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Who = tuple[str, str]
"""(programme, member id)."""
Stands = tuple[str | None, datetime, datetime | None]
"""(tier, since, until)."""
METRICS = {"spend": 0, "points_earned": 1, "visits": 2}


class WrongTier(Exception):  # noqa: N818 - it says what happened
    """A record says of tiers what cannot be."""


@dataclass(slots=True)
class TierFold:
    """Standings, those before them, and the measures of days: spend as a decimal, points, visits."""

    reached: dict[Who, Stands] = field(default_factory=dict)
    assigned: dict[Who, Stands] = field(default_factory=dict)
    was: dict[tuple[str, str, str, datetime], tuple[str | None, datetime | None]] = field(default_factory=dict)
    days: dict[Who, dict[date, list[Decimal]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, who: Who, body: dict[str, Any], versions: dict[tuple[str, int], dict[str, Any]]) -> None:
        """Add a record; raise WrongTier where what it says of tiers cannot be."""
        why = body.get("explanation") or {}
        said = why.get("tier", {})
        if "counted" in said:
            self._count(who, body, said["counted"])
        for day in said.get("inherited", ()):
            self._add(who, day)
        if "value" in said:
            self._check_value(who, said)
        version = versions.get((who[0], why.get("version", 0)))
        if "reached" in said and body["event"]["type"] == "purchase.completed" and version is not None:
            levels = {level["tier"]: Decimal(level["threshold"]) for level in version["tiers"]["levels"]}
            if levels[said["reached"]["tier"]] > Decimal(said["value"]):
                raise WrongTier(f"S32: it reaches {said['reached']['tier']} with {said['value']}")
        for kind, stands in (("reached", self.reached), ("assigned", self.assigned)):
            if kind in said:
                self._stand(who, kind, stands, said[kind])
        names = [stands[who][0] for stands in (self.reached, self.assigned) if who in stands]
        if body.get("tier") not in (None, *names):
            raise WrongTier(f"it says the tier is {body['tier']}, the records give {names}")

    def _count(self, who: Who, body: dict[str, Any], counted: dict[str, Any]) -> None:
        measures = [Decimal(counted["spend"]), Decimal(counted["points"]), Decimal(counted["visits"])]
        if body["event"]["type"] == "purchase.completed":
            lines = body["explanation"]["lines"]
            eligible = {line["line_id"] for line in lines if line["eligible"]}
            bought = body["event"]["data"]["lines"]
            spend = sum((Decimal(line["amount"]) for line in bought if line["line_id"] in eligible), Decimal(0))
            if measures != [spend, sum(line["points"] for line in lines), 1]:
                raise WrongTier(f"S31: it counts {counted}, its lines say {spend}")
        self._add(who, counted)

    def _add(self, who: Who, counted: dict[str, Any]) -> None:
        """Add what a record says of a day to that day, and to all time."""
        measures = [Decimal(counted["spend"]), Decimal(counted["points"]), Decimal(counted["visits"])]
        for day in (date.fromisoformat(counted["day"]), date.min):
            before = self.days[who].get(day, [Decimal(0)] * 3)
            self.days[who][day] = [a + b for a, b in zip(before, measures, strict=True)]

    def _check_value(self, who: Who, said: dict[str, Any]) -> None:
        first, last = (date.fromisoformat(said[end]) if end in said else date.min for end in ("from", "to"))
        at = METRICS[said["metric"]]
        found = sum((n[at] for day, n in self.days[who].items() if first <= day <= last), Decimal(0))
        if found != Decimal(said["value"]):
            raise WrongTier(f"S31: it finds {said['value']} of {said['metric']}, the records give {found}")

    def _stand(self, who: Who, kind: str, stands: dict[Who, Stands], said: dict[str, Any]) -> None:
        since, until = datetime.fromisoformat(said["since"]), said["valid_until"]
        if who in stands and stands[who][1] < since:
            tier, before, kept_until = stands[who]
            self.was[*who, kind, before] = (tier, kept_until)
        stands[who] = (said["tier"], since, until and datetime.fromisoformat(until))

    def standings(self) -> dict[Who, tuple[Any, ...]]:
        """Return how members stand, as it is kept."""
        nothing = (None, None, None)
        return {
            who: (*self.reached.get(who, nothing), *self.assigned.get(who, nothing))
            for who in {**self.reached, **self.assigned}
        }

    def counted(self) -> dict[tuple[str, str, date], tuple[int, int, int]]:
        """Return what counts, as it is kept: spend in units of 1/10,000."""
        return {
            (*who, day): (int(spend * 10_000), int(points), int(visits))
            for who, days in self.days.items()
            for day, (spend, points, visits) in days.items()
        }
