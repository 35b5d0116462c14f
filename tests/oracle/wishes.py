"""What members and tills want in a history: a strategy for each type of event, most of it sensible, some of it not."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.oracle.days import DAY
from tests.oracle.drafting import MEMBERS, SWEEP, TILL, WEB, Draft, Given
from tests.oracle.state import Redemption

AMOUNTS = ["10.00", "20", "9.99", "0.50", "33.33", "100", "0", "25.5"]


def _some(draft: Draft, percent: int, **fields: list[Any]) -> Given:
    """Draw optional fields, each so often."""
    return {name: draft.pick(values) for name, values in fields.items() if draft.chance(percent)}


def enrolment(draft: Draft) -> Given:
    data = _some(draft, 40, segment=["gold", "silver"], partner_id=["p-1"])
    data |= _some(draft, 80, referrer_id=[*draft.known(), *MEMBERS, "nobody"])
    unknown = [name for name in MEMBERS if name not in draft.known()]
    member = draft.pick(unknown) if unknown and draft.chance(60) else draft.member()
    return draft.event("member.enrolled", member, {**data, **_attributes(draft)})


def update(draft: Draft) -> Given:
    data = _some(draft, 60, segment=["gold", "silver"])
    return draft.event("member.updated", draft.member(), {**data, **_attributes(draft)})


def _attributes(draft: Draft) -> Given:
    born = [{"birth_month": 2, "birth_day": 29}, {"birth_month": 3, "birth_day": 31}, {"birth_month": 11}, {}]
    return _some(draft, 40, attributes=born)


def _line(draft: Draft, number: int) -> Given:
    line: Given = {
        "line_id": f"l{number}",
        "sku": draft.pick(["s1", "s2", "s9"] if draft.chance(20) else ["s1", "s2"]),
        "quantity": draft.pick([1, 2, 3, 0] if draft.chance(20) else [1, 2, 3]),
        "amount": draft.pick(AMOUNTS),
    }
    line |= _some(draft, 30, category=["wine", "tobacco"])
    return line | _some(draft, 10, earns=[False, True])


def _basket(draft: Draft, order_id: str) -> Given:
    lines = [_line(draft, number) for number in range(draft.pick([1, 2, 3]))]
    data: Given = {"order_id": order_id, "currency": "USD" if draft.chance(3) else "EUR", "lines": lines}
    return data | _some(draft, 20, channel=["web", "shop"], store_id=["st-1"], partner_id=["p-1"])


def purchase(draft: Draft) -> Given:
    """One that was promised by its return, or a new one."""
    if draft.promised and draft.chance(60):
        promised = draft.promised.pop(0)
        if draft.chance(10):
            promised["data"]["currency"] = "USD"
        return promised | {"time": draft.written(draft.time())}
    source = WEB if draft.chance(20) else TILL
    return draft.event("purchase.completed", draft.member(), _basket(draft, draft.new_id("o")), source=source)


def purchase_return(draft: Draft) -> Given:
    """Of an earlier purchase, or of one that has not come yet."""
    bought = draft.orders() if draft.chance(90) else draft.last("purchase.completed")
    if not bought and draft.chance(60):
        return purchase(draft)
    if draft.chance(15) or not bought:
        to_come = draft.event("purchase.completed", draft.member(), _basket(draft, draft.new_id("o")))
        draft.promised.append(to_come)
        bought = [to_come]
    order = draft.pick(bought)
    member = draft.member() if draft.chance(6) else order["subject"]
    source = draft.pick([TILL, WEB]) if draft.chance(5) else order["source"]
    data = {"order_id": order["data"]["order_id"], "return_id": draft.new_id("ret"), **_brought_back(draft, order)}
    return draft.event("purchase.returned", member, data, source=source)


def _brought_back(draft: Draft, order: Given) -> Given:
    """By amount or by lines: all of it, a part, or too much."""
    lines = order["data"]["lines"]
    total = sum(Decimal(line["amount"]) for line in lines)
    if draft.chance(35) and total:
        part = draft.pick([Decimal(1), Decimal("0.5"), Decimal("0.25"), Decimal(2)])
        return {"amount": f"{max(total * part, Decimal('0.01')):.2f}"}
    chosen = lines if draft.chance(50) else [draft.pick(lines)]
    back = [
        {"line_id": line["line_id"], "quantity": line["quantity"] if draft.chance(50) else 1}
        for line in chosen
        if line["quantity"]
    ] or [{"line_id": "l0", "quantity": 1}]
    if draft.chance(5):
        back.append({"line_id": "l9", "quantity": 1})
    return {"lines": back}


def _points_wanted(draft: Draft, member: str) -> int:
    """All that can be spent, or some of it, or a number that may be too much, or that nobody may redeem."""
    if draft.chance(6):
        return draft.pick([0, -5, 3])
    spendable = draft.spendable(member)
    if spendable and draft.chance(85):
        return draft.pick([spendable, spendable // 5 * 5, spendable // 10 * 5, min(spendable, 50) // 5 * 5]) or 1
    return draft.pick([5, 10, 20, 30, 50])


def redemption(draft: Draft) -> Given:
    """In one phase or two, from a topic or over HTTP; mostly of somebody who has points."""
    rich = [name for name in draft.known() if draft.spendable(name)]
    if not rich and draft.chance(70):
        return purchase(draft)
    member = draft.pick(rich) if rich and draft.chance(85) else draft.member()
    over_http = draft.chance(30)
    points = _points_wanted(draft, member)
    data: Given = {"redemption_id": draft.new_id(f"c-{member}" if over_http else "r"), "points": points}
    if draft.chance(15):
        value = "7" if draft.chance(30) else str(Decimal(points) / 2)
        data["reward"] = {"kind": draft.pick(["cash", "goods"]), "value": value if points > 0 else "1"}
    data |= _some(draft, 15, partner_id=["p-2"], store_id=["st-1"])
    if draft.chance(50):
        data["ttl_seconds"] = draft.pick([86_400, 3_600, 172_800, 604_800, 172_800, 604_800, 700_000])
        event_type = "redemption.reserved"
    else:
        event_type = "redemption.requested"
    if over_http:
        return draft.command(event_type, member, data, "redeem")
    return draft.event(event_type, member, data)


def _redeemed(draft: Draft, *statuses: str) -> tuple[str, str, bool]:
    """Draw an earlier redemption, mostly of these statuses: its id, its member, and whether HTTP may speak of it."""
    accepted = draft.redemptions()
    likely = [one for one in accepted if one[1].status in statuses and _is_live(draft, one[1])]
    if not accepted or draft.chance(4):
        asked = draft.last("redemption.reserved", "redemption.requested")
        return (draft.pick(asked)["data"]["redemption_id"] if asked else "r-unknown"), draft.member(), False
    member, redemption = draft.pick((likely if likely and draft.chance(80) else accepted)[:6])
    over_http = redemption.redemption_id.startswith("c-") and draft.chance(60)
    return redemption.redemption_id, member if over_http or draft.chance(95) else draft.member(), over_http


def _is_live(draft: Draft, redemption: Redemption) -> bool:
    """Tell whether there is something left to do with a redemption."""
    if redemption.status == "open":
        return redemption.held_until is not None and (redemption.held_until > draft.clock or draft.chance(30))
    return redemption.points_consumed > 0 or draft.chance(30)


def _sent(draft: Draft, event_type: str, member: str, data: Given, act: str | None) -> Given:
    return draft.command(event_type, member, data, act) if act else draft.event(event_type, member, data)


def capture(draft: Draft) -> Given:
    if not any(redemption.status == "open" for _, redemption in draft.redemptions()) and draft.chance(80):
        return redemption(draft)
    redemption_id, member, over_http = _redeemed(draft, "open")
    data: Given = {"redemption_id": redemption_id} | _some(draft, 40, points=[5, 10, 3, 1000, 0])
    act = f"capture/{data.get('points', 'all')}"
    if draft.chance(50) and not over_http:
        return draft.event("redemption.captured", member, data, time=draft.clock)
    return _sent(draft, "redemption.captured", member, data, act if over_http else None)


def release(draft: Draft) -> Given:
    if not draft.redemptions() and draft.chance(80):
        return redemption(draft)
    redemption_id, member, over_http = _redeemed(draft, "open", "lapsed")
    data = {"redemption_id": redemption_id}
    return _sent(draft, "redemption.released", member, data, "release" if over_http else None)


def cancel(draft: Draft) -> Given:
    if not any(redemption.points_consumed for _, redemption in draft.redemptions()) and draft.chance(80):
        return redemption(draft)
    if draft.chance(25):
        draft.clock += draft.pick([10, 31]) * DAY  # Until what was redeemed is past its date, perhaps.
    redemption_id, member, over_http = _redeemed(draft, "requested", "captured")
    cancel_id = draft.new_id("can")
    data: Given = {"redemption_id": redemption_id, "cancel_id": cancel_id} | _some(draft, 50, points=[5, 3, 10, 500, 0])
    data |= _some(draft, 60, initiated_by=["merchant", "member"])
    return _sent(draft, "redemption.cancelled", member, data, f"cancel/{cancel_id}" if over_http else None)


def grant(draft: Draft) -> Given:
    """By a campaign, by hand, or by the sweeper for a birthday."""
    member, year = draft.member(), draft.clock.year
    if draft.chance(20):
        rule_id = draft.pick(["rule-0", "rule-1", "rule-2"])
        grant_id = f"{draft.programme}/birthday/{rule_id}/{member}/{year}"
        data: Given = {"grant_id": grant_id, "points": 25, "origin": "birthday"}
        return draft.event("points.granted", member, data, source=SWEEP, id=grant_id, time=draft.midnight())
    origin = draft.pick(["goodwill", "campaign", "migration", "engagement"])
    data = {"grant_id": draft.new_id("g"), "points": draft.pick([10, 50, 7, 200, 0]), "origin": origin}
    if draft.chance(40):
        data["expires_at"] = draft.written(draft.midnight() + draft.pick([3, 1, 10, 40, -1, -13]) * DAY)
    return draft.event("points.granted", member, data | _some(draft, 20, partner_id=["p-1"], campaign_id=["c-1"]))


def activity(draft: Draft) -> Given:
    data = {"activity_id": draft.new_id("a"), "activity": draft.pick(["survey", "app"])}
    return draft.event("activity.completed", draft.member(), data)


def activation_due(draft: Draft) -> Given:
    as_of = draft.pick([draft.clock, draft.midnight()])
    return _due(draft, "activation", as_of.isoformat(), draft.member())


def expiry_due(draft: Draft) -> Given:
    """As the sweeper sends it, often after a quiet time; or too early."""
    if draft.chance(40):
        draft.clock += draft.pick([10, 31, 62]) * DAY
    as_of = draft.clock if draft.chance(10) else draft.midnight(draft.pick([0, 0, 1, 7])) - draft.window
    past = draft.past(as_of)
    return _due(draft, "expiry", as_of.isoformat(), draft.pick(past) if past and draft.chance(80) else draft.member())


def _due(draft: Draft, what: str, as_of: str, member: str) -> Given:
    event_id = f"{draft.programme}/{what}/{member}/{as_of}"
    event = draft.event(f"points.{what}_due", member, {"as_of": as_of}, source=SWEEP, id=event_id)
    if draft.chance(5):
        return event | {"source": TILL, "id": draft.new_id("e")}  # Somebody else's, at a time of its own.
    return event | {"time": as_of}


WISHES: list[tuple[int, Callable[[Draft], Given]]] = [
    (16, purchase),
    (8, expiry_due),
    (9, cancel),
    (15, purchase_return),
    (16, capture),
    (4, release),
    (5, grant),
    (6, enrolment),
    (2, update),
    (3, activity),
    (3, activation_due),
    (22, redemption),
]
"""How often each is wanted."""
FIRST = [purchase, enrolment, grant]
"""What makes a member known."""
WEIGHTED = [wish for weight, wish in WISHES for _ in range(weight)]
