"""The register as decisions see it: which programme version is in force at an instant, which estimates and rates of
partners there are. Pure fold of its records.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from schemas.calendar import Suspensions, zone
from schemas.finance import Estimate, Rates
from schemas.programme import Caps, ProgrammeVersion, Rule, Tiers, When
from schemas.values import scaled
from services.ledger.deferral import Valuations
from services.ledger.nouns import EarningRule, Terms, TierTerms

OF_LINES_AND_DATES = frozenset({"categories", "skus", "from_", "to", "weekdays", "days_of_month"})
"""The conditions of rules that have the same answer for a line in every order, and for all that happens on a day."""


def terms_of(version: ProgrammeVersion) -> Terms:
    """Return a version made ready for decisions."""
    rules: dict[str, tuple[EarningRule, ...]] = {}
    for rule in version.earning.rules:
        rules[rule.on] = (*rules.get(rule.on, ()), _rule_of(rule))
    tiers = None if version.tiers is None else _tier_terms_of(version.tiers)
    return Terms(
        version=version,
        zone=zone(version.time_zone),
        excluded_categories=frozenset(version.earning.excluded_categories),
        excluded_skus=frozenset(version.earning.excluded_skus),
        per_scaled=scaled(version.earning.rate.per),
        rules=rules,
        is_plain="purchase" not in rules
        and version.earning.caps == Caps()
        and (tiers is None or all(multiplier is None for multiplier in tiers.multipliers)),
        tiers=tiers,
    )


def _tier_terms_of(tiers: Tiers) -> TierTerms:
    """Return tiers made ready for decisions."""
    return TierTerms(
        tiers=tiers,
        places={level.tier: place for place, level in enumerate(tiers.levels)},
        multipliers=tuple(None if level.multiplier is None else scaled(level.multiplier) for level in tiers.levels),
    )


def _rule_of(rule: Rule) -> EarningRule:
    """Return a rule made ready for decisions."""
    when = rule.when or When()
    return EarningRule(
        rule_id=rule.rule_id,
        tally=(f"rule:{rule.rule_id}", date.min),
        multiplier=None if rule.multiplier is None else scaled(rule.multiplier),
        bonus=rule.bonus or 0,
        max_per_member=rule.max_per_member,
        when=rule.when,
        min_amount=None if when.min_amount is None else scaled(when.min_amount),
        categories=_names(when.categories),
        skus=_names(when.skus),
        channels=_names(when.channels),
        stores=_names(when.stores),
        partners=_names(when.partners),
        tiers=_names(when.tiers),
        segments=_names(when.segments),
        activities=_names(when.activities),
        asks_of_lines=when.categories is not None or when.skus is not None,
        asks_of_occasion=any(value is not None for name, value in when if name not in OF_LINES_AND_DATES),
        gives={
            "rule_id": rule.rule_id,
            **({} if rule.multiplier is None else {"multiplier": rule.multiplier}),
            **({} if rule.bonus is None else {"bonus": rule.bonus}),
        },
    )


def _names(names: list[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


class Programmes:
    """All published versions up to a position of the register."""

    def __init__(self) -> None:
        self.sequence = 0
        self._terms: dict[str, list[Terms]] = {}
        self._starts: dict[str, list[datetime]] = {}
        self._asking_birthdays: set[str] = set()
        self._with_tiers: set[str] = set()
        self._estimates: dict[str, dict[int, Estimate]] = {}
        self._rates: dict[str, dict[int, Rates]] = {}

    def fold(self, records: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Take further (sequence, body) of the register into account, in order; what is known already is skipped."""
        for sequence, body in records:
            if sequence <= self.sequence:
                continue  # Two batches may have asked at the same time.
            data = body["event"]["data"]
            match body["event"]["type"]:
                case "programme.published":
                    self._publish(terms_of(ProgrammeVersion.model_validate(data)))
                case "estimate.set":
                    self._estimate(sequence, Estimate.model_validate(data))
                case "rates.set":
                    rates = Rates.model_validate(data)
                    self._rates.setdefault(rates.programme, {})[sequence] = rates
            self.sequence = sequence

    def _publish(self, terms: Terms) -> None:
        conditions = [rule.when for rule in terms.version.earning.rules if rule.when]
        if any(when.birthday is not None or when.birth_month is not None for when in conditions):
            self._asking_birthdays.add(terms.version.programme)
        if terms.tiers is not None:
            self._with_tiers.add(terms.version.programme)
        versions = self._terms.setdefault(terms.version.programme, [])
        versions.append(replace(terms, valuations=self._valuations(terms.version.programme)))
        versions.sort(key=lambda terms: (terms.version.valid_from, terms.version.version))
        if any(terms.version.expiry_suspended for terms in versions):
            suspensions = Suspensions([terms.version for terms in versions])
            versions[:] = [replace(terms, suspensions=suspensions) for terms in versions]
        # In UTC itself: comparing with an instant of another zone's class costs more than all the rest of a look-up.
        self._starts[terms.version.programme] = [terms.version.valid_from.astimezone(UTC) for terms in versions]

    def _estimate(self, number: int, estimate: Estimate) -> None:
        self._estimates.setdefault(estimate.programme, {})[number] = estimate
        valuations = self._valuations(estimate.programme)
        versions = self._terms.get(estimate.programme, [])
        versions[:] = [replace(terms, valuations=valuations) for terms in versions]

    def _valuations(self, programme: str) -> Valuations | None:
        estimates = self._estimates.get(programme)
        return Valuations(estimates.items()) if estimates else None

    def names(self) -> list[str]:
        """Return the names of all programmes, in their order."""
        return sorted(self._terms)

    def versions(self, programme: str) -> list[ProgrammeVersion]:
        """Return a programme's versions, earliest in force first; none for an unknown programme."""
        return [terms.version for terms in self._terms.get(programme, [])]

    def estimates(self, programme: str) -> list[tuple[int, Estimate]]:
        """Return a programme's estimates with their numbers, earliest in force first (L5)."""
        return sorted(self._estimates.get(programme, {}).items(), key=lambda numbered: numbered[1].valid_from)

    def rates(self, programme: str) -> list[tuple[int, Rates]]:
        """Return a programme's rates of partners with their numbers, earliest in force first (L5, L7)."""
        return sorted(self._rates.get(programme, {}).items(), key=lambda numbered: numbered[1].valid_from)

    def asks_birthdays(self, programme: str) -> bool:
        """Tell whether a rule of any version asks when members were born."""
        return programme in self._asking_birthdays

    def has_tiers(self, programme: str) -> bool:
        """Tell whether any version has tiers."""
        return programme in self._with_tiers

    def at(self, programme: str, instant: datetime) -> Terms | None:
        """Return the terms in force at an instant, or None before the first version, or without any (S2, S10)."""
        versions = self._terms.get(programme)
        if versions is None:
            return None
        starts = self._starts[programme]
        if instant >= starts[-1]:  # The one in force, as for most events.
            return versions[-1]
        position = bisect_right(starts, instant)
        return versions[position - 1] if position else None
