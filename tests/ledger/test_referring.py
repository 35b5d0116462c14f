"""S15b: who referred a member is rewarded at its first purchase, in a record of its own."""

from typing import Any

import pytest

from schemas.cloudevents import decode
from services.ledger.batch import DecisionFailed, decide_batch
from services.ledger.nouns import Member
from services.ledger.wanting import wanted_others, wanted_tallies
from services.ledger.working import Working
from tests.ledger.inheriting import SHARD
from tests.ledger.table import Table, check, earning


def on(trigger: str, bonus: int = 10, **rule: Any) -> dict[str, object]:
    """Return a rule with another trigger than a purchase."""
    return {"on": trigger, "bonus": bonus, **rule}


def test_s15b_who_referred_is_rewarded_at_the_first_purchase_in_a_record_of_its_own() -> None:
    table = check(f"""
        {earning(on("referral", 100))}
        given bob is open
        when  ann enrols by bob
        then  accepted: nothing
        and   also nobody
        when  ann buys 5.00 partner p
        then  accepted: issued:purchase → active 5 (lot 1)
        and   also bob: issued:referral → active 100 (lot 1)
        and   lot 1 of bob is of referral partner None
        and   bob has active 100
        when  ann buys 5.00
        then  accepted: issued:purchase → active 5 (lot 2)
        and   also nobody
        and   bob has active 100
    """)
    consequence = table.ledger.records[2]
    assert consequence.cause is table.ledger.records[1].event
    assert consequence.balance == {"pending": 0, "active": 100, "held": 0, "arrears": 0}
    assert consequence.decision.explanation == {"version": 1, "rules": [{"rule_id": "r1", "bonus": 100}]}


def test_s15b_a_refused_purchase_is_not_the_first() -> None:
    check(f"""
        {earning(on("referral"))}
        given bob is open
        when  ann enrols by bob
        when  ann buys 5.00 in USD
        then  rejected CURRENCY_MISMATCH
        and   also nobody
        when  ann buys 0.00
        then  accepted: nothing
        and   also bob: issued:referral → active 10 (lot 1)
    """)


def test_s15b_a_purchase_before_the_enrolment_was_the_first() -> None:
    check(f"""
        {earning(on("referral"))}
        given bob is open
        when  ann buys 5.00
        when  ann enrols by bob
        when  ann buys 5.00
        then  accepted: issued:purchase → active 5 (lot 2)
        and   also nobody
    """)


@pytest.mark.parametrize(("given", "referrer"), [("cleo is closed", "cleo"), ("bob is open", "dan"), ("", "ann")])
def test_s15b_a_referrer_who_is_closed_unknown_or_the_member_itself_gets_nothing(given: str, referrer: str) -> None:
    table = check(f"""
        {earning(on("referral"))}
        {given and "given " + given}
        when  ann enrols by {referrer}
        when  ann buys 5.00
        then  accepted: issued:purchase → active 5 (lot 1)
        and   also nobody
    """)
    assert len(table.ledger.records) == 2


def test_s15b_a_referrer_is_rewarded_no_more_often_than_the_rule_says() -> None:
    check(f"""
        {earning(on("referral", max_per_member=1))}
        given bob is open
        when  ann enrols by bob
        when  cleo enrols by bob
        when  ann buys 5.00
        and   also bob: issued:referral → active 10 (lot 1)
        when  cleo buys 5.00
        and   also nobody
    """)


def test_s15b_the_conditions_of_a_referral_are_the_referrers() -> None:
    check(f"""
        {earning(on("referral", when={"segments": ["vip"]}))}
        when  bob enrols to segment vip
        when  dan enrols
        when  ann enrols by bob
        when  ann buys 5.00
        and   also bob: issued:referral → active 10 (lot 1)
        when  cleo enrols to segment vip by dan
        when  cleo buys 5.00
        and   also nobody
    """)


def test_s15a_the_record_of_the_referrer_begins_with_what_time_has_done_and_pays_its_debt() -> None:
    check(
        f"""
        {earning(on("referral"))}
        given bob has 50 pending earned 2026-02-01 activating 2026-02-15
        given bob owes 55
        when  ann enrols by bob
        when  ann buys 5.00 at 2026-03-01
        and   also bob: pending → active 50 (lot 1) at 2026-02-15; active → arrears 50 (lot 1) at 2026-02-15; \
issued:referral → active 10 (lot 2); active → arrears 5 (lot 2)
    """.replace("\\\n", "")
    )


