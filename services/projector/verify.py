"""Verification of the views: fold the records anew, the slow and obvious way, and compare with what the tables say.

It shares no code with the folds. Each serving view is compared at its own bookmark, whatever is appended meanwhile.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from schemas.calendar import period_of
from schemas.events import OF_NO_MEMBER
from schemas.record import REGISTER_SHARD
from services.kit.database import Database, Session, load_queries
from services.projector.recount import PartnersRecount, SourcesRecount, given_by
from services.projector.tail import TimeZones
from services.projector.views import slot_of

SQL = load_queries("services.projector", "verify.sql")
OUTSTANDING = frozenset({"pending", "active", "held"})
ENDS_HOLDS = frozenset({"member.closed", "member.erased", "member.merged"})
Progress = Callable[[int, int], None]
"""Called with (records folded, records in all)."""


class WrongView(Exception):  # noqa: N818 - it says what happened
    """A view is not the fold of the records: which, where, and what differs."""


@dataclass(slots=True)
class Sums:
    """A shard's members, open lots and holds, segments, and cohorts as the records give them.

    `points` are of all shards: the next shard's sums go on with them.
    """

    points: dict[tuple[str, ...], Counter[str]]

    members: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lots: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    merged: dict[tuple[str, ...], str] = field(default_factory=dict)
    segments: dict[tuple[str, ...], str] = field(default_factory=dict)
    holds: dict[tuple[str, ...], tuple[datetime, int]] = field(default_factory=dict)
    """(until when, points), by (programme, member, lot, redemption)."""
    tiers: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    """The day of joining, and the standings by kind."""
    changes: dict[tuple[str, str, int, str], tuple[Any, ...]] = field(default_factory=dict)
    days: dict[tuple[str, str, date], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    given: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    sources: SourcesRecount = field(default_factory=SourcesRecount)


async def verify_views(ledger: Database, views: Database, on_progress: Progress) -> int:
    """Compare every serving view with the records; return how many were folded. Raises WrongView at a difference."""
    done = 0
    async with ledger.session() as reading, views.session() as looking, reading.snapshot(), looking.snapshot():
        marks: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
        for row in await looking.fetch(SQL["serving"]):
            if row["shard"] != REGISTER_SHARD:
                marks[row["shard"]][row["name"]] = (slot_of(row["version"]), row["sequence"])
        total = sum(max(sequence for _, sequence in places.values()) for places in marks.values())
        zones, partners = TimeZones(), PartnersRecount()
        points: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for shard, places in marks.items():
            sums = Sums(points)
            last = max(sequence for _, sequence in places.values())
            async for rows in reading.chunks(SQL["records"], shard, last, read_ahead=False):
                bodies = [orjson.loads(row["body"]) for row in rows]
                register = max(body["register"] for body in bodies)
                await zones.cover(reading, {body["programme"] for body in bodies}, register)
                for body in bodies:
                    _add(body, sums, places, zones)
                    if body["sequence"] <= places["partners"][1] and body["verdict"] == "accepted":
                        of_programme = zones.terms.rates.get(body["programme"], [])
                        partners.add(body, zones.by_programme[body["programme"]], of_programme)
                done += len(rows)
                on_progress(done, total)
            await _compare(looking, shard, places, sums)
        slots = {view: places[view][0] for places in marks.values() for view in ("partners", "liability")}
        if slots:
            said = {tuple(row)[:5]: tuple(row)[5:] for row in await looking.fetch(SQL["partners"], slots["partners"])}
            _equal("partners", None, "day", said, partners.by_day())
            await _compare_cohorts(looking, slots["liability"], points)
    return done


def _add(body: dict[str, Any], sums: Sums, places: Mapping[str, tuple[int, int]], zones: TimeZones) -> None:
    """Add one record to the views that have it."""
    in_balance = body["sequence"] <= places["balance"][1] and body["verdict"] == "accepted"
    in_balance = in_balance and body["event"]["type"] not in OF_NO_MEMBER
    in_liability = body["sequence"] <= places["liability"][1]
    who = (body["programme"], body["member_id"])
    if in_liability and body["verdict"] == "accepted":
        _add_money(body, sums, zones.by_programme[who[0]])
        for posting, version, rule, points in given_by(body):
            cohort = _cohort(body, posting["period"], posting["lot"], zones.by_programme[who[0]])
            sums.given[*cohort, version, rule] += points
    if body["sequence"] <= places["sources"][1]:
        sums.sources.add(body, zones.by_programme[who[0]])
    if in_balance:
        sums.members[who]["records"] += 1
        _add_hold(body, who, sums)
    if body["sequence"] <= places["tier"][1] and body["verdict"] == "accepted":
        _add_tier(body, who, sums)
    for posting in body["postings"]:
        for account, change in ((posting["source"], -posting["amount"]), (posting["target"], posting["amount"])):
            if in_balance:
                sums.members[who][account.partition(":")[0]] += change
                if account in OUTSTANDING:
                    sums.lots[*who, posting["lot"]["lot_id"]][account] += change
            other = posting["source"] if account == posting["target"] else posting["target"]
            if in_liability and account in OUTSTANDING and other not in OUTSTANDING:
                lot = posting["lot"]
                key = _cohort(body, posting["period"], lot, zones.by_programme[who[0]])
                sums.points[key]["net"] += change
                sums.points[key][other.partition(":")[0]] += change
    if in_balance and body["event"]["type"] == "member.erased":
        for of_members in (sums.members, sums.lots, sums.segments, sums.holds, sums.merged):
            for gone in [kept for kept in of_members if kept[:2] == who]:
                del of_members[gone]


def _cohort(body: Mapping[str, Any], period: str, lot: Mapping[str, Any], zone: ZoneInfo) -> tuple[str, ...]:
    month = period_of(datetime.fromisoformat(lot["earned_at"]), zone)
    return (body["programme"], period, lot.get("partner_id", ""), lot["origin"], month)


def _add_money(body: dict[str, Any], sums: Sums, zone: ZoneInfo) -> None:
    """Add what the money of cohorts is computed from, in units of 10⁻⁸.

    What L3a calls substitution is, said the other way round: what a cohort's lots gave for debts and claws, less what
    its own purchases had to give back.
    """
    kind = body["event"]["type"] if "caused_by" not in body else ""
    order = (body.get("explanation") or {}).get("order", {}) if kind == "purchase.returned" else {}
    for posting in body["postings"]:
        if posting["source"] in OUTSTANDING and (
            posting["target"] == "arrears" or (posting["target"] == "clawed_back" and "lot" in order)
        ):
            sums.points[_cohort(body, posting["period"], posting["lot"], zone)]["substituted"] += posting["amount"]
        if posting["source"] == "issued:purchase" and "deferred" in body:
            key = _cohort(body, body["period"], posting["lot"], zone)
            sums.points[key]["deferred"] += int(Decimal(body["deferred"]).scaleb(8))
    if "lot" in order:
        booked = body.get("period") or body["postings"][-1]["period"]
        bought = {"origin": "purchase", **order["lot"]}
        whose, why = sums.points[_cohort(body, booked, bought, zone)], body["explanation"]
        whose["returned"] += why["clawed"]
        whose["substituted"] -= why["clawed"] - why["covered"]
        whose["reversed"] -= int(Decimal(body.get("deferred", "0")).scaleb(8))


def _add_hold(body: dict[str, Any], who: tuple[str, str], sums: Sums) -> None:
    """Take note of what a record says of holds and of the segment. Any record may tell of holds that lapsed."""
    back = {datetime.fromisoformat(p["effective_at"]) for p in body["postings"] if p["source"] == "held"}
    kind, data, why = body["event"]["type"], body["event"]["data"], body.get("explanation") or {}
    if kind in ENDS_HOLDS and "caused_by" not in body:
        sums.holds = {hold: what for hold, what in sums.holds.items() if hold[:2] != who}
    if kind == "member.merged" and "caused_by" not in body:
        sums.merged[who] = why["merged_into"]
    for moved in why.get("holds", ()) if kind == "member.merged" else ():
        for number, points in moved["allocation"]:
            until = datetime.fromisoformat(moved["held_until"])
            sums.holds[*who, f"{who[1]}/{number}", moved["redemption_id"]] = (until, points)
    over = data["redemption_id"] if kind in ("redemption.captured", "redemption.released") else None
    for hold, (held_until, _) in list(sums.holds.items()) if back or over else ():
        if hold[:2] == who and (held_until in back or hold[3] == over):
            del sums.holds[hold]
    if kind == "redemption.reserved":
        until = datetime.fromisoformat(body["explanation"]["held_until"])
        for posting in body["postings"]:
            if posting["target"] == "held":
                sums.holds[*who, posting["lot"]["lot_id"], data["redemption_id"]] = (until, posting["amount"])
    if kind in ("member.enrolled", "member.updated") and "segment" in data:
        sums.segments[who] = data["segment"] or sums.segments.get(who, "")


def _add_tier(body: dict[str, Any], who: tuple[str, str], sums: Sums) -> None:
    """Take note of what a record says of tiers."""
    said = body.get("explanation", {}).get("tier", {})
    if "joined" in said:
        sums.tiers[who]["joined"] = said["joined"]
    for counted in [said[word] for word in ("counted",) if word in said] + said.get("inherited", []):
        for day in (date.fromisoformat(counted["day"]), date.min):
            spend = int(Decimal(counted["spend"]) * 10_000)
            sums.days[*who, day].update(spend=spend, points=counted["points"], visits=counted["visits"])
    for kind in ("reached", "assigned"):
        if kind in said:
            standing = (said[kind]["tier"], *map(_instant, (said[kind]["since"], said[kind]["valid_until"])))
            sums.tiers[who][kind] = sums.changes[*who, body["sequence"], kind] = standing


def _instant(text: str | None) -> datetime | None:
    return text and datetime.fromisoformat(text)  # type: ignore[return-value]


async def _compare_cohorts(looking: Session, slot: int, points: Mapping[tuple[str, ...], Counter[str]]) -> None:
    """Raise WrongView unless the liability says of every month, and of how cohorts stand, what the records say."""
    lines = ("issued", "redeemed", "expired", "clawed_back", "arrears")
    months = {
        key: (s["net"], s[lines[0]], *(-s[line] for line in lines[1:]), s["substituted"], s["returned"], s["deferred"],
              s["reversed"])
        for key, s in points.items()
    }  # fmt: skip
    said = {tuple(row)[:5]: tuple(row)[5:] for row in await looking.fetch(SQL["points"], slot)}
    _equal("liability", None, "cohort", said, months)
    standings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for (programme, _, *cohort), s in points.items():
        standings[programme, *cohort].update(
            outstanding=s["net"], redeemed=s["substituted"] - s["redeemed"], sold=s["issued"] - s["returned"],
            deferred=s["deferred"] - s["reversed"],
        )  # fmt: skip
    stand = {key: (s["outstanding"], s["redeemed"], s["sold"], s["deferred"]) for key, s in standings.items()}
    said = {tuple(row)[:4]: tuple(row)[4:] for row in await looking.fetch(SQL["standings"], slot)}
    _equal("liability", None, "standing", said, stand)


async def _compare_tiers(looking: Session, shard: int, slot: int, sums: Sums) -> None:
    """Raise WrongView unless the tables of tiers say what the records say."""
    nothing = (None, None, None)
    members = {
        who: (s.get("joined"), *s.get("reached", nothing), *s.get("assigned", nothing)) for who, s in sums.tiers.items()
    }
    said = {tuple(row)[:2]: tuple(row)[2:] for row in await looking.fetch(SQL["tier_members"], slot, shard)}
    _equal("tier", shard, "member", said, members)
    said = {tuple(row)[:4]: tuple(row)[4:] for row in await looking.fetch(SQL["tier_changes"], slot, shard)}
    _equal("tier", shard, "change", said, sums.changes)
    said = {tuple(row)[:3]: tuple(row)[3:] for row in await looking.fetch(SQL["tier_days"], slot, shard)}
    days = {which: (n["spend"], n["points"], n["visits"]) for which, n in sums.days.items()}
    _equal("tier", shard, "day", said, days)


async def _compare(looking: Session, shard: int, places: Mapping[str, tuple[int, int]], sums: Sums) -> None:
    """Raise WrongView unless the tables of a shard say what the records say."""
    slot = places["balance"][0]
    members = {
        who: (
            s["pending"],
            s["active"],
            s["held"],
            s["arrears"],
            -s["issued"],
            s["redeemed"],
            s["expired"],
            sums.segments.get(who, ""),
        )
        for who, s in sums.members.items()
    }
    said: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in await looking.fetch(SQL["members"], slot, shard):
        said[tuple(row)[:2]] = tuple(row)[2:]
    _equal("balance", shard, "member", said, members)
    lots = {who: (s["pending"], s["active"], s["held"]) for who, s in sums.lots.items() if any(s.values())}
    said = {tuple(row)[:3]: tuple(row)[3:] for row in await looking.fetch(SQL["lots"], slot, shard)}
    _equal("balance", shard, "lot", said, lots)
    said = {tuple(row)[:4]: tuple(row)[4:] for row in await looking.fetch(SQL["holds"], slot, shard)}
    _equal("balance", shard, "hold", said, sums.holds)
    said = {tuple(row)[:2]: row["merged_into"] for row in await looking.fetch(SQL["merged"], slot, shard)}
    _equal("balance", shard, "merged member", said, sums.merged)
    said = {tuple(row)[:7]: row["points"] for row in await looking.fetch(SQL["given"], places["liability"][0], shard)}
    _equal("liability", shard, "rule", said, sums.given)
    await _compare_tiers(looking, shard, places["tier"][0], sums)
    slot = places["sources"][0]
    said = {tuple(row)[:4]: tuple(row)[4:] for row in await looking.fetch(SQL["sources_received"], slot, shard)}
    _equal("sources", shard, "day", said, sums.sources.by_day())
    said = {tuple(row)[:4]: tuple(row)[4:] for row in await looking.fetch(SQL["sources_reported"], slot, shard)}
    _equal("sources", shard, "report", said, sums.sources.reported)


def _equal(view: str, shard: int | None, what: str, said: Mapping[Any, Any], folded: Mapping[Any, Any]) -> None:
    if said != folded:
        odd = next(key for key in {**said, **folded} if said.get(key) != folded.get(key))
        place = view if shard is None else f"{view}, shard {shard}"
        raise WrongView(
            f"the view {place}: {what} {odd} is {said.get(odd)}, the records give {folded.get(odd)}; "
            f"`points rebuild {view}` makes it anew"
        )
