"""S10, S15b, S26: enrolment, what is known of a member, activities, and grants."""

from typing import Any

from tests.ledger.table import check, earning


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
