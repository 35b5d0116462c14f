"""The programme version: every setting of a loyalty scheme, dated, proposed and approved by two people, kept."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Name = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[^\p{Cc}]+$")]
ProgrammeName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Factor = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?$")]
"""A decimal of at most 4 places as text: a multiplier, or an amount of money that earns the rate."""
PositivePoints = Annotated[int, Field(ge=1, le=1_000_000_000)]
Days = Annotated[int, Field(ge=0, le=36_500)]
Names = Annotated[list[Name], Field(max_length=10_000)]


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all IANA time zones; kept, since to find them every file of theirs is opened."""
    return frozenset(available_timezones())


def check_positive(factor: str) -> str:
    """Return the decimal text; raise ValueError when it is zero."""
    if Decimal(factor) == 0:
        raise ValueError("must be above 0")
    return factor


class Part(BaseModel):
    """A part of the programme: no field beside the named ones, no silent conversion, never changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Rate(Part):
    """So many points for each so much money, exact: `points` per `per` of the programme's currency (S11)."""

    points: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    per: Factor = "1"

    _per_is_positive = field_validator("per")(check_positive)


class Share(Part):
    """The part of a rule's cost that a partner bears, 0 < share ≤ 1 (L6)."""

    partner_id: Name
    share: Annotated[str, StringConstraints(pattern=r"^(1|0\.[0-9]{1,4}|1\.0{1,4})$")]

    _share_is_positive = field_validator("share")(check_positive)


class When(Part):
    """The conditions of a rule; all that are given must hold. Dates are local days, both inclusive."""

    from_: Annotated[date, Field(strict=False)] | None = Field(None, alias="from")
    to: Annotated[date, Field(strict=False)] | None = None
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] | None = None
    days_of_month: list[Annotated[int, Field(ge=1, le=31)]] | None = None
    birth_month: bool | None = None
    birthday: bool | None = None
    first_purchase: bool | None = None
    min_amount: Factor | None = None
    categories: Names | None = None
    skus: Names | None = None
    channels: Names | None = None
    stores: Names | None = None
    partners: Names | None = None
    tiers: Names | None = None
    segments: Names | None = None
    activities: Names | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError("`from` is later than `to`: no day would match")
        return self


class Rule(Part):
    """One earning rule: what triggers it, what it gives, when it holds, and who pays for it."""

    rule_id: Name
    on: Literal["purchase", "enrolment", "birthday", "referral", "activity"] = "purchase"
    multiplier: Factor | None = None
    bonus: PositivePoints | None = None
    max_per_member: Annotated[int, Field(ge=1)] | None = None
    funded_by: list[Share] = []
    when: When | None = None

    @model_validator(mode="after")
    def _gives_something(self) -> Self:
        if self.multiplier is None and self.bonus is None:
            raise ValueError("a rule gives a `multiplier`, a `bonus`, or both")
        if self.multiplier is not None and self.on != "purchase":
            raise ValueError(f"a rule on {self.on} has no amount to multiply: give it a `bonus`")
        if sum((Decimal(share.share) for share in self.funded_by), Decimal(0)) > 1:
            raise ValueError("the shares of `funded_by` are more than 1 together")
        return self


class Caps(Part):
    """The most points of one order, of a member's local day, of a member's local month; null = no cap (S12)."""

    order: PositivePoints | None = None
    day: PositivePoints | None = None
    month: PositivePoints | None = None


class Earning(Part):
    """How purchases and other causes earn points (S10–S15b)."""

    rate: Rate = Rate()
    excluded_categories: Names = []
    excluded_skus: Names = []
    stacking: Literal["best", "multiply", "add"] = "best"
    rules: Annotated[list[Rule], Field(max_length=1_000)] = []
    caps: Caps = Caps()
    pending_days: Days = 0

    @model_validator(mode="after")
    def _rule_ids_differ(self) -> Self:
        ids = [rule.rule_id for rule in self.rules]
        if len(ids) != len(set(ids)):
            raise ValueError("two rules have the same `rule_id`")
        return self


class NoExpiry(Part):
    """Points never expire."""

    kind: Literal["none"]


class RollingExpiry(Part):
    """Points expire so long after their activation, rounded up to the end of a month, quarter, or year (S14)."""

    kind: Literal["rolling"]
    months: Annotated[int, Field(ge=1, le=1_200)] | None = None
    days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    round: Literal["none", "month_end", "quarter_end", "year_end"] = "none"

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.months is None) == (self.days is None):
            raise ValueError("give either `months` or `days`")
        return self


