"""S10, S14, S15b, S26: enrolment, what is known of a member, grants, activities, and referrals."""

from typing import Any

import pytest

from schemas.cloudevents import decode
from services.ledger.batch import DecisionFailed, Working, decide_batch
from services.ledger.nouns import Member
from services.ledger.wanting import wanted_others, wanted_tallies
from tests.ledger.memory import SHARD
from tests.ledger.table import Table, check
from tests.ledger.test_rules import earning


def on(trigger: str, bonus: int = 10, **rule: Any) -> dict[str, object]:
    """Return a rule with another trigger than a purchase."""
    return {"on": trigger, "bonus": bonus, **rule}


def test_s10_an_enrolment_tells_what_rules_may_ask_of_a_member() -> None:
    ann = check("""
        when  ann enrols to segment vip born 5-20 by bob
        then  accepted: nothing
    """).ledger.member("ann")
    assert (ann.segment, ann.birthday, ann.referrer_id) == ("vip", (5, 20), "bob")


def test_s10_an_enrolment_after_a_silent_one_tells_it_too_and_gives_its_points() -> None:
    ann = check(f"""
        {earning(on("enrolment"))}
        when  ann buys 1.00
        then  accepted: issued:purchase → active 1 (lot 1)
        when  ann enrols to segment vip by bob
        then  accepted: issued:signup → active 10 (lot 2)
        when  ann enrols to segment other
        then  rejected ALREADY_ENROLLED
    """).ledger.member("ann")
    assert (ann.segment, ann.referrer_id) == ("vip", "bob")


def test_s10_an_update_replaces_each_field_that_it_gives() -> None:
    table = check("""
        when  ann enrols to segment vip born 5-20
        when  ann changes to segment student
        then  accepted: nothing
    """)
    assert (table.ledger.member("ann").segment, table.ledger.member("ann").birthday) == ("student", (5, 20))
    table.when("ann changes born 6-21")
    assert (table.ledger.member("ann").segment, table.ledger.member("ann").birthday) == ("student", (6, 21))


def test_s10_an_update_is_of_a_member() -> None:
    check("""
        when  nobody changes to segment vip
        then  rejected MEMBER_UNKNOWN
        given cleo is closed
        when  cleo changes to segment vip
        then  rejected MEMBER_CLOSED
    """)


def test_s15a_an_update_begins_with_what_time_has_done() -> None:
    check("""
        given ann has 50 pending earned 2026-02-01 activating 2026-02-15
        when  ann changes to segment vip at 2026-03-01
        then  accepted: pending → active 50 (lot 1) at 2026-02-15
    """)


def test_s15b_an_enrolment_gives_a_lot_for_each_rule_of_its_partner_active_at_once() -> None:
    vip = on("enrolment", 5, when={"segments": ["vip"]})
    check(f"""
        {earning(on("enrolment"), vip, {"bonus": 99}, on("activity", 98), pending_days=14)}
        when  ann enrols partner p
        then  accepted: issued:signup → active 10 (lot 1)
        and   lot 1 of ann is of signup partner p
        and   the rules give r1 +10
        when  bob enrols to segment vip
        then  accepted: issued:signup → active 10 (lot 1); issued:signup → active 5 (lot 2)
        and   the rules give r1 +10, r2 +5
        and   lot 2 of bob is of signup partner None
    """)


def test_s15b_the_conditions_of_an_enrolment_are_those_it_has() -> None:
    of_partner = on("enrolment", 1, when={"partners": ["p"], "from": "2026-03-01", "to": "2026-03-01"})
    of_lines = on("enrolment", 2, when={"categories": ["tea"]})
    of_money = on("enrolment", 4, when={"min_amount": "0"})
    check(f"""
        {earning(of_partner, of_lines, of_money)}
        when  ann enrols at 2026-03-01T12:00 partner p
        then  accepted: issued:signup → active 1 (lot 1)
        when  bob enrols at 2026-03-02T12:00 partner p
        then  accepted: nothing
        when  cleo enrols at 2026-03-01T12:00
        then  accepted: nothing
    """)


