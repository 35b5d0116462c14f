"""The oracle on tiers and on what moves points and members, and the histories of them (S26–S29, S31, S32)."""

from collections import Counter
from typing import Any

from schemas.programme import ProgrammeVersion
from tests.oracle import Oracle
from tests.oracle.histories import history, replay
from tests.oracle.state import Member
from tests.oracle.story import Story, at, told
from tests.oracle.tiers import tier_at

SEEDS = range(150)
LEAST = 2
LEVELS = [{"tier": "silver", "threshold": "20"}, {"tier": "gold", "threshold": "50", "multiplier": "2"}]
YEARLY = {"metric": "spend", "window": {"kind": "calendar_year"}, "levels": LEVELS}


def tiers(**settings: Any) -> Story:
    """Return a story with two tiers of a calendar year."""
    return Story(tiers={**YEARLY, **settings}, max_lateness_days=None)


def of(story: Story, name: str) -> Member:
    """Return a member by name."""
    return story.oracle.members["default", name]


def tier(story: Story, when: str) -> str | None:
    """Return ann's tier at an instant."""
    return tier_at(story.ann, story.oracle.programmes["default"].versions[0]["tiers"], at(when))


def test_oracle_s32_an_upgrade_counts_from_the_next_purchase_on() -> None:
    story = tiers()
    story.buys("o", "50", "2026-03-01")
    assert (story.ann.active, tier(story, "2026-03-01")) == (50, "gold")
    story.buys("p", "10", "2026-03-02")
    assert story.ann.active == 70
    story.buys("late", "10", "2026-02-01", clock="2026-03-03")
    assert story.ann.active == 80


def test_oracle_s32_a_tier_is_kept_to_the_end_of_the_next_window_and_lowered_one_level_at_a_time() -> None:
    story = tiers(grace_days=10)
    story.buys("o", "50", "2026-03-01")
    assert told(story.reviews("2028-01-10")) == ["nothing_due"]
    assert told(story.reviews("2028-01-11")) == ["accepted"]
    assert tier(story, "2028-01-11") == "silver"
    assert told(story.reviews("2028-01-12")) == ["nothing_due"]
    story.reviews("2029-01-11")
    assert tier(story, "2029-02-01") is None


def test_oracle_s24_a_return_lowers_what_the_review_looks_at_and_no_points_of_others() -> None:
    story = tiers(soft_landing=False)
    story.buys("o", "50", "2026-12-01")
    story.buys("p", "60", "2027-03-01")
    story.returns("p", "20", "2027-03-02")
    assert (tier(story, "2027-03-02"), story.ann.active) == ("gold", 130)
    story.reviews("2028-01-01")
    assert tier(story, "2028-01-01") == "silver"


def test_oracle_s32_a_tier_by_hand_is_a_floor_until_its_date() -> None:
    story = tiers()
    story.send("member.enrolled", "2026-01-01", {})
    story.send("tier.assigned", "2026-01-02", {"tier": "gold", "valid_until": "2026-02-01T00:00:00Z"}, is_command=True)
    assert (tier(story, "2026-01-31"), tier(story, "2026-02-01")) == ("gold", None)
    assert told(story.send("tier.assigned", "2026-01-02", {"tier": "tin"}, is_command=True)) == [
        "rejected TIER_UNKNOWN"
    ]
    assert told(story.send("tier.assigned", "2026-01-02", {"tier": "gold"})) == ["quarantined NOT_PERMITTED"]


def test_oracle_s27_a_transfer_keeps_origin_and_dates_and_pays_the_receivers_debt() -> None:
    story = Story(expiry={"kind": "rolling", "days": 10}, min_validity_days=0)
    story.buys("o", "50", "2026-03-01")
    story.buys("b", "10", "2026-03-02", member="bob")
    story.redeems("r", 10, "2026-03-02", member="bob")
    story.returns("b", "10", "2026-03-02", member="bob")
    assert told(story.transfers("t", 30, "2026-03-03")) == [
        "accepted",
        "active → transit 30 (1)",
        "accepted",
        "transit → active 30 (2)",
        "active → arrears 10 (2)",
    ]
    assert of(story, "bob").lots[1].expires_at == story.ann.lots[0].expires_at == at("2026-03-12")
    assert told(story.transfers("u", 5, "2026-03-03", to="nobody")) == ["rejected RECEIVER_INVALID"]
    assert told(story.transfers("v", 50, "2026-03-03")) == ["rejected INSUFFICIENT_POINTS"]