class FixedExpiry(Part):
    """Points expire on the first such day of a year that is at least `min_months` after their activation (S14)."""

    kind: Literal["fixed"]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    min_months: Annotated[int, Field(ge=0, le=1_200)] = 0

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.day > (29 if self.month == 2 else 30 if self.month in (4, 6, 9, 11) else 31):
            raise ValueError(f"month {self.month} has no day {self.day}")
        return self


class Reward(Part):
    """The price of rewards of a kind: so many points for each unit of value (S17)."""

    kind: Literal["goods", "cash", "discount", "partner"]
    points_per_unit: PositivePoints


class Redemption(Part):
    """How points are redeemed (S16–S20)."""

    min_points: PositivePoints = 1
    block: PositivePoints = 1
    points_per_day: PositivePoints | None = None
    ttl_seconds_max: Annotated[int, Field(ge=1, le=31_536_000)] = 604_800
    cancel_grace_days: Days = 30
    rewards: list[Reward] = []


class Transfer(Part):
    """How points move between members (S27)."""

    min_points: PositivePoints = 1
    points_per_day: PositivePoints | None = None


class Window(Part):
    """Over which time a tier is earned (S31)."""

    kind: Literal["calendar_year", "rolling", "anniversary", "lifetime"]
    months: Annotated[int, Field(ge=1, le=1_200)] | None = None

    @model_validator(mode="after")
    def _rolling_has_months(self) -> Self:
        if (self.kind == "rolling") != (self.months is not None):
            raise ValueError("`months` belongs to a rolling window, and only there")
        return self


class Benefit(Part):
    """What a tier gives beside points."""

    kind: Name
    value: Name
    partner_id: Name | None = None


class Level(Part):
    """One tier: from which metric on, what multiplier, which benefits."""

    tier: Name
    threshold: Factor
    multiplier: Factor | None = None
    benefits: list[Benefit] = []


class Tiers(Part):
    """The tiers of the programme, lowest first (S31, S32)."""

    metric: Literal["spend", "points_earned", "visits"]
    window: Window
    levels: Annotated[list[Level], Field(min_length=1, max_length=50)]
    soft_landing: bool = True
    grace_days: Days = 0

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        thresholds = [Decimal(level.threshold) for level in self.levels]
        if any(a >= b for a, b in pairwise(thresholds)):
            raise ValueError("the thresholds of `levels` must rise")
        if len({level.tier for level in self.levels}) != len(self.levels):
            raise ValueError("two levels have the same `tier`")
        return self


class Notices(Part):
    """How many days before an event members are told."""

    expiring_days: list[Days] = [30, 7]
    tier_at_risk_days: list[Days] = [30]


class Health(Part):
    """After how many days without a purchase a member counts as at risk, and as dormant."""

    active_days: Days = 90
    dormant_days: Days = 180


class ProgrammeVersion(Part):
    """One dated version of a programme, whole. In force from `valid_from` until the next version's (S10)."""

    programme: ProgrammeName
    version: Annotated[int, Field(ge=1)]
    valid_from: Annotated[AwareDatetime, Field(strict=False)]
    time_zone: str = "UTC"
    currency: Currency = "EUR"
    max_lateness_days: Days | None = 30
    park_days: Days = 7
    lateness_window_hours: Annotated[int, Field(ge=0, le=8_760)] = 72
    auto_enrol: bool = True
    earning: Earning = Earning()
    expiry: Annotated[NoExpiry | RollingExpiry | FixedExpiry, Field(discriminator="kind")]
    min_validity_days: Days = 30
    expiry_suspended: Names = []
    redemption: Redemption = Redemption()
    return_policy: Literal["arrears", "write_off"] = "arrears"
    transfer: Transfer = Transfer()
    tiers: Tiers | None = None
    notices: Notices = Notices()
    health: Health = Health()

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        if name not in time_zones():
            raise ValueError(f"{name!r} is not an IANA time zone, such as Europe/Berlin")
        return name

    @field_validator("valid_from")
    @classmethod
    def _whole_seconds(cls, instant: datetime) -> datetime:
        if instant.microsecond:
            raise ValueError("give `valid_from` in whole seconds")
        return instant
