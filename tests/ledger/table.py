"""Decisions as text tables that read like the rule book, with one parser and one runner.

    programme  redemption {"block": 100}; expiry {"kind": "rolling", "months": 12}
    clock      2026-03-02
    given      ann has 50 active earned 2026-01-10 expiring 2026-06-01
    given      ann owes 20
    estimate   from 2026-01-01 worth 0.01 redeemed 0.95
    when       ann buys 10.00 + 5.50 of wine at 2026-03-01T10:30 as o-1
    then       accepted: issued:purchase → active 15 (lot 2); active → arrears 15 (lot 2)
    and        ann has active 50, arrears -5

Each `when` is a batch of its own. Instants are in UTC; a date is its midnight. The clock is that of the event unless a
line says otherwise; it is the lateness window after a sweep. `when` may also be `ann reserves 50 for 60` (seconds),
`captures r-1 30`, `releases r-1`, `cancels r-1 20 by merchant`, `returns line 1 x2 of o-1`, `returns 5.00 of o-1`,
`is assigned gold until 2026-06-01`, and may end in `at` an instant, `as` an order, redemption, cancel, or return, `id`
an event id, `from` a source, `in` a currency or programme, `partner`, `store`, `channel`, and `over http`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from textwrap import dedent
from typing import Any

import orjson

from schemas.cloudevents import command, decode
from schemas.events import APPROVED_TYPES, Event
from schemas.values import scaled
from services.ledger.nouns import Lot
from services.ledger.orders import Order, OrderLine, order_key
from services.ledger.reach import note_next_activation, note_next_expiry
from services.ledger.working import Result
from tests.ledger.memory import MemoryLedger, version
from tests.ledger.movements import movement
from tests.ledger.telling import spoken_of, told

PLACES = {"store": "store_id", "channel": "channel"}
LATENESS_WINDOW = timedelta(hours=72)
INSTANT = r"(\d{4}-\d\d-\d\d(?:T[\d:]+)?)"
OPTION = re.compile(r"(.*?)\s+(at|as|id|from|in|partner|store|channel|over)\s+(\S+)$")
LOT = re.compile(
    rf"(\S+) has (\d+) (active|pending) earned {INSTANT}(?: activating {INSTANT})?(?: expiring {INSTANT})?"
)


def instant(text: str) -> datetime:
    """Read a date, or a date and a time, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def earning(*rules: Mapping[str, object], **settings: object) -> str:
    """Return the line of a table that sets these rules, each of them named as its place unless it has a name."""
    named = [{"rule_id": f"r{number}", **rule} for number, rule in enumerate(rules, 1)]
    return f"programme earning {json.dumps({'rules': named, **settings})}"


