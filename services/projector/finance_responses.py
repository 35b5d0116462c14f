"""What the projector answers to finance. No field has a default; money is decimal text."""

from typing import Annotated, Any, Literal

from pydantic import Field

from services.projector.responses import Answer

MoneyText = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
"""An amount in the programme's currency, with the places of its smallest unit, rounded half up; what sources sent and
said is exact.
"""


class LiabilityPoints(Answer):
    """A period's roll-forward in points: closing = opening + issued + recredited + adjusted − redeemed − expired
    − clawed_back − repaid − forfeited + transferred.
    """

    opening: int
    issued: int
    recredited: int
    adjusted: int
    redeemed: int
    expired: int
    clawed_back: int
    repaid: int
    forfeited: int
    transferred: int
    closing: int


class LiabilityMoney(Answer):
    """A period's roll-forward of deferred revenue: closing = opening + deferred − recognised + reestimate − reversed
    − reversed_earlier, the latter returns of earlier months' sales.
    """

    opening: MoneyText
    deferred: MoneyText
    recognised: MoneyText
    reestimate: MoneyText
    reversed: MoneyText
    reversed_earlier: MoneyText
    closing: MoneyText


class Accrual(Answer):
    """What points of other origins than purchases are expected to cost."""

    opening: MoneyText
    change: MoneyText
    closing: MoneyText


class PartnerAccrual(Accrual):
    """What a partner bears of the accrual, by its shares of the rules that gave the points."""

    partner: str


class LiabilityTotal(Answer):
    """All groups together. `money` is of purchases' points, `accrual` of all others; null where there is none."""

    points: LiabilityPoints
    money: LiabilityMoney | None
    accrual: Accrual | None


class LiabilityRow(LiabilityTotal):
    """One group; what was not grouped by is null, as is the partner of lots without one."""

    partner: str | None
    origin: str | None
    cohort: str | None


class ArrearsAnswer(Answer):
    """What members owe, in points: closing = opening + shortfalls − repaid − written_off."""

    opening: int
    shortfalls: int
    repaid: int
    written_off: int
    closing: int


class Budget(Answer):
    """What a month's points will have cost, against what was sold; the per cent are null without sales."""

    sales: MoneyText
    points: int
    gift_cost: MoneyText
    operating_cost: MoneyText
    cost: MoneyText
    percent_of_sales: MoneyText | None


class LiabilityAnswer(Answer):
    """The liability of a programme for a period (local month), as of a position of every shard.

    `estimate` is the place in the register of the estimate in force at the end of the period. `receivable` is what
    partners owe who fund rules, of all groups together. A closed month is answered as it was stored, byte for byte
    when it is not grouped otherwise.
    """

    programme: str
    period: str
    currency: str
    status: Literal["open", "closed"]
    as_of: dict[int, int]
    estimate: int | None
    rows: list[LiabilityRow]
    total: LiabilityTotal
    arrears: ArrearsAnswer
    budget: Budget
    receivable: list[PartnerAccrual]


class BudgetAnswer(Budget):
    """The budget of a period."""

    programme: str
    period: str
    status: Literal["open", "closed"]
    as_of: dict[int, int]


class JournalEntry(Answer):
    """One side of an entry: an account, and an amount in its debit or its credit; `line` is the roll-forward's."""

    entry: int
    date: str
    line: str
    account: str
    debit: MoneyText
    credit: MoneyText


class JournalAnswer(Answer):
    """A period's entries; debits and credits of each balance, and the contract liability moves as the report says."""

    programme: str
    period: str
    currency: str
    status: Literal["open", "closed"]
    as_of: dict[int, int]
    entries: list[JournalEntry]


class ForecastMonth(Answer):
    """Outstanding points by the month in which they expire (null: never), and how many are expected to be redeemed."""

    month: str | None
    points: int
    expected_redemption: int


class ForecastAnswer(Answer):
    """What becomes of the points outstanding now."""

    programme: str
    as_of: dict[int, int]
    estimate: int | None
    months: list[ForecastMonth]


class PartnerTotal(Answer):
    """Points issued under a partner's name and redeemed with it; what it owes, is owed, and owes net."""

    issued: int
    returned: int
    redeemed: int
    recredited: int
    receivable: MoneyText
    payable: MoneyText
    net: MoneyText


class PartnerDay(PartnerTotal):
    """One day, at the rates that were in force when the points were earned; `rates` is their place in the register."""

    day: str
    rates: int | None
    issue_rate: str
    redemption_rate: str


class PartnerStatementAnswer(Answer):
    """A partner's month. `funded` is what it bears of the accrual, by its shares of rules; no part of the total."""

    programme: str
    partner_id: str
    period: str
    currency: str
    status: Literal["open", "closed"]
    as_of: dict[int, int]
    days: list[PartnerDay]
    total: PartnerTotal
    funded: Accrual


class EntriesAnswer(Answer):
    """Records, each the object that was hashed and that `loyalty.entries` carries; `next` is the cursor of the next."""

    entries: list[dict[str, Any]]
    next: str | None


class SourceComparison(Answer):
    """What a source said of one type of event, and what the ledger has; `reported` is null when it said nothing.

    `missing` and `extra` are how many events more, or fewer, it says it sent than were recorded. `late` is how many
    were recorded on a later local day than they happened. Amounts are of purchases.
    """

    source: str
    type: str
    reported: int | None
    received: int
    missing: int
    extra: int
    late: int
    reported_amount: MoneyText | None
    received_amount: MoneyText | None
    agrees: bool


class ReconciliationAnswer(Answer):
    """A local day, by source and type."""

    programme: str
    date: str
    as_of: dict[int, int]
    rows: list[SourceComparison]
