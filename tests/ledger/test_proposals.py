"""What finance may propose, and what is wrong with it otherwise: each fault with its path and what to do (L5, L8)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.finance import Close
from services.ledger.programmes import Programmes
from services.ledger.proposals import Known, Refused, check, validated

NOW = "2026-03-15T12:00:00Z"
ESTIMATE: dict[str, Any] = {
    "valid_from": "2026-04-01T00:00:00Z",
    "value_per_point": "0.01",
    "cost_per_point": "0.006",
    "redemption_rate": [{"from_age_months": 0, "rate": "0.60"}, {"from_age_months": 12, "rate": "0.75"}],
}
RATES: dict[str, Any] = {
    "valid_from": "2026-04-01T00:00:00Z",
    "partners": {"acme": {"issue_rate": "0.01", "redemption_rate": "0.0085"}},
}


def at(text: str) -> datetime:
    """Read an instant."""
    return datetime.fromisoformat(text).astimezone(UTC)


def known(
    *, now: str = NOW, sold: bool = False, issued: bool = False, closed: str | None = None, earliest: str | None = None,
    begins: str = "2026-01-01T00:00:00Z", time_zone: str = "UTC", estimates: tuple[str, ...] = (),
) -> Known:  # fmt: skip
    """Return what there is: one programme, and estimates and rates from these instants."""
    version = {"programme": "default", "version": 1, "valid_from": begins, "time_zone": time_zone,
               "expiry": {"kind": "none"}}  # fmt: skip
    bodies: list[tuple[str, dict[str, Any]]] = [("programme.published", version)]
    for instant in estimates:
        bodies += [
            ("estimate.set", {**ESTIMATE, "valid_from": instant}),
            ("rates.set", RATES | {"valid_from": instant}),
        ]
    programmes = Programmes()
    programmes.fold((at, {"event": {"type": kind, "data": data}}) for at, (kind, data) in enumerate(bodies, 1))
    return Known(programmes, at(now), sold, issued, closed, at(earliest) if earliest else None)


def faults(kind: str, body: dict[str, Any], there_is: Known | None = None) -> list[tuple[str, str]]:
    """Return what is wrong with a proposal, each fault with its path."""
    try:
        check(kind, validated(kind, body), there_is or known())
    except Refused as refused:
        return [(fault.path, fault.detail) for fault in refused.faults]
    return []


AGES = "redemption_rate"
SHAPES: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("a rate above 1", "estimate", {AGES: [{"from_age_months": 0, "rate": "1.00000001"}]}, "redemption_rate.0.rate",
     'a rate is between 0 and 1: write 95 per cent as "0.95"'),
    ("a negative rate", "estimate", {AGES: [{"from_age_months": 0, "rate": "-0.5"}]}, "redemption_rate.0.rate",
     "write a decimal as text"),
    ("a rate that is a float", "estimate", {AGES: [{"from_age_months": 0, "rate": 0.95}]}, "redemption_rate.0.rate",
     "valid string"),
    ("no ages", "estimate", {AGES: []}, "redemption_rate", "at least 1 item"),
    ("ages that fall", "estimate", {AGES: [{"from_age_months": m, "rate": "0.5"} for m in (0, 6, 3)]},
     "redemption_rate", "must rise"),
    ("an age twice", "estimate", {AGES: [{"from_age_months": m, "rate": "0.5"} for m in (0, 6, 6)]},
     "redemption_rate", "must rise"),
    ("no age 0", "estimate", {AGES: [{"from_age_months": 1, "rate": "0.5"}]}, "redemption_rate",
     "the first `from_age_months` is 0"),
    ("worth nothing", "estimate", {"value_per_point": "0.00"}, "value_per_point", "above 0"),
    ("nine places", "estimate", {"cost_per_point": "0.000000001"}, "cost_per_point", "8 after the point"),
    ("a share above 1", "estimate", {"operating_share": "20"}, "operating_share", "between 0 and 1"),
    ("a day", "estimate", {"valid_from": "2026-04-01"}, "valid_from", "RFC 3339"),
    ("half a second", "estimate", {"valid_from": "2026-04-01T00:00:00.5Z"}, "valid_from", "whole seconds"),
    ("an unknown field", "estimate", {"colour": "red"}, "colour", "not permitted"),
    ("a rate of a partner below 0", "rates", {"partners": {"acme": {"issue_rate": "-1", "redemption_rate": "0"}}},
     "partners.acme.issue_rate", "write a decimal as text"),
    ("a partner without a rate", "rates", {"partners": {"acme": {"issue_rate": "1"}}},
     "partners.acme.redemption_rate", "required"),
    ("no month", "close", {"period": "2026-13"}, "period", "such as 2026-03"),
    ("a day for a month", "close", {"period": "2026-02-01"}, "period", "such as 2026-03"),
    ("a cut of one's own", "close", {"period": "2026-01", "cut": {}}, "cut", "not permitted"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "path", "said"), [row[1:] for row in SHAPES], ids=[r[0] for r in SHAPES])
def test_l5_what_is_no_estimate_no_rates_and_no_month(kind: str, changes: dict[str, Any], path: str, said: str) -> None:
    ((found, detail),) = faults(kind, {"estimate": ESTIMATE, "rates": RATES, "close": {}}[kind] | changes)
    assert found == path
    assert said in detail


PAST, NEXT = "2026-03-15T11:59:59Z", "2026-03-15T12:00:00Z"
DATED: list[tuple[str, str, str, Known, str | None]] = [
    ("before anything was sold it may lie in the past", "estimate", "2026-01-01T00:00:00Z", known(), None),
    ("grants do not bind an estimate", "estimate", PAST, known(issued=True), None),
    ("an estimate from the past after sales", "estimate", PAST, known(sold=True, issued=True), "not valued again"),
    ("rates from the past after grants", "rates", PAST, known(issued=True), "not valued again"),
    ("an estimate from now on", "estimate", NEXT, known(sold=True, issued=True), None),
    ("rates from now on", "rates", NEXT, known(sold=True, issued=True), None),
    ("into a closed month", "estimate", "2026-02-28T22:59:59Z", known(closed="2026-02", time_zone="Europe/Berlin"),
     "let it begin at 2026-02-28T23:00:00Z at the earliest"),
    ("right after a closed month", "estimate", "2026-02-28T23:00:00Z",
     known(closed="2026-02", time_zone="Europe/Berlin"), None),
    ("when another begins", "estimate", "2026-04-01T02:00:00+02:00",
     known(estimates=("2026-04-01T00:00:00Z",)), "never edited; choose another instant"),
    ("when other rates begin", "rates", "2026-04-01T00:00:00Z", known(estimates=("2026-04-01T00:00:00Z",)),
     "never edited"),
    ("between two others", "estimate", "2026-05-01T00:00:00Z",
     known(sold=True, estimates=("2026-04-01T00:00:00Z", "2026-06-01T00:00:00Z")), None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "valid_from", "there_is", "said"), [r[1:] for r in DATED], ids=[r[0] for r in DATED])
def test_l5_from_when_on_it_may_hold(kind: str, valid_from: str, there_is: Known, said: str | None) -> None:
    body = {**(ESTIMATE if kind == "estimate" else RATES), "valid_from": valid_from}
    found = faults(kind, body, there_is)
    assert [path for path, _ in found] == (["valid_from"] if said else [])
    assert (said or "") in "".join(detail for _, detail in found)


@pytest.mark.parametrize("kind", ["estimate", "rates", "close"])
def test_l5_a_programme_that_nobody_knows_has_no_finance(kind: str) -> None:
    body = {"estimate": ESTIMATE, "rates": RATES, "close": {"period": "2026-01"}}[kind]
    ((path, detail),) = faults(kind, {**body, "programme": "other"})
    assert path == "programme"
    assert "publish its first version" in detail


BERLIN = "Europe/Berlin"
CLOSES: list[tuple[str, str, Known, str | None]] = [
    ("the next one", "2026-02", known(closed="2026-01"), None),
    ("of the turn of the year", "2026-01", known(closed="2025-12"), None),
    ("closed already", "2026-01", known(closed="2026-01"), "closed, for ever; the earliest open month is 2026-02"),
    ("long closed", "2025-06", known(closed="2026-01"), "the earliest open month is 2026-02"),
    ("out of order", "2026-02", known(closed="2025-12"), "the earliest open one is 2026-01; close that first"),
    ("the current one", "2026-03", known(closed="2026-02"), "not over before 2026-04-01T00:00:00Z, midnight in UTC"),
    ("of the future", "2026-04", known(closed="2026-02"), "it has not begun: it is 2026-03 in UTC"),
    ("of a far future", "9999-12", known(closed="2026-02"), "it has not begun"),
    ("of no year", "0000-01", known(), "the programme begins in 2026-01"),
    ("of before the programme", "2025-12", known(), "the programme begins in 2026-01"),
    ("not over in Berlin", "2026-03", known(now="2026-03-31T21:59:59Z", closed="2026-02", time_zone=BERLIN),
     "not over before 2026-03-31T22:00:00Z, midnight in Europe/Berlin"),
    ("over in Berlin", "2026-03", known(now="2026-03-31T22:00:00Z", closed="2026-02", time_zone=BERLIN), None),
    ("the first of a programme", "2026-01", known(earliest="2026-01-05T00:00:00Z"), None),
    ("the first with points", "2026-02", known(earliest="2026-02-01T00:00:00Z"), None),
    ("the first with points in Berlin", "2026-02", known(earliest="2026-01-31T23:00:00Z", time_zone=BERLIN), None),
    ("points before it", "2026-02", known(earliest="2026-01-31T23:59:59Z"), "the earliest open one is 2026-01"),
    ("no points at all", "2026-02", known(), None),
]  # fmt: skip


@pytest.mark.parametrize(("period", "there_is", "said"), [r[1:] for r in CLOSES], ids=[r[0] for r in CLOSES])
def test_l8_only_the_earliest_open_month_closes_and_only_when_it_is_over(
    period: str, there_is: Known, said: str | None
) -> None:
    found = faults("close", Close(period=period).model_dump(), there_is)
    assert [path for path, _ in found] == (["period"] if said else [])
    assert (said or "") in "".join(detail for _, detail in found)


@pytest.mark.parametrize(
    ("days", "window", "least"), [(None, 72, None), (30, 72, None), (5, 72, None), (4, 72, 5), (3, 0, None), (1, 0, 2)]
)
def test_s25_a_version_gives_the_sweep_of_expired_points_time_to_come(
    days: int | None, window: int, least: int | None
) -> None:
    version = {"programme": "default", "version": 2, "valid_from": "2026-04-01T00:00:00Z", "expiry": {"kind": "none"},
               "max_lateness_days": days, "lateness_window_hours": window}  # fmt: skip
    found = faults("programme", version)
    assert [path for path, _ in found] == ([] if least is None else ["max_lateness_days"])
    assert least is None or f"allow {least} days at least" in found[0][1]