@dataclass
class Table:
    """One table as it runs: the ledger, the clock, and what the last event came to."""

    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    clock: datetime | None = None
    events: int = 0
    at: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    versions: dict[str, int] = field(default_factory=dict)
    result: Result | None = None

    def programme(self, line: str) -> None:
        """`[name NAME] [from INSTANT] setting JSON; setting JSON; …`: the next version."""
        settings: dict[str, Any] = {}
        if found := re.match(r"name (\S+)\s*(.*)", line):
            settings["programme"], line = found.groups()
        if found := re.match(rf"from {INSTANT}\s*(.*)", line):
            settings["valid_from"], line = found[1] + ("Z" if "T" in found[1] else "T00:00:00Z"), found[2]
        for setting in filter(None, line.split("; ")):
            name, value = setting.split(" ", 1)
            settings[name] = json.loads(value)
        name = settings.get("programme", "default")
        self.versions[name] = settings["version"] = self.versions.get(name, 0) + 1
        self.ledger.publish(version(**settings))

    def estimate(self, line: str) -> None:
        """`from INSTANT worth VALUE redeemed RATE`: the next of the register."""
        found = re.fullmatch(rf"from {INSTANT} worth (\S+) redeemed (\S+)", line)
        assert found, f"estimate what? {line}"
        rate = [{"from_age_months": 0, "rate": found[3]}, {"from_age_months": 12, "rate": "1"}]
        self.ledger.estimate(valid_from=instant(found[1]).isoformat(), value_per_point=found[2], redemption_rate=rate)

    def given(self, line: str) -> None:
        """A member's state before."""
        if found := LOT.fullmatch(line):
            name, points, part, earned, activating, expiring = found.groups()
            member = self.ledger.member(name)
            member.status, member.lots_made = "open", member.lots_made + 1
            lot = Lot(member.lots_made, "purchase", None, instant(earned), instant(activating or earned),
                      instant(expiring) if expiring else None, granted=int(points))  # fmt: skip
            for holder in (lot, member):
                setattr(holder, part, getattr(holder, part) + int(points))
            member.lots.append(lot)
            note_next_activation(member)
            note_next_expiry(member)
        elif found := re.fullmatch(rf"(\S+) bought (.+) on {INSTANT}(?: expiring {INSTANT})? as (\S+)", line):
            self._bought(*found.groups())
        elif found := re.fullmatch(r"(\S+) is of segment (\S+)", line):
            self.ledger.member(found[1]).segment = found[2]
        elif found := re.fullmatch(r"(\S+) is (open|closed)", line):
            self.ledger.member(found[1]).status = found[2]
        elif found := re.fullmatch(r"(\S+) owes (\d+)", line):
            self.ledger.member(found[1]).arrears = -int(found[2])
        elif found := re.fullmatch(r"(\S+) redeemed (\d+) on (\S+)", line):
            self.ledger.member(found[1]).tallies["redeemed", date.fromisoformat(found[3])] = int(found[2])
        else:
            raise ValueError(f"given what? {line}")

    def _bought(self, name: str, text: str, earned: str, expiring: str | None, order_id: str) -> None:
        """`AMOUNT for POINTS [of QUANTITY] [unearning] + …`: a purchase with its points as they were frozen."""
        lines = []
        for number, line in enumerate(text.split(" + "), 1):
            found = re.fullmatch(r"(\S+) for (\d+)(?: of (\d+))?( unearning)?", line)
            assert found, f"bought what? {line}"
            lines.append(OrderLine(str(number), int(found[3] or 1), scaled(found[1]), int(found[2]), not found[4]))
        points = sum(line.points for line in lines)
        until = f" expiring {expiring}" if expiring else ""
        self.given(f"{name} has {points} active earned {earned}{until}")
        number = self.ledger.member(name).lots_made
        key = order_key("default", "urn:till:1", order_id)
        self.ledger.orders[key] = Order("default", "urn:till:1", order_id, name, instant(earned), number, points,
                                        lines, self.ledger.programmes.versions("default")[0].return_policy)  # fmt: skip

    def when(self, line: str) -> None:
        """An event, or a command over HTTP."""
        options: dict[str, str] = {}
        while found := OPTION.fullmatch(line):
            line, options[found[2]] = found[1], found[3]
        self.events += 1
        event_type, member, data, at = self._what(line, options)
        self.at = instant(options["at"]) if "at" in options else at
        is_due = event_type.endswith("_due")
        clock = self.clock or (self.at + LATENESS_WINDOW if is_due else self.at)
        (self.result,) = self.ledger.post([self._event(event_type, member, data, options, clock)], clock)

    def _what(self, line: str, options: dict[str, str]) -> tuple[str, str, dict[str, Any], datetime]:
        key = options.get("as", f"k-{self.events}")
        partner = {"partner_id": options["partner"]} if "partner" in options else {}
        place = {name: options[word] for word, name in PLACES.items() if word in options}
        if found := re.fullmatch(r"(\S+) (enrols|changes)(?: to segment (\S+))?(?: born (\S+))?(?: by (\S+))?", line):
            data: dict[str, Any] = dict(partner)
            if found[3]:
                data["segment"] = found[3]
            if found[4]:
                month, day = found[4].split("-")
                data["attributes"] = {"birth_month": int(month), "birth_day": int(day)}
            if found[5]:
                data["referrer_id"] = found[5]
            return ("member.enrolled" if found[2] == "enrols" else "member.updated"), found[1], data, self.at
        if found := re.fullmatch(r"(\S+) does (\S+)", line):
            return "activity.completed", found[1], {"activity_id": key, "activity": found[2]}, self.at
        if found := re.fullmatch(rf"(\S+) is granted (-?\d+) of (\w+)(?: expiring {INSTANT})?", line):
            data = {"grant_id": key, "points": int(found[2]), "origin": found[3], **partner}
            if found[4]:
                data["expires_at"] = instant(found[4]).isoformat()
            return "points.granted", found[1], data, self.at
        if found := re.fullmatch(r"(\S+) buys (.+)", line):
            lines = [_line(number, text) for number, text in enumerate(found[2].split(" + "), 1)]
            currency = options["in"] if options.get("in", "").isupper() else "EUR"
            return (
                "purchase.completed",
                found[1],
                {"order_id": key, "currency": currency, "lines": lines, **partner, **place},
                self.at,
            )
        if found := re.fullmatch(r"(\S+) redeems (-?\d+)(?: for (\w+)(?: worth (\S+))?)?", line):
            data = {"redemption_id": key, "points": int(found[2]), **partner}
            if found[3]:
                data["reward"] = {"kind": found[3], "value": found[4]}
            return "redemption.requested", found[1], data, self.at
        if found := re.fullmatch(r"(\S+) reserves (-?\d+) for (-?\d+)(?: for (\w+)(?: worth (\S+))?)?", line):
            data = {"redemption_id": key, "points": int(found[2]), "ttl_seconds": int(found[3]), **partner}
            if found[4]:
                data["reward"] = {"kind": found[4], "value": found[5]}
            return "redemption.reserved", found[1], data, self.at
        if found := re.fullmatch(r"(\S+) (captures|releases) (\S+)(?: (-?\d+))?", line):
            points = {"points": int(found[4])} if found[4] else {}
            event_type = "redemption.captured" if found[2] == "captures" else "redemption.released"
            return event_type, found[1], {"redemption_id": found[3], **points}, self.at
        if found := re.fullmatch(r"(\S+) cancels (\S+)(?: (-?\d+))?(?: by (\w+))?", line):
            data = {"redemption_id": found[2], "cancel_id": key, "initiated_by": found[4] or "member"}
            return "redemption.cancelled", found[1], data | ({"points": int(found[3])} if found[3] else {}), self.at
        if found := re.fullmatch(r"(\S+) returns (.+) of (\S+)", line):
            data = {"order_id": found[3], "return_id": key, **_returned(found[2])}
            return "purchase.returned", found[1], data, self.at
        if moved := movement(line, key):
            return (*moved, self.at)
        if found := re.fullmatch(rf"(expiry|activation) is due for (\S+) as of {INSTANT}", line):
            as_of = instant(found[3])
            return f"points.{found[1]}_due", found[2], {"as_of": as_of.isoformat()}, as_of
        if found := re.fullmatch(rf"the tier of (\S+) is due for review as of {INSTANT}", line):
            as_of = instant(found[2])
            return "tier.review_due", found[1], {"as_of": as_of.isoformat()}, as_of
        if found := re.fullmatch(rf"(\S+) is assigned (\S+?)(?: until {INSTANT})?", line):
            until = {"valid_until": instant(found[3]).isoformat()} if found[3] else {}
            return "tier.assigned", found[1], {"tier": found[2], **until}, self.at
        raise ValueError(f"when what? {line}")

    def _event(
        self, event_type: str, member: str, data: dict[str, Any], options: dict[str, str], clock: datetime
    ) -> Event:
        event_id, source = options.get("id", f"e-{self.events}"), options.get("from", "urn:till:1")
        programme = options["in"] if options.get("in", "").islower() else "default"
        if event_type in APPROVED_TYPES:
            return executed(event_id, event_type, programme, member, data, self.at)
        if options.get("over") == "http":
            return command(source=source, event_id=event_id, event_type=event_type, programme=programme,
                           member_id=member, body=data, at=clock)  # fmt: skip
        attributes = {"specversion": "1.0", "id": event_id, "source": source, "type": event_type,
                      "time": self.at.isoformat(), "subject": member, "programme": programme}  # fmt: skip
        headers = [(f"ce_{name}", text.encode()) for name, text in attributes.items()]
        return decode(member.encode(), headers, orjson.dumps(data))

    def then(self) -> str:
        """What the last event came to."""
        return told(self.result, self.ledger)

    def also(self, line: str) -> str:
        """What the line speaks of, as it is."""
        return spoken_of(line, self.result, self.ledger, self.at)


