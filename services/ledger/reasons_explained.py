"""What each reason means to a person: whether a retry can help, and what to do; which types give it, in guard order.

docs/reasons.md and docs/quarantine.md are written from here (`python -m services.documents`).
"""

from dataclasses import dataclass

from schemas.events import BUSINESS_KEYS
from services.ledger.reasons import Quarantined, Reason


@dataclass(slots=True, frozen=True)
class Meaning:
    """What happened; whether the same event, or a new one with the same content, can succeed; what to do."""

    means: str
    retry: str
    do: str


NEW_ID = "Only as a new event, with a new id"
NEVER = "No"
REPLAY = "Yes, by a replay"

_KEY_TAKEN = Meaning(
    "Another request took this key before, with other content.", NEVER,
    "Look up the record that has the key. If this is another request, give it a key of its own.",
)  # fmt: skip
_WHO, _OPEN = Reason.MEMBER_UNKNOWN, Reason.MEMBER_CLOSED

MEANINGS: dict[Reason, Meaning] = {
    **{reason: _KEY_TAKEN for reason in Reason if reason.startswith("DUPLICATE_")},
    Reason.MEMBER_UNKNOWN: Meaning(
        "Nobody of this id has enrolled or bought anything in the programme.", NEW_ID,
        "Check the id and the programme; enrol the member first.",
    ),
    Reason.MEMBER_CLOSED: Meaning("The member has left.", NEVER, "Nothing can be booked for a closed member."),
    Reason.ALREADY_ENROLLED: Meaning(
        "The member has enrolled before.", NEVER, "Send member.updated to change what is known of them.",
    ),
    Reason.CURRENCY_MISMATCH: Meaning(
        "The order is in another currency than the programme.", NEW_ID,
        "Send the order in the programme's currency, or to the programme of that currency.",
    ),
    Reason.ORDER_REJECTED: Meaning(
        "The return waited for its purchase, and that was refused.", NEW_ID,
        "Mend the purchase and send it with a new event id; then send the return with a new one.",
    ),
    Reason.ORDER_OF_OTHER_MEMBER: Meaning(
        "The order that came back was bought by somebody else.", NEW_ID, "Send the return for the member who bought.",
    ),
    Reason.LINE_UNKNOWN: Meaning(
        "The order has no line of this line_id.", NEW_ID, "Name lines as the purchase did, or return by amount.",
    ),
    Reason.RETURN_EXCEEDS_PURCHASE: Meaning(
        "More came back than was bought, counting earlier returns.", NEVER,
        "Check whether an earlier return of the order says the same.",
    ),
    Reason.REDEMPTION_UNKNOWN: Meaning(
        "The member has no redemption of this id.", NEW_ID, "Check redemption_id, member, and programme.",
    ),
    Reason.TIER_UNKNOWN: Meaning(
        "The programme has no such tier.", NEW_ID, "Name a tier of the version in force, and propose it again.",
    ),
    Reason.HOLD_NOT_OPEN: Meaning(
        "The redemption was captured or released before, or never held points.", NEVER,
        "Ask for the verdict on the earlier event; to give back spent points, cancel.",
    ),
    Reason.HOLD_LAPSED: Meaning(
        "The hold ran out before it was captured; its points are free again.", NEVER,
        "Redeem or hold anew, under a new redemption_id.",
    ),
    Reason.POINTS_OUT_OF_RANGE: Meaning(
        "The points are not above zero, below min_points, no multiple of block, or more than there is to move.", NEW_ID,
        "Send an amount that the programme allows.",
    ),
    Reason.RECEIVER_INVALID: Meaning(
        "The other member is unknown, closed, or the same member, perhaps by an earlier merge.", NEW_ID,
        "Check the other member's id; nobody is enrolled by a transfer or a merge.",
    ),
    Reason.TTL_OUT_OF_RANGE: Meaning(
        "The time to live is not above zero, or above ttl_seconds_max.", NEW_ID, "Hold for a shorter time.",
    ),
    Reason.CANCEL_EXCEEDS_REDEEMED: Meaning(
        "More would come back than was redeemed, counting earlier cancels.", NEVER,
        "Check whether an earlier cancel says the same; cancel what is left at most.",
    ),
    Reason.ALREADY_EXPIRED: Meaning(
        "The grant's expires_at is not after it happened.", NEW_ID, "Give a later expires_at, or none.",
    ),
    Reason.REWARD_PRICE_MISMATCH: Meaning(
        "The reward's kind has a price, and its value times that price is another number of points.", NEW_ID,
        "Ask for a quote; send the points that the price makes.",
    ),
    Reason.ARREARS_OUTSTANDING: Meaning(
        "The member owes points for something returned.", "Later, as a new event: earning pays the debt",
        "Tell the member; what they earn next pays the debt first.",
    ),
    Reason.INSUFFICIENT_POINTS: Meaning(
        "The member cannot spend so many points: pending, held, and expired ones do not count.",
        "Later, as a new event: when there are more points", "Ask for the balance; offer what is spendable.",
    ),
    Reason.LIMIT_EXCEEDED: Meaning(
        "The programme's points_per_day would be exceeded.", "The next local day, as a new event",
        "Offer what is left of the day's limit.",
    ),
}  # fmt: skip
"""Each refusal; final for its event id (S6)."""

