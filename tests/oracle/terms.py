"""A programme as the oracle reads it: dated versions with their defaults, and the suspensions of expiry they make."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.days import end_of_day_after, instant

Terms = dict[str, Any]
"""One programme version, defaults filled in."""

DEFAULTS: Terms = {
    "time_zone": "UTC",
    "currency": "EUR",
    "max_lateness_days": 30,
    "park_days": 7,
    "lateness_window_hours": 72,
    "auto_enrol": True,
    "earning": {
        "rate": {"points": 1, "per": "1"},
        "excluded_categories": [],
        "excluded_skus": [],
        "stacking": "best",
        "rules": [],
        "caps": {"order": None, "day": None, "month": None},
        "pending_days": 0,
    },
    "expiry": {"kind": "none"},
    "min_validity_days": 30,
    "expiry_suspended": [],
    "redemption": {
        "min_points": 1,
        "block": 1,
        "points_per_day": None,
        "ttl_seconds_max": 604_800,
        "cancel_grace_days": 30,
        "rewards": [],
    },
    "return_policy": "arrears",
    "transfer": {"min_points": 1, "points_per_day": None},
    "tiers": None,
}
TIERS: Terms = {"soft_landing": True, "grace_days": 0}
"""What a version says that does not say it."""


def filled(given: Terms, defaults: Terms = DEFAULTS) -> Terms:
    """Return settings with what they leave out; null is a setting of its own."""
    whole = {**defaults, **given}
    for name, default in defaults.items():
        if isinstance(default, dict) and name != "expiry":
            whole[name] = filled(whole[name], default)
    if whole.get("tiers") is not None:
        whole["tiers"] = {**TIERS, **whole["tiers"]}
    return whole


def names(terms: Terms, segment: str | None) -> bool:
    """Tell whether a version suspends the expiry of a member's segment (S30)."""
    return "*" in terms["expiry_suspended"] or segment in terms["expiry_suspended"]


class Programme:
    """All versions of one programme that are known, in the order in which they come into force."""

    def __init__(self) -> None:
        self.versions: list[Terms] = []

    def publish(self, version: Terms) -> None:
        """Take a version in; a higher number wins where two begin at once."""
        self.versions.append(filled(version))
        self.versions.sort(key=lambda terms: (instant(terms["valid_from"]), terms["version"]))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone, which never changes."""
        return ZoneInfo(self.versions[0]["time_zone"])

    def in_force(self, at: datetime) -> Terms | None:
        """Return the version in force at an instant, None before the first."""
        begun = [terms for terms in self.versions if instant(terms["valid_from"]) <= at]
        return begun[-1] if begun else None

    def admitting(self, recorded_at: datetime) -> Terms:
        """Return the version whose lateness and parking count now (S2); the first, where none has begun."""
        return self.in_force(recorded_at) or self.versions[0]

    def suspensions(self, segment: str | None) -> list[tuple[datetime, datetime | None, int]]:
        """Return when expiry is suspended for a segment: start, end (None: not ended), days to go on after it."""
        found: list[tuple[datetime, datetime | None, int]] = []
        start: datetime | None = None
        for terms in self.versions:
            begins = instant(terms["valid_from"])
            if start is None and names(terms, segment):
                start = begins
            elif start is not None and not names(terms, segment):
                found.append((start, begins, terms["min_validity_days"]))
                start = None
        return found if start is None else [*found, (start, None, 0)]

    def expiry_of(self, frozen: datetime | None, segment: str | None) -> datetime | None:
        """Return what a lot's frozen expiry means for a segment (S30): never, while a suspension has no end."""
        for start, end, days in self.suspensions(segment):
            if frozen is not None and start <= frozen and (end is None or frozen < end):
                frozen = None if end is None else end_of_day_after(end, days, self.zone)
        return frozen
