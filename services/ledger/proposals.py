"""Proposals: what one person may ask for and another approve, and what is wrong with it. Pure.

Each kind becomes a record of the register. It is checked twice by the same rule: when it is proposed, and once more
when it is approved, under the lock of the register, for much may have happened between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from schemas.calendar import instant_text, next_period, period_of, start_of_day, zone
from schemas.finance import Close, Estimate, Rates
from schemas.programme import ProgrammeVersion
from services.ledger.programmes import Programmes

SWEEP_HOURS = 48
"""How long after the lateness window a sweep of expired points may come (S25): it is daily, and may miss a day."""

Wanted = ProgrammeVersion | Estimate | Rates | Close


@dataclass(slots=True, frozen=True)
class Fault:
    """What is wrong with a proposal, and where in its body."""

    path: str
    detail: str


class Refused(Exception):  # noqa: N818 - it says what happened
    """A proposal, or a decision on one, that is not accepted: a stable reason, and the faults with their paths."""

    def __init__(self, reason: str, detail: str, faults: list[Fault] | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.faults = faults or []


@dataclass(slots=True, frozen=True)
class Known:
    """What a proposal is checked against: the register, the clock, and what its programme has done so far.

    `sold` and `issued` tell whether it has issued points of purchases, and any points; `closed_through` is its last
    closed month; `earliest` the instant of its first sale, or of its first points, asked for the first close only.
    """

    programmes: Programmes
    now: datetime
    sold: bool
    issued: bool
    closed_through: str | None
    earliest: datetime | None = None


@dataclass(slots=True, frozen=True)
class Kind:
    """A kind of proposal: the record it becomes, its model, its check, and from when on it is effective."""

    event_type: str
    model: type[Wanted]
    check: Callable[[Any, Known], list[Fault]]
    effective_at: Callable[[Any, Known], datetime]


def validated(kind: str, body: dict[str, Any]) -> Wanted:
    """Return what a body describes, a model of its kind; raise Refused with the path of each fault."""
    try:
        return KINDS[kind].model.model_validate(body)
    except ValidationError as error:
        faults = [
            Fault(".".join(map(str, fault["loc"])), fault["msg"].removeprefix("Value error, "))
            for fault in error.errors(include_input=False, include_url=False)
        ]
        raise Refused("PROPOSAL_INVALID", f"the {kind} has faults", faults) from None


def check(kind: str, wanted: Wanted, known: Known) -> None:
    """Raise Refused unless what is wanted may follow what is known."""
    if faults := KINDS[kind].check(wanted, known):
        raise Refused("PROPOSAL_INVALID", f"the {kind} cannot follow what there is", faults)


def _version(version: ProgrammeVersion, known: Known) -> list[Fault]:
    """Return what keeps a programme version from following those there are (S10)."""
    earlier = known.programmes.versions(version.programme)
    faults = []
    expected = max((each.version for each in earlier), default=0) + 1
    if version.version != expected:
        faults.append(Fault("version", f"the next version of {version.programme!r} is {expected}"))
    faults += [
        Fault(field, f"it is {kept!r} and never changes; start another programme")
        for field in ("time_zone", "currency")
        if earlier and getattr(version, field) != (kept := getattr(earlier[0], field))
    ]
    if known.sold and version.valid_from < known.now:
        faults.append(Fault("valid_from", "it may lie in the past only while the programme has no purchase"))
    lateness, window = version.max_lateness_days, version.lateness_window_hours
    if lateness is not None and lateness * 24 < (least := window + SWEEP_HOURS):
        faults.append(
            Fault("max_lateness_days", f"points expire by events that come {window} hours (lateness_window_hours) and "
                  f"up to two days late: allow {-(-least // 24)} days at least, or they are set aside as TOO_LATE")
        )  # fmt: skip
    return faults


def _estimate(estimate: Estimate, known: Known) -> list[Fault]:
    """Return what keeps an estimate from joining those there are (L5)."""
    others = [each.valid_from for _, each in known.programmes.estimates(estimate.programme)]
    return _dated(estimate.programme, estimate.valid_from, others, known, settled=known.sold)


def _rates(rates: Rates, known: Known) -> list[Fault]:
    """Return what keeps rates of partners from joining those there are (L5, L7)."""
    others = [each.valid_from for _, each in known.programmes.rates(rates.programme)]
    return _dated(rates.programme, rates.valid_from, others, known, settled=known.issued)


def _dated(programme: str, valid_from: datetime, others: list[datetime], known: Known, *, settled: bool) -> list[Fault]:
    """Return what is wrong with the instant from which an estimate, or rates, hold.

    What was sold, issued, or reported is `settled`: it is not valued again, the easiest fraud there is.
    """
    versions = known.programmes.versions(programme)
    if not versions:
        return [_no_programme(programme)]
    faults = []
    if settled and valid_from < known.now:
        faults.append(
            Fault("valid_from", f"points were issued before {instant_text(known.now)}; let it begin after that: what "
                  "was sold is not valued again")
        )  # fmt: skip
    elif known.closed_through and valid_from < (end := _end_of(known.closed_through, versions[0])):
        faults.append(
            Fault(
                "valid_from", f"{known.closed_through} is closed; let it begin at {instant_text(end)} at the earliest"
            )
        )
    if valid_from in others:
        faults.append(
            Fault("valid_from", f"another one begins at {instant_text(valid_from)}, and it is never edited; choose "
                  "another instant, from which on this one replaces it")
        )  # fmt: skip
    return faults


def _close(close: Close, known: Known) -> list[Fault]:
    """Return what keeps a month from being closed: only the earliest open one closes, once it is over (L8).

    The first close of a programme may name any month before which nothing was sold and no points were earned: months
    without either have nothing to report, and close with it.
    """
    versions = known.programmes.versions(close.programme)
    if not versions:
        return [_no_programme(close.programme)]
    first, tz = versions[0], zone(versions[0].time_zone)
    begins, current = period_of(first.valid_from, tz), period_of(known.now, tz)
    if known.closed_through:
        earliest = next_period(known.closed_through)
        if close.period < earliest:
            return [Fault("period", f"it is closed, for ever; the earliest open month is {earliest}")]
    else:
        earliest = close.period if known.earliest is None else max(begins, period_of(known.earliest, tz))
    if close.period > current:
        return [Fault("period", f"it has not begun: it is {current} in {first.time_zone}")]
    if close.period == current:
        end = instant_text(_end_of(close.period, first))
        return [Fault("period", f"it is not over before {end}, midnight in {first.time_zone}; close it then")]
    if close.period > earliest:
        return [Fault("period", f"months close in order: the earliest open one is {earliest}; close that first")]
    if close.period < begins:
        return [Fault("period", f"the programme begins in {begins}; close that month first")]
    return []


def _no_programme(programme: str) -> Fault:
    return Fault("programme", f"there is no programme {programme!r}; publish its first version")


def _end_of(period: str, version: ProgrammeVersion) -> datetime:
    """Return the instant at which a month is over: local midnight, in UTC."""
    following = next_period(period)
    return start_of_day(date(int(following[:4]), int(following[5:]), 1), zone(version.time_zone))


KINDS: dict[str, Kind] = {
    "programme": Kind("programme.published", ProgrammeVersion, _version, lambda version, _: version.valid_from),
    "estimate": Kind("estimate.set", Estimate, _estimate, lambda estimate, _: estimate.valid_from),
    "rates": Kind("rates.set", Rates, _rates, lambda rates, _: rates.valid_from),
    "close": Kind(
        "period.closed",
        Close,
        _close,
        lambda close, known: _end_of(close.period, known.programmes.versions(close.programme)[0]),
    ),
}
"""The kinds of proposals whose approval is a record of the register."""