def test_oracle_s28_a_merge_moves_all_and_leaves_another_name() -> None:
    story = Story()
    story.buys("o", "50", "2026-03-01")
    story.reserves("r", 20, "2026-03-02", ttl=86_400)
    story.buys("b", "10", "2026-03-02", member="bob")
    story.redeems("s", 10, "2026-03-02", member="bob")
    story.returns("b", "4", "2026-03-02", member="bob")
    assert told(story.merges("bob", "ann", "2026-03-02T12:00")) == [
        "accepted",
        "transit → arrears 4 (None)",
        "accepted",
        "arrears → transit 4 (None)",
        "active → arrears 4 (1)",
    ]
    assert told(story.merges("ann", "bob", "2026-03-02T12:00")) == ["rejected RECEIVER_INVALID"]
    late = story.send(
        "redemption.cancelled", "2026-03-02T13:00", {"redemption_id": "s", "cancel_id": "c"}, member="bob"
    )
    assert (told(late), late[0].member_id) == (["accepted", "redeemed → active 10 (2)"], "ann")
    assert told(story.returns("b", "6", "2026-03-02T14:00", id="x", member="bob")) == ["rejected DUPLICATE_RETURN_ID"]


def test_oracle_s29_closing_releases_and_forfeits_and_nothing_comes_after_it_but_erasure() -> None:
    story = Story(earning={"pending_days": 30})
    story.buys("o", "50", "2026-03-01")
    story.send("points.granted", "2026-03-01", {"grant_id": "g", "points": 10, "origin": "goodwill"})
    story.reserves("r", 10, "2026-03-02", ttl=86_400)
    assert told(story.send("member.closed", "2026-03-02", {})) == [
        "accepted",
        "held → active 10 (2)",
        "pending → forfeited 50 (1)",
        "active → forfeited 10 (2)",
    ]
    assert told(story.buys("p", "50", "2026-03-03")) == ["rejected MEMBER_CLOSED"]
    assert told(story.send("member.erased", "2026-03-03", {}, is_command=True)) == ["accepted"]


WANTED = {
    *(f"accepted {name}" for name in (
        "points.adjusted", "points.transferred", "member.merged", "member.closed", "member.erased", "tier.assigned",
        "tier.review_due",
    )),
    "active → adjusted", "adjusted → active", "active → transit", "transit → active", "transit → held",
    "transit → pending", "pending → transit", "held → transit", "active → forfeited", "pending → forfeited",
    "RECEIVER_INVALID", "TIER_UNKNOWN", "LIMIT_EXCEEDED", "INSUFFICIENT_POINTS", "ARREARS_OUTSTANDING", "MEMBER_CLOSED",
    "DUPLICATE_TRANSFER_ID", "DUPLICATE_ADJUSTMENT_ID", "an alias of an alias", "a tier lost", "a tier kept",
    "something decided by another name", "a debt moved",
}  # fmt: skip


def test_further_histories_reach_what_moves_and_every_turn_of_a_tier() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        lived = history(seed, 60, further=True)
        oracle = Oracle(lived.versions)
        for event, clock in lived.steps:
            results = replay(oracle, [(event, clock)])
            oracle.check()
            for result in results:
                seen.update(f"{one.source} → {one.target}" for one in result.postings)
                seen["a debt moved"] += any(one.lot_number is None for one in result.postings)
            if event is not None and results[0].verdict in ("accepted", "rejected"):
                seen[results[0].reason or f"accepted {event['type']}"] += 1
                seen["something decided by another name"] += results[0].member_id != event["subject"]
        for member in oracle.members.values():
            survivor = oracle.members.get((member.programme, member.merged_into or ""))
            seen["an alias of an alias"] += bool(survivor and survivor.merged_into)
            seen["a tier lost"] += any(one.tier is None for one in member.reached)
            seen["a tier kept"] += any(
                a.tier == b.tier for a, b in zip(member.reached, member.reached[1:], strict=False)
            )
    rare = {one: seen[one] for one in sorted(WANTED) if seen[one] < LEAST}
    assert not rare, f"these happen less than {LEAST} times in {len(SEEDS)} histories: {rare}"


def test_further_histories_are_of_valid_programmes() -> None:
    for seed in SEEDS[:60]:
        for version in history(seed, further=True).versions:
            ProgrammeVersion.model_validate(version)