def test_s15_points_of_an_enrolment_pay_a_debt_first() -> None:
    check(f"""
        {earning(on("enrolment"))}
        given ann owes 4
        when  ann enrols
        then  accepted: issued:signup → active 10 (lot 1); active → arrears 4 (lot 1)
        and   ann has active 6
    """)


def test_s15b_an_activity_gives_a_lot_for_each_rule_that_names_it() -> None:
    survey = on("activity", when={"activities": ["survey"]})
    check(f"""
        {earning(survey, on("activity", 3))}; expiry {{"kind": "rolling", "days": 10}}
        given ann is open
        when  ann does survey at 2026-03-01
        then  accepted: issued:engagement → active 10 (lot 1); issued:engagement → active 3 (lot 2)
        and   lot 1 of ann expires 2026-03-12
        and   the rules give r1 +10, r2 +3
        when  ann does something-else
        then  accepted: issued:engagement → active 3 (lot 3)
    """)


def test_s15b_an_activity_without_a_rule_is_accepted_and_gives_nothing() -> None:
    check("""
        given ann is open
        when  ann does survey as a-1
        then  accepted: nothing
        when  ann does other as a-1
        then  rejected DUPLICATE_ACTIVITY_ID
    """)


def test_s15b_an_activity_is_of_a_member() -> None:
    check("""
        when  nobody does survey
        then  rejected MEMBER_UNKNOWN
        given cleo is closed
        when  cleo does survey
        then  rejected MEMBER_CLOSED
    """)


def test_s15b_an_activity_gives_no_more_often_than_the_rule_says() -> None:
    check(f"""
        {earning(on("activity", max_per_member=2))}
        given ann is open
        when  ann does survey
        when  ann does survey
        then  accepted: issued:engagement → active 10 (lot 2)
        when  ann does survey
        then  accepted: nothing
    """)


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


def test_s26_a_grant_is_a_lot_of_its_origin_active_at_once() -> None:
    check("""
        programme earning {"pending_days": 14}; expiry {"kind": "rolling", "days": 10}
        given ann is open
        given ann owes 20
        when  ann is granted 50 of campaign at 2026-03-01 partner p
        then  accepted: issued:campaign → active 50 (lot 1); active → arrears 20 (lot 1)
        and   lot 1 of ann is of campaign partner p
        and   lot 1 of ann expires 2026-03-12
        when  ann is granted 50 of goodwill expiring 2026-03-01T00:00:01
        then  accepted: issued:goodwill → active 50 (lot 2)
        and   lot 2 of ann expires 2026-03-01T00:00:01
    """)


def test_s10_a_grant_enrols_silently_where_the_programme_does() -> None:
    check(f"""
        {earning(on("enrolment"))}
        when  ann is granted 50 of campaign
        then  accepted: issued:campaign → active 50 (lot 1)
        when  ann enrols
        then  accepted: issued:signup → active 10 (lot 2)
    """)
    check("""
        programme auto_enrol false
        when  ann is granted 50 of campaign
        then  rejected MEMBER_UNKNOWN
    """)


def test_s26_the_guards_of_a_grant_stand_in_order() -> None:
    check("""
        programme auto_enrol false
        given cleo is closed
        given ann is open
        when  nobody is granted 0 of campaign expiring 2026-03-01 at 2026-03-01
        then  rejected MEMBER_UNKNOWN
        when  cleo is granted 0 of campaign expiring 2026-03-01 at 2026-03-01
        then  rejected MEMBER_CLOSED
        when  ann is granted 0 of campaign expiring 2026-03-01 at 2026-03-01
        then  rejected POINTS_OUT_OF_RANGE
        when  ann is granted -1 of campaign
        then  rejected POINTS_OUT_OF_RANGE
        when  ann is granted 1 of campaign expiring 2026-03-01 at 2026-03-01
        then  rejected ALREADY_EXPIRED
        and   ann has nothing
    """)


def test_s5_a_grant_takes_its_key() -> None:
    check("""
        when  ann is granted 50 of campaign as g-1 id e-1
        when  ann is granted 50 of campaign as g-1 id other from urn:office
        then  duplicate of e-1
        when  ann is granted 51 of campaign as g-1
        then  rejected DUPLICATE_GRANT_ID
    """)
