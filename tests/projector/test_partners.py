"""What partners owe and are owed: at the rates of the earning, taken back at the same, in the month it happens (L7)."""

from datetime import timedelta
from typing import Any, cast

import pytest

from schemas.record import RecordBody
from services.projector import partners
from services.projector.partners import COUNTS, REDEEMED, PartnersDelta
from services.projector.statement import statement_of
from services.projector.terms import Known, Terms
from tests.projector.trade import Order, Trade, text


def rates(trade: Trade, issue: str, redemption: str) -> None:
    of_fuel = {"issue_rate": issue, "redemption_rate": redemption}
    data = {"programme": trade.programme, "valid_from": text(trade.now), "partners": {"fuel": of_fuel}}
    trade.decide("rates.set", data)


def statement(trade: Trade, month: str, partner: str = "fuel", cut: int = 0, places: int = 2) -> dict[str, Any]:
    """Return a partner's statement, the records cut into two batches of which the second is folded first."""
    terms = Terms()
    for record in trade.records:
        if record["shard"] == -1:
            terms.read(cast("RecordBody", record))
    days: dict[tuple[str, int], list[int]] = {}
    deltas = []
    members = [cast("RecordBody", record) for record in trade.records if record["shard"] >= 0]
    for part in (members[cut:], members[:cut]):
        delta = PartnersDelta()
        partners.fold(part, delta, Known({trade.programme: trade.tz}, terms))
        deltas.append(delta)
    with_whom = {key: name for delta in deltas for key, name in delta.redemptions.items()}
    for delta in deltas:
        found = [(key[2:], counts) for key, counts in delta.days.items()]
        found += [
            ((period, with_whom.get((programme, redemption), ""), day, version), counts)
            for (programme, _, redemption, period, day, version), counts in delta.settlements.items()
        ]
        for (period, who, day, version), counts in found:
            if (period, who) == (month, partner):
                was = days.get((day, version), [0] * len(COUNTS))
                days[day, version] = [a + b for a, b in zip(was, counts, strict=True)]
    rows = [
        {"day": day, "rates": version, **dict(zip(COUNTS, counts, strict=True))}
        for (day, version), counts in sorted(days.items())
    ]
    return statement_of(trade.programme, partner, rows, terms, places)


def sold() -> tuple[Trade, Order]:
    """Return a trade with a sale of 100 points under the name of `fuel`, which then has other rates."""
    trade = Trade()
    rates(trade, "0.01", "0.008")
    trade.now += timedelta(hours=1)
    order = trade.buy("m-1", 10_000, "fuel")
    trade.now += timedelta(days=31)
    rates(trade, "0.02", "0.016")
    trade.now += timedelta(hours=1)
    return trade, order


def redeem(trade: Trade, points: int, kind: str, redemption_id: str, partner: str | None = None) -> None:
    """Redeem points of the first lot, or give them back."""
    lot = trade.lots["m-1"][0]
    sides = ("redeemed", "active") if kind == "redemption.cancelled" else ("active", "redeemed")
    trade.post(*sides, points, lot, trade.now)
    data = {"redemption_id": redemption_id} | ({"partner_id": partner} if partner else {})
    trade.record("m-1", kind, data, trade.now)


def test_l7_points_issued_are_receivable_at_the_rate_of_their_earning() -> None:
    trade, _ = sold()
    assert statement(trade, "2026-01")["total"] == {
        "issued": 100, "returned": 0, "redeemed": 0, "recredited": 0, "receivable": "1.00", "payable": "0.00",
        "net": "1.00",
    }  # fmt: skip


@pytest.mark.parametrize("cut", range(7))
def test_l7_points_redeemed_are_payable_to_whom_they_were_redeemed_with_at_the_rate_of_their_earning(cut: int) -> None:
    trade, _ = sold()
    redeem(trade, 50, "redemption.requested", "r-1", "fuel")
    redeem(trade, 20, "redemption.cancelled", "r-1")
    redeem(trade, 10, "redemption.captured", "r-2")  # Of a hold that no partner has.
    february = statement(trade, "2026-02", cut=min(cut, len(trade.records) - 3))
    assert (february["total"]["redeemed"], february["total"]["recredited"]) == (50, 20)
    assert (february["total"]["payable"], february["total"]["net"]) == ("0.24", "-0.24")


def test_l7_a_reversal_settles_in_its_own_month_at_the_original_rate() -> None:
    trade, order = sold()
    trade.bring_back(order, 5_000)
    assert statement(trade, "2026-01")["total"]["net"] == "1.00"
    february = statement(trade, "2026-02")
    assert (february["total"]["returned"], february["total"]["receivable"]) == (50, "-0.50")
    assert [line["issue_rate"] for line in february["days"]] == ["0.01"]


def test_l7_a_return_that_expired_points_cover_is_taken_back_all_the_same() -> None:
    trade, order = sold()
    trade.expire("m-1")
    trade.bring_back(order, 10_000)
    assert statement(trade, "2026-02")["total"]["receivable"] == "-1.00"


def test_l7_new_rates_are_for_what_is_earned_from_then_on() -> None:
    trade, _ = sold()
    trade.buy("m-1", 10_000, "fuel")
    assert statement(trade, "2026-02")["total"]["receivable"] == "2.00"


def test_a_partner_without_rates_is_shown_its_points_and_no_money() -> None:
    trade = Trade()
    trade.buy("m-1", 10_000, "books")
    total = statement(trade, "2026-01", "books")["total"]
    assert (total["issued"], total["net"]) == (100, "0.00")
    assert COUNTS[REDEEMED] == "redeemed"
