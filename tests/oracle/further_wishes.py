"""What members and tills want of tiers and of moves in a history (S26–S29, S32)."""

from collections.abc import Callable

from tests.oracle.days import DAY
from tests.oracle.drafting import SWEEP, Draft, Given
from tests.oracle.state import Member
from tests.oracle.wishes import WISHES, purchase, redemption


def transfer(draft: Draft) -> Given:
    """To somebody else, mostly; now and then of all there is, on to the next or back."""
    rich = [name for name in draft.known() if draft.spendable(name)]
    if not rich and draft.chance(70):
        return purchase(draft)
    member = draft.pick(rich) if rich and draft.chance(85) else draft.member()
    last = draft.last("points.transferred")
    if last and draft.chance(30):
        member = last[0]["data"]["to_member_id"]
    others = [name for name in draft.known() if name != member] or draft.names
    to = draft.pick(others if draft.chance(90) else [*draft.names, "nobody"])
    spendable = draft.spendable(member)
    points = draft.pick([spendable, spendable // 2, 5, 10, 3]) if draft.chance(94) else draft.pick([0, -5, 1000])
    data = {"transfer_id": draft.new_id("t"), "to_member_id": to, "points": points}
    return draft.event("points.transferred", member, data)


def adjustment(draft: Draft) -> Given:
    points = draft.pick([10, 50, -5, -20, -100, 0])
    member = draft.member()
    if points < 0 and draft.chance(70):
        points = -draft.spendable(member) or -1
    data = {"adjustment_id": draft.new_id("adj"), "points": points, "reason": draft.pick(["a mistake", "a gift"])}
    return draft.proposal("points.adjusted", member, data)


def merge(draft: Draft) -> Given:
    """Often of somebody with a hold or a debt."""
    open_ones = [one for one in _members(draft) if not one.is_closed and not one.merged_into]
    busy = [one.member_id for one in open_ones if one.open_holds or one.arrears or one.pending]
    member = draft.pick(busy) if busy and draft.chance(60) else draft.member()
    others = [one.member_id for one in open_ones if one.member_id != member]
    into = draft.pick(others if others and draft.chance(85) else [*draft.names, "nobody"])
    return draft.event("member.merged", member, {"into_member_id": into})


def closing(draft: Draft) -> Given:
    """Now and then: what is closed, stays closed."""
    if draft.chance(60):
        return transfer(draft)
    busy = [one.member_id for one in _members(draft) if one.open_holds]
    member = draft.pick(busy) if busy and draft.chance(60) else draft.member()
    return draft.event("member.closed", member, {"reason": "moved away"} if draft.chance(50) else {})


def erasure(draft: Draft) -> Given:
    return draft.proposal("member.erased", draft.member(), {}) if draft.chance(60) else redemption(draft)


def assignment(draft: Draft) -> Given:
    data: Given = {"tier": draft.pick(["silver", "gold", "platinum", "tin"])}
    if draft.chance(70):
        data["valid_until"] = draft.written(draft.midnight() + draft.pick([1, 5, 30, 90, -1]) * DAY)
    return draft.proposal("tier.assigned", draft.member(), data)


def review_due(draft: Draft) -> Given:
    """As the sweeper sends it, often once a window is over; at times the year has to go by for it."""
    kept = {one.member_id: one.reached[-1].valid_until for one in _members(draft) if one.reached}
    member = draft.pick(sorted(kept)) if kept and draft.chance(90) else draft.member()
    ends = kept.get(member)
    if ends and draft.chance(60) and (draft.chance(30) or (ends - draft.clock).days < 100):
        draft.clock = max(draft.clock, ends + draft.pick([0, 1, 21]) * DAY)
    as_of = draft.midnight(draft.pick([0, 0, 0, 2]))
    text = as_of.isoformat()
    event_id = f"{draft.programme}/review/{member}/{text}"
    return draft.event("tier.review_due", member, {"as_of": text}, source=SWEEP, id=event_id) | {"time": text}


def late_return(draft: Draft) -> Given:
    """Of an order that is another's by now: the till knows the member by the old name only."""
    moved = [name for name in draft.known() if draft.oracle.members[draft.programme, name].merged_into]
    old = [one for one in draft.sent if one["type"] == "purchase.completed" and one["subject"] in moved]
    if not old:
        return redemption(draft)
    order = draft.pick(old)
    data = {"order_id": order["data"]["order_id"], "return_id": draft.new_id("ret"), "amount": "5.00"}
    return draft.event("purchase.returned", order["subject"], data, source=order["source"])


def _members(draft: Draft) -> list[Member]:
    return [draft.oracle.members[draft.programme, name] for name in draft.known()]


FURTHER: list[tuple[int, Callable[[Draft], Given]]] = [
    (14, transfer),
    (6, adjustment),
    (5, merge),
    (3, closing),
    (1, erasure),
    (6, assignment),
    (12, review_due),
    (5, late_return),
]
"""How often each is wanted."""
WEIGHTED_FURTHER = [wish for weight, wish in [*WISHES, *FURTHER] for _ in range(weight)]
