"""The ledger's pure part with a memory instead of a database: what is gathered and kept is what the shell would."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from schemas.calendar import local_date
from schemas.events import Event
from schemas.finance import Estimate
from schemas.programme import ProgrammeVersion
from services.ledger.batch import decide_batch, order_key_of
from services.ledger.nouns import Lot, LotsRead, Member, Redemption, Tally
from services.ledger.orders import Order, order_of
from services.ledger.programmes import Programmes
from services.ledger.reach import MoreLotsNeeded, redemption_order
from services.ledger.wanting import (
    LotsWanted,
    aliases_of,
    counterpart,
    latest_instant,
    wanted_lots,
    wanted_others,
    wanted_tallies,
)
from services.ledger.working import Entry, MemberKey, Result, Taken, Waiting, Working
from tests.ledger.inheriting import SHARD, Homes, inherited_by, inherited_redemption, rehomed, with_inherited
from tests.ledger.standing import kept_tiering, tiering_for


def version(**settings: object) -> ProgrammeVersion:
    """Return a programme version; what is not given is at its default, and points never expire."""
    base = {"programme": "default", "version": 1, "valid_from": "2020-01-01T00:00:00Z", "expiry": {"kind": "none"}}
    return ProgrammeVersion.model_validate({**base, **settings})


@dataclass
class MemoryLedger:
    """Posts batches of events, each of which sees only what gathering would have read for it."""

    programmes: Programmes = field(default_factory=Programmes)
    members: dict[MemberKey, Member] = field(default_factory=dict)
    seen: dict[bytes, Taken] = field(default_factory=dict)
    business_keys: dict[bytes, Taken] = field(default_factory=dict)
    records: list[Entry] = field(default_factory=list)
    orders: dict[bytes, Order] = field(default_factory=dict)
    """What came back of orders, by order key; all else of an order is read from its record."""
    asked_again: int = 0
    """How often a decision needed more lots than it was given at first."""
    parked: dict[bytes, list[Waiting]] = field(default_factory=dict)

    def publish(self, *versions: ProgrammeVersion) -> None:
        """Bring programme versions into force."""
        bodies: list[tuple[int, dict[str, Any]]] = [
            (
                self.programmes.sequence + number,
                {"event": {"type": "programme.published", "data": v.model_dump(mode="json", by_alias=True)}},
            )
            for number, v in enumerate(versions, 1)
        ]
        self.programmes.fold(bodies)

    def estimate(self, **settings: object) -> None:
        """Bring an estimate into force; its number is its place in the register (L5)."""
        base = {"cost_per_point": "0", "redemption_rate": [{"from_age_months": 0, "rate": "1"}]}
        data = Estimate.model_validate({**base, **settings}).model_dump(mode="json")
        self.programmes.fold([(self.programmes.sequence + 1, {"event": {"type": "estimate.set", "data": data}})])

    def member(self, member_id: str, programme: str = "default") -> Member:
        """Return a member's state as it is kept, to look at or to prepare."""
        key = (SHARD, programme, member_id)
        return self.members.setdefault(key, Member(*key))

    def post(self, events: Sequence[Event], clock: datetime) -> list[Result]:
        """Decide a batch and keep what it did; what follows a merge is gathered anew (S28)."""
        cuts = [at for at, event in enumerate(events, 1) if event.type == "member.merged"]
        if cuts and cuts[0] < len(events):
            return self.post(events[: cuts[0]], clock) + self.post(events[cuts[0] :], clock)
        first_lots: dict[MemberKey, int] = {}
        while True:
            try:
                return self._attempt(events, clock, first_lots)
            except MoreLotsNeeded as needed:
                grown = {**first_lots, needed.key: needed.first}
            assert sum(grown.values()) > sum(first_lots.values()), "it asks for more, or it would ask for ever"
            first_lots = grown
            self.asked_again += 1

    def _attempt(self, events: Sequence[Event], clock: datetime, first_lots: dict[MemberKey, int]) -> list[Result]:
        homes = Homes(self.members)
        keys = [homes.of(event.programme, event.member_id) for event in events]
        known = [self.members[key] for key in keys]
        others = {
            homes.of(*other): tallies
            for other, tallies in wanted_others(zip(events, known, strict=True), self.programmes).items()
        }
        erased = [alias for event, who in zip(events, known, strict=True) for alias in aliases_of(event, who)]
        wanted = {order_key_of(event) for event in events if event.type in ("purchase.completed", "purchase.returned")}
        bound = {event.key for event in events}
        parked = {
            key: list(waiting)
            for key, waiting in self.parked.items()
            if key in wanted or any(each.event.key in bound for each in waiting)
        }
        looked_at = [*events, *(each.event for waiting in parked.values() for each in waiting)]
        of_returns = {order_key_of(event) for event in looked_at if event.type == "purchase.returned"}
        orders = {key: rehomed(order, self.members) for key in of_returns if (order := self._order(key))}
        asked = [(homes.of(event.programme, event.member_id), event) for event in looked_at]
        asked += [
            (homes.of(event.programme, named), event)
            for event in events
            if event.type == "member.merged" and (named := counterpart(event))
        ]
        every = {*(key for key, _ in asked), *others, *erased}
        own = {key: [event for owner, event in asked if owner == key] for key in every}
        loaded = {key: self._loaded(key, own[key], others.get(key, frozenset())) for key in own}
        horizon = latest_instant(looked_at)
        for key, member in loaded.items():
            member.tiering = tiering_for(member, own[key], looked_at if key in others else own[key], self.programmes)
            lots = wanted_lots(member, own[key], horizon, first_lots.get(key, 0))
            self._see(member, lots, orders.values(), first_lots.get(key, 1))
        working = Working(self.programmes, clock, loaded, self.seen, self.business_keys, orders,
                          frozenset(of_returns), parked, homes.found)  # fmt: skip
        results = decide_batch(events, working, keys)
        for result in results:
            if isinstance(result, Entry):
                self._append(result)
        self.seen.update(working.new_seen)
        self.business_keys.update(working.new_business_keys)
        self.orders.update({key: replace(order, changed=False) for key, order in working.orders.items()
                            if order.changed})  # fmt: skip
        for waiting in working.new_parked:
            self.parked.setdefault(order_key_of(waiting.event), []).append(waiting)
        entries = [result for result in results if isinstance(result, Entry) and result.decision.reason is None]
        gone = {
            (one.member.programme, one.member.member_id)
            for entry in entries if entry.event.type == "member.erased" for one in (entry, *entry.also)
        }  # fmt: skip
        self.parked = {
            order: [
                waiting for waiting in waiters if waiting.event.key not in working.unparked
                and (waiting.event.programme, waiting.event.member_id) not in gone
            ]
            for order, waiters in self.parked.items()
        }  # fmt: skip
        for owner, member in loaded.items():
            self._keep(owner, member)
        return results

    def give_up(self, clock: datetime) -> list[Event]:
        """Set aside what has waited too long for its purchase; return what that was (S23)."""
        given_up = [each.event for waiting in self.parked.values() for each in waiting if each.give_up_at <= clock]
        self.parked = {
            order: [each for each in waiting if each.give_up_at > clock] for order, waiting in self.parked.items()
        }
        return given_up

    def _append(self, entry: Entry) -> None:
        self.records.append(entry)
        entry.position.sequence = len(self.records)
        for following in entry.also:
            self._append(following)

    def _order(self, key: bytes) -> Order | None:
        """Return an accepted purchase as its record froze it, with what came back of it."""
        if kept := self.orders.get(key):
            return replace(kept, lines=[replace(line) for line in kept.lines])
        for record in self.records:
            event, decision = record.event, record.decision
            if event.type == "purchase.completed" and event.business_key == key and decision.reason is None:
                lots = [posting.lot for posting in decision.postings if posting.source == "issued:purchase"]
                return order_of(
                    event.programme,
                    record.member.member_id,
                    {"source": event.source, "data": event.raw},
                    decision.effective_at,
                    decision.explanation or {},
                    lots[0].number if lots and lots[0] else None,
                    (decision.deferred, decision.estimate),
                )
        return None

    def _requested(self, member: Member, redemption_id: str) -> Redemption | None:
        """Return a redemption that was never cancelled as its record tells it."""
        for record in self.records:
            event, decision = record.event, record.decision
            if (
                event.type == "redemption.requested"
                and decision.reason is None
                and record.member.member_id == member.member_id
                and event.raw["redemption_id"] == redemption_id
            ):
                allocation = [
                    (posting.lot.number, posting.amount)
                    for posting in decision.postings
                    if posting.lot and (posting.source, posting.target) == ("active", "redeemed")
                ]
                day = local_date(decision.effective_at, record.programme_zone)
                return Redemption(redemption_id, "redeemed", decision.effective_at, day, None, allocation)
        return None

    def _loaded(self, key: MemberKey, own: Sequence[Event], further_tallies: frozenset[Tally]) -> Member:
        kept = self.members.setdefault(key, Member(*key))
        before = [(alias, self.members[alias.shard, key[1], alias.member_id]) for alias in kept.aliases]
        tallies = further_tallies.union(*(wanted_tallies(event, self.programmes) for event in own))
        named = {event.raw["redemption_id"] for event in own if event.type.startswith("redemption.")}
        redemptions = {
            name: replace(redemption, allocation=list(redemption.allocation), changed=False)
            for name, redemption in kept.redemptions.items()
            if name in named or redemption.state == "held"
        }
        for name in named - redemptions.keys():
            found = inherited_redemption(before, name) or self._requested(kept, name)
            for alias, merged in before:
                if found is None and (requested := self._requested(merged, name)):
                    found = inherited_by(alias, requested)
            if found:
                redemptions[name] = found
        return replace(
            kept,
            changed=False,
            lots=[replace(lot, is_new=False, changed=False) for lot in kept.lots],
            redemptions=redemptions,
            tallies={
                tally: points
                for tally in tallies
                if (points := sum(who.tallies.get(tally, 0) for who in (kept, *(merged for _, merged in before))))
            },
            counted={},
            aliases=[replace(alias, is_new=False) for alias in kept.aliases],
        )

    def _see(self, member: Member, wanted: LotsWanted, orders: Iterable[Order], stingy: int) -> None:
        """Leave a member the lots that the shell would read, but fewer at first: a decision must ask for more."""
        first = min(wanted.first, stingy)
        numbers = {number for redemption in member.redemptions.values() for number, _ in redemption.allocation}
        numbers |= {order.lot_number for order in orders if order.lot_number and order.member_id == member.member_id}
        in_order = sorted((lot for lot in member.lots if lot.pending + lot.active), key=redemption_order)
        past = [lot for lot in in_order if lot.expires_at and wanted.expired_by and lot.expires_at <= wanted.expired_by]
        in_order = in_order[: first + len(past)] if first else []
        pending = sorted((lot for lot in member.lots if lot.pending), key=lambda lot: lot.activates_at)
        due = [lot for lot in pending if wanted.active_by and lot.activates_at <= wanted.active_by]
        pending = pending[: 1 + len(due)] if wanted.active_by else []
        seen = numbers | {lot.number for lot in (*in_order, *pending)}
        before = [(alias, self.members[alias.shard, member.programme, alias.member_id]) for alias in member.aliases]
        member.lots = with_inherited([lot for lot in member.lots if lot.number in seen], before, numbers)
        member.read = LotsRead(first, redemption_order(in_order[-1]) if in_order else None,
                               pending[-1].activates_at if pending else None)  # fmt: skip

    def _keep(self, key: MemberKey, member: Member) -> None:
        kept = self.members[key]
        lots = {lot.number: lot for lot in kept.lots}
        as_kept = {lot.number: replace(lot, is_new=False, changed=False, expired_before=0) for lot in member.lots}
        changed = {lot.number for lot in member.lots if lot.changed}
        written = lots | {number: lot for number, lot in as_kept.items() if number in changed}
        seen = lots | {lot.number: as_kept[lot.number] for lot in member.lots if lot.changed or not lot.is_new}
        assert written == seen, "a lot that changed must say so, or it is not written"
        redemptions = dict(kept.redemptions)
        for name, redemption in member.redemptions.items():
            if redemption.changed:
                redemptions[name] = replace(redemption, changed=False)
            elif not redemption.inherited:
                assert redemptions.get(name, redemption) == redemption, "a redemption that changed must say so"
        after = replace(
            member,
            changed=False,
            tiering=kept_tiering(kept.tiering, member.tiering),
            read=None,
            lots=[written[number] for number in sorted(written)],
            redemptions=redemptions,
            tallies={**kept.tallies, **{tally: kept.tallies.get(tally, 0) + n for tally, n in member.counted.items()}},
            counted={},
            aliases=[replace(alias, is_new=False) for alias in member.aliases],
        )
        assert member.changed or after == kept, "a member that changed must say so, or it is not written"
        self.members[key] = after
        self._check_next(after)

    @staticmethod
    def _check_next(member: Member) -> None:
        """Compare what is kept of the next instants with what all lots and holds say."""
        pending = min((lot.activates_at for lot in member.lots if lot.pending), default=None)
        dates = [lot.expires_at for lot in member.lots if lot.expires_at and lot.pending + lot.active]
        holds = [hold.held_until for hold in member.redemptions.values() if hold.state == "held" and hold.held_until]
        assert member.next_activation == pending, "next_activation is wrong"
        assert member.next_lapse == min(holds, default=None), "next_lapse is wrong"
        assert member.next_expiry == min(dates, default=None), "next_expiry is wrong"


def parts(lot: Lot) -> dict[str, int]:
    """Return the parts of a lot that hold points."""
    return {name: points for name in ("pending", "active", "held") if (points := getattr(lot, name))}
