"""What finance decides, dated and kept: estimates, rates of partners, the close of a month, the digest of its report.

Estimates and rates hold from `valid_from` until the next of their programme begins; they are replaced, never edited
(L5). Money, rates, and shares are decimal text with at most 8 places, and never a float.
"""

import re
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, field_validator
from pydantic.json_schema import WithJsonSchema

from schemas.programme import Name, Part, ProgrammeName
from schemas.values import Instant

_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,8})?", re.ASCII)
_PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)


def _decimal(text: str) -> str:
    """Return decimal text; raise ValueError for anything else."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(
            'write a decimal as text, with at most 6 digits before and 8 after the point, such as "0.0125"'
        )
    return text


def _at_most_one(text: str) -> str:
    """Return a rate; raise ValueError when it is more than all."""
    if Decimal(text) > 1:
        raise ValueError('a rate is between 0 and 1: write 95 per cent as "0.95"')
    return text


def _above_zero(text: str) -> str:
    """Return an amount; raise ValueError for none."""
    if Decimal(text) == 0:
        raise ValueError("must be above 0")
    return text


def check_period(period: str) -> str:
    """Return an accounting period; raise ValueError when it is none."""
    if not _PERIOD.fullmatch(period):
        raise ValueError("a period is a year and a month, such as 2026-03")
    return period


_AS_TEXT = WithJsonSchema({"type": "string", "pattern": f"^{_DECIMAL.pattern}$"})
Amount = Annotated[str, AfterValidator(_decimal), _AS_TEXT]
"""Money a point, in the programme's currency."""
Rate = Annotated[str, AfterValidator(_decimal), AfterValidator(_at_most_one), _AS_TEXT]
Period = Annotated[
    str, AfterValidator(check_period), WithJsonSchema({"type": "string", "pattern": f"^{_PERIOD.pattern}$"})
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Dated(Part):
    """What holds in a programme from an instant on, until the next of its kind begins."""

    programme: ProgrammeName = "default"
    valid_from: Instant

    @field_validator("valid_from")
    @classmethod
    def _whole_seconds(cls, instant: datetime) -> datetime:
        if instant.microsecond:
            raise ValueError("give `valid_from` in whole seconds")
        return instant


class RedemptionRate(Part):
    """How much of a cohort's points is expected to be redeemed in the end, from an age in months on."""

    from_age_months: Annotated[int, Field(ge=0, le=1_200)]
    rate: Rate


class Estimate(Dated):
    """What finance expects of points: what one is worth alone, what one costs, how many are redeemed (L2, L3, L6)."""

    value_per_point: Annotated[Amount, AfterValidator(_above_zero)]
    cost_per_point: Amount
    redemption_rate: Annotated[list[RedemptionRate], Field(min_length=1, max_length=1_200)]
    operating_share: Rate = "0.20"

    @field_validator("redemption_rate")
    @classmethod
    def _by_age(cls, rates: list[RedemptionRate]) -> list[RedemptionRate]:
        if rates[0].from_age_months != 0:
            raise ValueError("the first `from_age_months` is 0, the rate on the day of sale")
        if any(earlier.from_age_months >= later.from_age_months for earlier, later in pairwise(rates)):
            raise ValueError("`from_age_months` must rise from each rate to the next")
        return rates


class PartnerRates(Part):
    """Money a point: what a partner owes for each issued under its name, and is owed for each redeemed with it (L7)."""

    issue_rate: Amount
    redemption_rate: Amount


class Rates(Dated):
    """The rates of all partners of a programme; one that is not named has none from then on (L7)."""

    partners: Annotated[dict[Name, PartnerRates], Field(max_length=10_000)]


class Close(Part):
    """The wish to close a month for ever (L8)."""

    programme: ProgrammeName = "default"
    period: Period


class PeriodClosed(Close):
    """`period.closed`: the month, and by shard the last record before the close (-1: of the register)."""

    cut: dict[str, int]


class Report(Part):
    """`report.frozen`: the SHA-256 of a closed month's report, as its canonical JSON has it (L8)."""

    programme: ProgrammeName = "default"
    period: Period
    sha256: Sha256
