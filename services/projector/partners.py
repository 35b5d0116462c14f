"""What partners owe and are owed, as a pure fold (L7): points issued under their name, and redeemed with them, by day.

Each count stands beside the version of the rates that was in force when its lot was earned, so that what is taken back
is settled at the rate it was settled at before. A capture or cancel does not say with whom it was redeemed; its
points stand under the redemption's id until a statement is read, in whatever order the shards were folded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from schemas.calendar import local_day
from schemas.record import RecordBody
from services.projector.liability import period_of_record
from services.projector.terms import Known

COUNTS: Final = ("issued", "returned", "redeemed", "recredited")
ISSUED, RETURNED, REDEEMED, RECREDITED = range(4)
OF_A_REDEMPTION: Final = frozenset({"redemption.captured", "redemption.cancelled"})
BEGUN: Final = frozenset({"redemption.requested", "redemption.reserved"})

DayKey = tuple[str, int, str, str, str, int]
"""(programme, shard, period, partner, day, rates)"""
SettlementKey = tuple[str, int, str, str, str, int]
"""(programme, shard, redemption id, period, day, rates)"""


@dataclass(slots=True)
class PartnersDelta:
    """What records change: each of COUNTS by DayKey; of redemptions begun before, the last two by SettlementKey.

    `redemptions` are (programme, redemption id) and the partner, of those that name one.
    """

    days: dict[DayKey, list[int]] = field(default_factory=dict)
    settlements: dict[SettlementKey, list[int]] = field(default_factory=dict)
    redemptions: dict[tuple[str, str], str] = field(default_factory=dict)


def fold(records: Iterable[RecordBody], delta: PartnersDelta, known: Known) -> None:
    """Add what records did to `delta`. Sums commute, so any way of cutting the records into batches ends the same."""
    for body in records:
        if body["verdict"] != "accepted":
            continue
        # A record that another one caused has that one's event, but is not it.
        kind = body["event"]["type"] if "caused_by" not in body else ""
        if kind in BEGUN:
            partner = body["event"]["data"].get("partner_id")
            if partner is not None:
                delta.redemptions[body["programme"], body["event"]["data"]["redemption_id"]] = partner
                _fold_redeemed(body, partner, delta, known)
        elif kind in OF_A_REDEMPTION:
            _fold_redeemed(body, None, delta, known)
        elif kind == "purchase.returned":
            _fold_returned(body, delta, known)
        elif body["postings"]:
            _fold_issued(body, delta, known)


def _fold_issued(body: RecordBody, delta: PartnersDelta, known: Known) -> None:
    """Count what was issued under partners' names; a record may begin with movements of other lots."""
    for posting in body["postings"]:
        if posting["source"].startswith("issued:") and posting["unit"] == "points":
            partner = posting["lot"].get("partner_id")
            if partner is not None:
                zone = known.zones[body["programme"]]
                rates = known.rates_of(body, posting["lot"]["earned_at"])
                place = (body["programme"], body["shard"], posting["period"])
                key = (*place, partner, local_day(posting["effective_at"], zone), rates)
                delta.days.setdefault(key, [0] * len(COUNTS))[ISSUED] += posting["amount"]


def _fold_returned(body: RecordBody, delta: PartnersDelta, known: Known) -> None:
    """Count a claw against the order's partner: all of it, also what expired points covered (S21)."""
    explanation = body.get("explanation") or {}
    lot = explanation.get("order", {}).get("lot") or {}
    partner = lot.get("partner_id")
    if partner is not None and explanation["clawed"]:
        zone = known.zones[body["programme"]]
        place = (body["programme"], body["shard"], period_of_record(body, zone))
        key = (*place, partner, local_day(body["effective_at"], zone), known.rates_of(body, lot["earned_at"]))
        delta.days.setdefault(key, [0] * len(COUNTS))[RETURNED] += explanation["clawed"]


def _fold_redeemed(body: RecordBody, partner: str | None, delta: PartnersDelta, known: Known) -> None:
    """Count what was redeemed, or given back: of a partner, or of a redemption whose partner is not known here."""
    for posting in body["postings"]:
        if posting["target"] == "redeemed":
            count = REDEEMED
        elif posting["source"] == "redeemed":
            count = RECREDITED
        else:
            continue
        zone, place = known.zones[body["programme"]], (body["programme"], body["shard"])
        period, day = posting["period"], local_day(posting["effective_at"], zone)
        rates = known.rates_of(body, posting["lot"]["earned_at"])
        if partner is not None:
            counts = delta.days.setdefault((*place, period, partner, day, rates), [0] * len(COUNTS))
        else:
            redemption_id = body["event"]["data"]["redemption_id"]
            counts = delta.settlements.setdefault((*place, redemption_id, period, day, rates), [0] * len(COUNTS))
        counts[count] += posting["amount"]
