"""The register as decisions see it: which programme version is in force at an instant. Pure fold of its records."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from schemas.calendar import Suspensions, zone
from schemas.programme import ProgrammeVersion
from services.ledger.earning import scaled
from services.ledger.nouns import Terms


def terms_of(version: ProgrammeVersion) -> Terms:
    """Return a version made ready for decisions."""
    return Terms(
        version=version,
        zone=zone(version.time_zone),
        excluded_categories=frozenset(version.earning.excluded_categories),
        excluded_skus=frozenset(version.earning.excluded_skus),
        per_scaled=scaled(version.earning.rate.per),
    )


class Programmes:
    """All published versions up to a position of the register."""

    def __init__(self) -> None:
        self.sequence = 0
        self._terms: dict[str, list[Terms]] = {}
        self._starts: dict[str, list[datetime]] = {}

    def fold(self, records: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Take further (sequence, body) of the register into account, in order; what is known already is skipped."""
        for sequence, body in records:
            if sequence <= self.sequence:
                continue  # Two batches may have asked at the same time.
            if body["event"]["type"] == "programme.published":
                self._publish(terms_of(ProgrammeVersion.model_validate(body["event"]["data"])))
            self.sequence = sequence

    def _publish(self, terms: Terms) -> None:
        versions = self._terms.setdefault(terms.version.programme, [])
        versions.append(terms)
        versions.sort(key=lambda terms: (terms.version.valid_from, terms.version.version))
        if any(terms.version.expiry_suspended for terms in versions):
            suspensions = Suspensions([terms.version for terms in versions])
            versions[:] = [replace(terms, suspensions=suspensions) for terms in versions]
        self._starts[terms.version.programme] = [terms.version.valid_from for terms in versions]

    def versions(self, programme: str) -> list[ProgrammeVersion]:
        """Return a programme's versions, earliest in force first; none for an unknown programme."""
        return [terms.version for terms in self._terms.get(programme, [])]

    def at(self, programme: str, instant: datetime) -> Terms | None:
        """Return the terms in force at an instant, or None before the first version, or without any (S2, S10)."""
        versions = self._terms.get(programme)
        if versions is None:
            return None
        if instant >= versions[-1].version.valid_from:  # The one in force, as for most events.
            return versions[-1]
        position = bisect_right(self._starts[programme], instant)
        return versions[position - 1] if position else None