def executed(
    event_id: str, event_type: str, programme: str, member_id: str, data: dict[str, Any], at: datetime
) -> Event:
    """Return the event that an approved proposal becomes, at the ledger's clock."""
    return command(source="urn:proposal", event_id=event_id, event_type=event_type, programme=programme,
                   member_id=member_id, body=data, at=at, approved=("pat", "alex"))  # fmt: skip


def _returned(text: str) -> dict[str, Any]:
    """Read `AMOUNT`, or `line LINE [xQUANTITY] + …`."""
    if not text.startswith("line "):
        return {"amount": text}
    found = [re.fullmatch(r"line (\S+)(?: x(\d+))?", line) for line in text.split(" + ")]
    return {"lines": [{"line_id": line[1], "quantity": int(line[2] or 1)} for line in found if line]}


def _line(number: int, text: str) -> dict[str, Any]:
    """Read `AMOUNT [xQUANTITY] [unearning] [of CATEGORY] [sku SKU]`."""
    found = re.fullmatch(r"(\S+)(?: x(\d+))?( unearning)?(?: of (\S+))?(?: sku (\S+))?", text)
    if not found:
        raise ValueError(f"buys what? {text}")
    line: dict[str, Any] = {"line_id": str(number), "sku": found[5] or "sku", "quantity": int(found[2] or 1),
                            "amount": found[1]}  # fmt: skip
    if found[3]:
        line["earns"] = False
    if found[4]:
        line["category"] = found[4]
    return line


def check(text: str) -> Table:
    """Run a table; raise AssertionError with every line that is not as written, beside what it was."""
    table, faults = Table(), []
    lines = [re.sub(r"\s+", " ", line).strip() for line in dedent(text).splitlines()]
    if not any(line.startswith("programme") for line in lines):
        table.programme("")
    for line in filter(None, lines):
        word, _, rest = line.partition(" ")
        match word:
            case "programme":
                table.programme(rest)
            case "estimate":
                table.estimate(rest)
            case "clock":
                table.clock = instant(rest)
            case "given":
                table.given(rest)
            case "when":
                table.when(rest)
            case "then" | "and":
                was = table.then() if word == "then" else table.also(rest)
                if was != rest:
                    faults.append(f"{line}\n      was: {was}")
            case _:
                raise ValueError(f"no such line: {line}")
    assert not faults, "\n  ".join(["the table is not as written:", *faults])
    return table
