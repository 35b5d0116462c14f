"""The ledger's pure part with a memory instead of a database: what is gathered and kept is what the shell would."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from schemas.events import Event
from schemas.programme import ProgrammeVersion
from services.ledger.batch import Entry, MemberKey, Result, Taken, Working, decide_batch
from services.ledger.gather import NEEDS_LOTS
from services.ledger.nouns import MEMBER_ACCOUNTS, Lot, Member, Posting, Tally
from services.ledger.programmes import Programmes
from services.ledger.wanting import wanted_others, wanted_tallies

SHARD = 0


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

    def member(self, member_id: str, programme: str = "default") -> Member:
        """Return a member's state as it is kept, to look at or to prepare."""
        key = (SHARD, programme, member_id)
        return self.members.setdefault(key, Member(*key))

    def post(self, events: Sequence[Event], clock: datetime) -> list[Result]:
        """Decide a batch and keep what it did."""
        keys = [(SHARD, event.programme, event.member_id) for event in events]
        known = [self.members.setdefault(key, Member(*key)) for key in keys]
        others = {
            (SHARD, *other): tallies
            for other, tallies in wanted_others(zip(events, known, strict=True), self.programmes).items()
        }
        loaded = {
            key: self._loaded(key, zip(events, keys, strict=True), others.get(key, frozenset()))
            for key in {*keys, *others}
        }
        working = Working(self.programmes, clock, loaded, self.seen, self.business_keys)
        results = decide_batch(events, working, keys)
        for result in results:
            if isinstance(result, Entry):
                self._append(result)
        self.seen.update(working.new_seen)
        self.business_keys.update(working.new_business_keys)
        for key, member in loaded.items():
            self._keep(key, member)
        return results

    def _append(self, entry: Entry) -> None:
        self.records.append(entry)
        entry.position.sequence = len(self.records)
        for further in entry.also:
            self._append(further)

    def _loaded(
        self, key: MemberKey, events: Iterable[tuple[Event, MemberKey]], further_tallies: frozenset[Tally]
    ) -> Member:
        kept = self.members.setdefault(key, Member(*key))
        own = [event for event, owner in events if owner == key]
        all_open = any(event.type in NEEDS_LOTS for event in own)
        tallies = further_tallies.union(*(wanted_tallies(event, self.programmes) for event in own))
        return replace(
            kept,
            changed=False,
            lots=[
                replace(lot, is_new=False, changed=False)
                for lot in kept.lots
                if lot.pending or (all_open and lot.active + lot.held)
            ],
            tallies={tally: points for tally, points in kept.tallies.items() if tally in tallies},
            counted={},
        )  # fmt: skip

    def _keep(self, key: MemberKey, member: Member) -> None:
        kept = self.members[key]
        lots = {lot.number: lot for lot in kept.lots}
        written = lots | {lot.number: replace(lot, is_new=False, changed=False) for lot in member.lots if lot.changed}
        seen = lots | {lot.number: replace(lot, is_new=False, changed=False) for lot in member.lots}
        assert written == seen, "a lot that changed must say so, or it is not written"
        after = replace(
            member,
            changed=False,
            lots=[written[number] for number in sorted(written)],
            tallies={**kept.tallies, **{tally: kept.tallies.get(tally, 0) + n for tally, n in member.counted.items()}},
            counted={},
        )
        assert member.changed or after == kept, "a member that changed must say so, or it is not written"
        self.members[key] = after


@dataclass
class Accounts:
    """The sums of postings: of each member's accounts and lots, and of the programme's accounts."""

    total: dict[str, int] = field(default_factory=dict)
    members: dict[tuple[str, str], int] = field(default_factory=dict)
    lots: dict[tuple[str, int, str], int] = field(default_factory=dict)
    granted: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, member_id: str, posting: Posting) -> None:
        """Add one posting to both of its accounts."""
        assert posting.lot is not None
        for account, change in ((posting.source, -posting.amount), (posting.target, posting.amount)):
            self.total[account] = self.total.get(account, 0) + change
            if account in MEMBER_ACCOUNTS:
                own = (member_id, account)
                self.members[own] = self.members.get(own, 0) + change
            lot = (member_id, posting.lot.number, account)
            self.lots[lot] = self.lots.get(lot, 0) + change
        if posting.source.startswith("issued:"):
            number = (member_id, posting.lot.number)
            self.granted[number] = self.granted.get(number, 0) + posting.amount


def fold(records: Iterable[Entry]) -> Accounts:
    """Return the accounts as the postings alone make them."""
    accounts = Accounts()
    for record in records:
        for posting in record.decision.postings:
            accounts.add(record.member.member_id, posting)
    return accounts


def parts(lot: Lot) -> dict[str, int]:
    """Return the parts of a lot that hold points."""
    return {name: points for name in ("pending", "active", "held") if (points := getattr(lot, name))}