def event_of(number: int, event_type: str, member: str, data: bytes) -> Any:
    """Return an event as it comes off the wire."""
    attributes = {"specversion": "1.0", "id": f"e-{number}", "source": "urn:till:1", "type": event_type,
                  "time": "2026-03-01T00:00:00Z", "subject": member}  # fmt: skip
    return decode(None, [(f"ce_{name}", text.encode()) for name, text in attributes.items()], data)


BUYS = b'{"order_id":"%s","currency":"EUR","lines":[{"line_id":"1","sku":"s","quantity":1,"amount":"5"}]}'


def test_s15b_enrolment_and_first_purchase_in_one_batch_reward_the_referrer_of_the_same_batch() -> None:
    table = Table()
    table.programme(earning(on("referral", max_per_member=1)).removeprefix("programme "))
    events = [
        event_of(1, "member.enrolled", "bob", b"{}"),
        event_of(2, "member.enrolled", "ann", b'{"referrer_id":"bob"}'),
        event_of(3, "purchase.completed", "ann", BUYS.replace(b"%s", b"o-1")),
        event_of(4, "member.enrolled", "cleo", b'{"referrer_id":"bob"}'),
        event_of(5, "purchase.completed", "cleo", BUYS.replace(b"%s", b"o-2")),
    ]
    table.ledger.post(events, events[0].time)
    assert table.ledger.member("bob").active == 10
    assert [record.member.member_id for record in table.ledger.records] == ["bob", "ann", "ann", "bob", "cleo", "cleo"]
    assert table.ledger.member("bob").tallies == {("rule:r1", min(table.ledger.member("bob").tallies)[1]): 1}


def test_s15b_a_referrer_that_nobody_gathered_is_a_fault_and_not_a_loss() -> None:
    table = check(f"""
        {earning(on("referral"))}
        given bob is open
        when  ann enrols by bob
    """)
    event = event_of(9, "purchase.completed", "ann", BUYS.replace(b"%s", b"o-1"))
    key = (SHARD, "default", "ann")
    working = Working(table.ledger.programmes, event.time, {key: table.ledger.member("ann")}, {}, {})
    with pytest.raises(DecisionFailed) as caught:
        decide_batch([event], working, [key])
    assert "was not gathered" in str(caught.value.__cause__)


def test_s15b_what_is_wanted_of_others_and_only_where_a_rule_asks_for_it() -> None:
    table = check(earning(on("referral", max_per_member=3), {"bonus": 1, "max_per_member": 2}, caps={"day": 9}))
    programmes = table.ledger.programmes
    event = event_of(1, "purchase.completed", "ann", BUYS.replace(b"%s", b"o-1"))
    ann = Member(SHARD, "default", "ann", referrer_id="bob")
    ((other, tallies),) = wanted_others([(event, ann)], programmes).items()
    assert (other, [what for what, _ in tallies]) == (("default", "bob"), ["rule:r1"])
    assert sorted(what for what, _ in wanted_tallies(event, programmes)) == ["earned", "rule:r2"]
    ann.purchases = 1
    assert wanted_others([(event, ann)], programmes) == {}
    plain = check("programme").ledger.programmes
    assert wanted_others([(event, Member(SHARD, "default", "ann", referrer_id="bob"))], plain) == {}
    assert wanted_tallies(event, plain) == []


def test_s15b_a_referrer_is_wanted_as_soon_as_an_enrolment_of_the_batch_names_it() -> None:
    programmes = check(earning(on("referral"))).ledger.programmes
    enrols = event_of(1, "member.enrolled", "ann", b'{"referrer_id":"bob"}')
    buys = event_of(2, "purchase.completed", "ann", BUYS.replace(b"%s", b"o-1"))
    ann = Member(SHARD, "default", "ann")
    assert wanted_others([(enrols, ann), (buys, ann)], programmes) == {("default", "bob"): frozenset()}
    assert wanted_others([(buys, ann), (enrols, ann)], programmes) == {}
    ann.enrolled = True  # Its next enrolment will be refused, and names nobody.
    assert wanted_others([(enrols, ann), (buys, ann)], programmes) == {}
