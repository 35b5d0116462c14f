"""Every reason for which the ledger refuses an event or sets it aside. A reason is never renamed once published."""

from enum import StrEnum
from typing import assert_never


class Reason(StrEnum):
    """Why an event was refused: a verdict, final for its event id, in the order of the guards (S6)."""

    DUPLICATE_ORDER_ID = "DUPLICATE_ORDER_ID"
    DUPLICATE_RETURN_ID = "DUPLICATE_RETURN_ID"
    DUPLICATE_REDEMPTION_ID = "DUPLICATE_REDEMPTION_ID"
    DUPLICATE_CANCEL_ID = "DUPLICATE_CANCEL_ID"
    DUPLICATE_GRANT_ID = "DUPLICATE_GRANT_ID"
    DUPLICATE_ACTIVITY_ID = "DUPLICATE_ACTIVITY_ID"
    MEMBER_UNKNOWN = "MEMBER_UNKNOWN"
    MEMBER_CLOSED = "MEMBER_CLOSED"
    ALREADY_ENROLLED = "ALREADY_ENROLLED"
    CURRENCY_MISMATCH = "CURRENCY_MISMATCH"
    ORDER_REJECTED = "ORDER_REJECTED"
    ORDER_OF_OTHER_MEMBER = "ORDER_OF_OTHER_MEMBER"
    LINE_UNKNOWN = "LINE_UNKNOWN"
    RETURN_EXCEEDS_PURCHASE = "RETURN_EXCEEDS_PURCHASE"
    REDEMPTION_UNKNOWN = "REDEMPTION_UNKNOWN"
    HOLD_NOT_OPEN = "HOLD_NOT_OPEN"
    HOLD_LAPSED = "HOLD_LAPSED"
    POINTS_OUT_OF_RANGE = "POINTS_OUT_OF_RANGE"
    TTL_OUT_OF_RANGE = "TTL_OUT_OF_RANGE"
    CANCEL_EXCEEDS_REDEEMED = "CANCEL_EXCEEDS_REDEEMED"
    ALREADY_EXPIRED = "ALREADY_EXPIRED"
    REWARD_PRICE_MISMATCH = "REWARD_PRICE_MISMATCH"
    ARREARS_OUTSTANDING = "ARREARS_OUTSTANDING"
    INSUFFICIENT_POINTS = "INSUFFICIENT_POINTS"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    TIER_UNKNOWN = "TIER_UNKNOWN"


class Quarantined(StrEnum):
    """Why an event was set aside without a verdict: it waits for a person, and binds nothing."""

    INVALID_EVENT = "INVALID_EVENT"
    UNKNOWN_TYPE = "UNKNOWN_TYPE"
    UNKNOWN_PROGRAMME = "UNKNOWN_PROGRAMME"
    NO_PROGRAMME_VERSION = "NO_PROGRAMME_VERSION"
    IN_FUTURE = "IN_FUTURE"
    TOO_LATE = "TOO_LATE"
    NOT_DUE = "NOT_DUE"
    EVENT_ID_CONFLICT = "EVENT_ID_CONFLICT"
    KEY_MISMATCH = "KEY_MISMATCH"
    NOT_PERMITTED = "NOT_PERMITTED"
    PARKED_TOO_LONG = "PARKED_TOO_LONG"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class Kind(StrEnum):
    """What kind of refusal a reason is, which decides what the sender does next."""

    INVALID = "invalid"
    CONFLICT = "conflict"
    NOT_FOUND = "not_found"
    PRECONDITION = "precondition"


def kind_of(reason: Reason | Quarantined) -> Kind:
    """Return the kind of a reason. An internal error is a precondition: that the ledger is mended."""
    match reason:
        case (
            Reason.POINTS_OUT_OF_RANGE
            | Reason.TTL_OUT_OF_RANGE
            | Reason.REWARD_PRICE_MISMATCH
            | Reason.CURRENCY_MISMATCH
            | Reason.LINE_UNKNOWN
            | Reason.ALREADY_EXPIRED
            | Quarantined.INVALID_EVENT
            | Quarantined.UNKNOWN_TYPE
            | Quarantined.IN_FUTURE
            | Quarantined.KEY_MISMATCH
        ):
            return Kind.INVALID
        case (
            Reason.DUPLICATE_ORDER_ID
            | Reason.DUPLICATE_RETURN_ID
            | Reason.DUPLICATE_REDEMPTION_ID
            | Reason.DUPLICATE_CANCEL_ID
            | Reason.DUPLICATE_GRANT_ID
            | Reason.DUPLICATE_ACTIVITY_ID
            | Reason.ALREADY_ENROLLED
            | Reason.ORDER_OF_OTHER_MEMBER
            | Quarantined.EVENT_ID_CONFLICT
        ):
            return Kind.CONFLICT
        case (
            Reason.MEMBER_UNKNOWN
            | Reason.REDEMPTION_UNKNOWN
            | Reason.TIER_UNKNOWN
            | Quarantined.UNKNOWN_PROGRAMME
            | Quarantined.PARKED_TOO_LONG
        ):
            return Kind.NOT_FOUND
        case (
            Reason.MEMBER_CLOSED
            | Reason.ORDER_REJECTED
            | Reason.RETURN_EXCEEDS_PURCHASE
            | Reason.HOLD_NOT_OPEN
            | Reason.HOLD_LAPSED
            | Reason.ARREARS_OUTSTANDING
            | Reason.INSUFFICIENT_POINTS
            | Reason.LIMIT_EXCEEDED
            | Reason.CANCEL_EXCEEDS_REDEEMED
            | Quarantined.NO_PROGRAMME_VERSION
            | Quarantined.TOO_LATE
            | Quarantined.NOT_DUE
            | Quarantined.NOT_PERMITTED
            | Quarantined.INTERNAL_ERROR
        ):
            return Kind.PRECONDITION
        case _:
            assert_never(reason)