ASIDE: dict[Quarantined, Meaning] = {
    Quarantined.INVALID_EVENT: Meaning(
        "The message is no valid event: not JSON, a field missing, unknown, or of the wrong kind. `path` says which.",
        "No, unless the ledger has learned to read it since",
        "Have the sender mend it and send it again as a new event, then discard this one. When many come at once, find "
        "the sender's release first: `points quarantine list --reason INVALID_EVENT`.",
    ),
    Quarantined.UNKNOWN_TYPE: Meaning(
        "The ledger does not decide events of this type.", "Yes, by a replay, once the ledger decides the type",
        "A misspelt type: have it mended, and discard. A type to come: leave it, and replay it after the upgrade.",
    ),
    Quarantined.UNKNOWN_PROGRAMME: Meaning(
        "The event names a programme that was never published.", REPLAY,
        "Publish the programme's first version (a proposal, and a second person who approves it), then replay. "
        "A misspelt name: have it sent again under a new event id, and discard.",
    ),
    Quarantined.NO_PROGRAMME_VERSION: Meaning(
        "The event happened before the programme's first version was in force.", REPLAY,
        "If it should count, publish a version with an earlier valid_from (possible while there is no purchase), then "
        "replay. Else discard.",
    ),
    Quarantined.IN_FUTURE: Meaning(
        "The event's time, or as_of, is more than 5 minutes after the ledger's clock.", REPLAY,
        "A sender's clock is wrong: have it set. Compare the ledger's clock too. Then replay: that admits the event "
        "with the time it has, and the record names you. If the time itself is nonsense, discard, and have it sent "
        "anew.",
    ),
    Quarantined.TOO_LATE: Meaning(
        "The event is older than the programme's max_lateness_days.", REPLAY,
        "Ask the sender why it is so late (a till without a network, a backlog). If it should count, replay: that "
        "admits it, and the record names you. Else discard, and say why.",
    ),
    Quarantined.NOT_DUE: Meaning(
        "An expiry came before late redemptions had their time (lateness_window_hours).", "Yes, by a replay, later",
        "The ledger's own sweeper sends these when they are due. Discard it, and stop whoever else sends them.",
    ),
    Quarantined.EVENT_ID_CONFLICT: Meaning(
        "The same source and id were decided before with another payload. The first verdict stands.", NEVER,
        "Compare with the record of that id (`GET /v1/verdicts`). The sender gives two events one id, or changed one "
        "after sending it: have the second sent under an id of its own, then discard this one.",
    ),
    Quarantined.KEY_MISMATCH: Meaning(
        "The message's Kafka key is not the event's subject, so the member's events might be decided out of order.",
        NEVER,
        "The producer has to send the member id as the key, partitioned by murmur2. Have it mended and the event sent "
        "again, then discard this one.",
    ),
    Quarantined.NOT_PERMITTED: Meaning(
        "The type exists only as the execution of a proposal that a second person approved.", NEVER,
        "Find out who sends it: nobody should. Propose what was meant over HTTP, and discard this one.",
    ),
    Quarantined.PARKED_TOO_LONG: Meaning(
        "A return waited park_days for its purchase, which did not come.",
        "Yes, by a replay, once the purchase is there",
        "Find the purchase of that order_id and source: it may be in quarantine itself, so replay it first. Then "
        "replay the return. If it comes to `parked`, the purchase is still missing.",
    ),
    Quarantined.INTERNAL_ERROR: Meaning(
        "The decision itself raised: a bug, or numbers beyond all measure. `detail` has the traceback.",
        "Yes, by a replay, once the cause is mended",
        "Wake whoever keeps the code, with the output of `points quarantine show`. Nothing of the event was booked, "
        "and the others go on. Replay it after the mend; never discard it unread.",
    ),
}  # fmt: skip
"""Each reason of the quarantine; it binds nothing, so the sender may also send the event again."""

REFUSALS: dict[str, tuple[Reason, ...]] = {
    "member.enrolled": (_OPEN, Reason.ALREADY_ENROLLED),
    "member.updated": (_WHO, _OPEN),
    "purchase.completed": (_WHO, _OPEN, Reason.CURRENCY_MISMATCH),
    "purchase.returned": (
        Reason.ORDER_REJECTED, _OPEN, _WHO, Reason.ORDER_OF_OTHER_MEMBER, Reason.LINE_UNKNOWN,
        Reason.RETURN_EXCEEDS_PURCHASE,
    ),
    "redemption.requested": (
        _WHO, _OPEN, Reason.POINTS_OUT_OF_RANGE, Reason.TTL_OUT_OF_RANGE, Reason.REWARD_PRICE_MISMATCH,
        Reason.ARREARS_OUTSTANDING, Reason.INSUFFICIENT_POINTS, Reason.LIMIT_EXCEEDED,
    ),
    "redemption.reserved": (
        _WHO, _OPEN, Reason.POINTS_OUT_OF_RANGE, Reason.TTL_OUT_OF_RANGE, Reason.REWARD_PRICE_MISMATCH,
        Reason.ARREARS_OUTSTANDING, Reason.INSUFFICIENT_POINTS, Reason.LIMIT_EXCEEDED,
    ),
    "redemption.captured": (
        _WHO, _OPEN, Reason.REDEMPTION_UNKNOWN, Reason.HOLD_NOT_OPEN, Reason.HOLD_LAPSED, Reason.POINTS_OUT_OF_RANGE,
    ),
    "redemption.released": (_WHO, _OPEN, Reason.REDEMPTION_UNKNOWN, Reason.HOLD_NOT_OPEN),
    "redemption.cancelled": (
        _WHO, _OPEN, Reason.REDEMPTION_UNKNOWN, Reason.POINTS_OUT_OF_RANGE, Reason.CANCEL_EXCEEDS_REDEEMED,
    ),
    "points.granted": (_WHO, _OPEN, Reason.POINTS_OUT_OF_RANGE, Reason.ALREADY_EXPIRED),
    "activity.completed": (_WHO, _OPEN),
    "points.transferred": (
        _WHO, _OPEN, Reason.RECEIVER_INVALID, Reason.POINTS_OUT_OF_RANGE, Reason.ARREARS_OUTSTANDING,
        Reason.INSUFFICIENT_POINTS, Reason.LIMIT_EXCEEDED,
    ),
    "member.merged": (_WHO, _OPEN, Reason.RECEIVER_INVALID),
    "member.closed": (_WHO, _OPEN),
    "points.activation_due": (_WHO, _OPEN),
    "points.expiry_due": (_WHO, _OPEN),
    "tier.review_due": (_WHO, _OPEN),
    "sales.reported": (),
    "totals.reported": (),
    "points.adjusted": (_WHO, _OPEN, Reason.POINTS_OUT_OF_RANGE, Reason.INSUFFICIENT_POINTS),
    "tier.assigned": (_WHO, _OPEN, Reason.TIER_UNKNOWN),
    "member.erased": (_WHO,),
}  # fmt: skip
"""The reasons for which each type is refused, in the order of its guards, after that of a taken key (S5)."""

ONLY_OF: dict[Quarantined, str] = {
    Quarantined.NOT_DUE: "`points.expiry_due`",
    Quarantined.PARKED_TOO_LONG: "`purchase.returned`",
    Quarantined.NOT_PERMITTED: "types that are executed by a proposal",
    Quarantined.UNKNOWN_TYPE: "types that are not decided",
}
"""The reasons of the quarantine that not every type can meet."""


def refusals_of(event_type: str) -> list[Reason]:
    """Return every reason for which a type is refused, in the order of its guards."""
    key = BUSINESS_KEYS.get(event_type)
    taken = [Reason(f"DUPLICATE_{key.kind.upper()}")] if key and key.refuses else []
    return [*taken, *REFUSALS[event_type]]
