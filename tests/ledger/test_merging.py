"""Merges as text tables: all that one member has and owes moves to another, whose alias it is from then on (S28)."""

from tests.ledger.table import check, earning


def test_s28_lots_keep_their_dates_and_parts_and_are_numbered_on() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-09-01
        given      ann has 40 pending earned 2026-02-20 activating 2026-04-01
        given      bob has 7 active earned 2026-01-01
        when       ann reserves 30 for 3600 at 2026-03-01 as r-1
        then       accepted: active → held 30 (lot 1)
        when       ann merges into bob at 2026-03-01T00:10
        then       accepted: active → transit 20 (lot 1); held → transit 30 (lot 1); pending → transit 40 (lot 2)
        and        also bob: transit → active 20 (lot 2); transit → held 30 (lot 2); transit → pending 40 (lot 3)
        and        ann has nothing
        and        bob has pending 40, active 27, held 30
        and        lot 2 of bob expires 2026-09-01
        and        lot 3 of bob activates 2026-04-01
        when       ann captures r-1 10 at 2026-03-01T00:20
        then       accepted for bob: held → redeemed 10 (lot 2); held → active 20 (lot 2)
    """)


def test_s28_a_hold_of_the_merged_member_lapses_at_the_survivor() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10
        given      bob is open
        when       ann reserves 30 for 3600 at 2026-03-01 as r-1
        then       accepted: active → held 30 (lot 1)
        when       ann merges into bob at 2026-03-01T00:10
        then       accepted: active → transit 20 (lot 1); held → transit 30 (lot 1)
        when       bob buys 5.00 at 2026-03-02
        then       accepted: held → active 30 (lot 1) at 2026-03-01T01:00; issued:purchase → active 5 (lot 2)
        when       bob releases r-1 at 2026-03-02
        then       accepted: nothing
    """)


def test_s28_the_summed_debt_is_paid_by_what_can_be_spent() -> None:
    check("""
        given      ann is open
        given      ann owes 30
        given      bob has 20 active earned 2026-01-10 expiring 2026-09-01
        given      bob has 40 active earned 2026-01-11 expiring 2026-06-01
        when       ann merges into bob at 2026-03-01
        then       accepted: transit → arrears 30 (lot none)
        and        also bob: arrears → transit 30 (lot none); active → arrears 30 (lot 2)
        and        bob has active 30
        given      col has 9 active earned 2026-01-11
        given      dan is open
        given      dan owes 15
        when       col merges into dan at 2026-03-01
        then       accepted: active → transit 9 (lot 1)
        and        also dan: transit → active 9 (lot 1); active → arrears 9 (lot 1)
        and        dan has arrears -6
    """)


def test_s28_later_events_of_the_alias_are_decided_for_the_survivor_through_chains_too() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10
        given      bob has 7 active earned 2026-01-01
        given      col has 3 active earned 2026-01-02
        when       ann merges into bob at 2026-03-01
        then       accepted: active → transit 50 (lot 1)
        when       bob merges into col at 2026-03-02
        then       accepted: active → transit 7 (lot 1); active → transit 50 (lot 2)
        and        also col: transit → active 7 (lot 2); transit → active 50 (lot 3)
        when       ann buys 10.00 at 2026-03-03
        then       accepted for col: issued:purchase → active 10 (lot 4)
        when       ann redeems 70 at 2026-03-03
        then       accepted for col: active → redeemed 7 (lot 2); active → redeemed 3 (lot 1); \
                   active → redeemed 50 (lot 3); active → redeemed 10 (lot 4)
    """)


def test_s28_into_itself_directly_or_through_aliases_or_into_nobody() -> None:
    check("""
        given      ann is open
        given      bob is open
        given      col is closed
        when       zoe merges into ann at 2026-03-01
        then       rejected MEMBER_UNKNOWN
        when       col merges into ann at 2026-03-01
        then       rejected MEMBER_CLOSED
        when       ann merges into ann at 2026-03-01
        then       rejected RECEIVER_INVALID
        when       ann merges into zoe at 2026-03-01
        then       rejected RECEIVER_INVALID
        when       ann merges into col at 2026-03-01
        then       rejected RECEIVER_INVALID
        when       ann merges into bob at 2026-03-01
        then       accepted: nothing
        when       ann merges into bob at 2026-03-02
        then       rejected for bob RECEIVER_INVALID
        when       bob merges into ann at 2026-03-02
        then       rejected RECEIVER_INVALID
        when       bob gives ann 1 at 2026-03-02
        then       rejected RECEIVER_INVALID
    """)


def test_s28_a_transfer_to_an_alias_is_the_survivors() -> None:
    check("""
        given      ann is open
        given      bob is open
        given      col has 5 active earned 2026-01-02
        when       ann merges into bob at 2026-03-01
        then       accepted: nothing
        when       col gives ann 5 at 2026-03-02
        then       accepted: active → transit 5 (lot 1)
        and        also bob as ann: transit → active 5 (lot 1)
    """)


def test_s28_a_redemption_of_the_merged_member_can_be_cancelled_at_the_survivor() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-09-01
        given      bob has 7 active earned 2026-01-01
        given      col is open
        when       ann redeems 50 at 2026-02-01 as r-1
        then       accepted: active → redeemed 50 (lot 1)
        when       ann cancels r-1 10 at 2026-02-02
        then       accepted: redeemed → active 10 (lot 1)
        when       ann merges into bob at 2026-03-01
        then       accepted: active → transit 10 (lot 1)
        when       ann cancels r-1 15 at 2026-03-02
        then       accepted for bob: redeemed → active 15 (lot 2)
        and        lot 2 of bob expires 2026-09-01
        when       bob merges into col at 2026-03-03
        then       accepted: active → transit 7 (lot 1); active → transit 25 (lot 2)
        when       bob cancels r-1 at 2026-03-04
        then       accepted for col: redeemed → active 25 (lot 2)
        when       col cancels r-1 1 at 2026-03-04
        then       rejected CANCEL_EXCEEDS_REDEEMED
    """)


def test_s28_a_lot_that_was_empty_appears_at_the_survivor_when_something_comes_back() -> None:
    check("""
        given      ann has 50 active earned 2026-01-10 expiring 2026-09-01
        given      bob is open
        when       ann redeems 50 at 2026-02-01 as r-1
        then       accepted: active → redeemed 50 (lot 1)
        when       ann merges into bob at 2026-03-01
        then       accepted: nothing
        when       bob cancels r-1 at 2026-03-02
        then       accepted: redeemed → active 50 (lot 1)
        and        lot 1 of bob expires 2026-09-01
        when       bob cancels r-1 at 2026-10-02
        then       rejected CANCEL_EXCEEDS_REDEEMED
    """)


def test_s28_orders_of_the_merged_member_are_the_survivors() -> None:
    check("""
        given      ann bought 50.00 for 50 on 2026-01-10 as o-1
        given      bob has 7 active earned 2026-01-01
        when       ann returns 10.00 of o-1 at 2026-02-01
        then       accepted: active → clawed_back 10 (lot 1)
        when       ann merges into bob at 2026-03-01
        then       accepted: active → transit 40 (lot 1)
        when       bob returns 10.00 of o-1 at 2026-03-02
        then       accepted: active → clawed_back 10 (lot 2)
        when       ann returns 30.01 of o-1 at 2026-03-02
        then       rejected for bob RETURN_EXCEEDS_PURCHASE
        when       ann returns 30.00 of o-1 at 2026-03-02
        then       accepted for bob: active → clawed_back 30 (lot 2)
        and        bob has active 7
    """)


def test_s28_what_expired_before_the_merge_covers_claws_after_it_once() -> None:
    check("""
        given      ann bought 50.00 for 50 on 2026-01-10 expiring 2026-02-01 as o-1
        given      bob has 70 active earned 2026-01-01
        when       expiry is due for ann as of 2026-02-01
        then       accepted: active → expired 50 (lot 1)
        when       ann returns 10.00 of o-1 at 2026-02-05
        then       accepted: nothing
        when       ann merges into bob at 2026-03-01
        then       accepted: nothing
        when       ann returns 40.00 of o-1 at 2026-03-02
        then       accepted for bob: nothing
        and        the claw is 40, covered 40, shortfall 0
        and        bob has active 70
    """)


def test_s28_limits_count_what_both_did_and_purchases_add_up() -> None:
    check("""
        programme  redemption {"points_per_day": 50}
        given      ann has 50 active earned 2026-01-10
        given      bob has 50 active earned 2026-01-10
        when       ann redeems 30 at 2026-03-01
        then       accepted: active → redeemed 30 (lot 1)
        when       ann merges into bob at 2026-03-01
        then       accepted: active → transit 20 (lot 1)
        when       bob redeems 21 at 2026-03-01
        then       rejected LIMIT_EXCEEDED
        when       bob redeems 20 at 2026-03-01
        then       accepted: active → redeemed 20 (lot 1)
        when       ann redeems 1 at 2026-03-01
        then       rejected for bob LIMIT_EXCEEDED
    """)


def test_s29_erasing_an_alias_erases_the_survivor_and_all_its_aliases() -> None:
    check("""
        given      ann has 5 active earned 2026-01-10
        given      bob is open
        given      col is open
        when       ann merges into bob at 2026-03-01
        then       accepted: active → transit 5 (lot 1)
        when       bob merges into col at 2026-03-01
        then       accepted: active → transit 5 (lot 1)
        when       ann is erased at 2026-03-02
        then       accepted for col: active → forfeited 5 (lot 1)
        and        also bob: nothing | ann: nothing
        when       ann buys 10.00 at 2026-03-03
        then       rejected for col MEMBER_CLOSED
    """)


def test_s28_the_survivors_next_purchase_is_no_first_one_when_the_other_bought_before() -> None:
    check(f"""
        {earning({"bonus": 10, "when": {"first_purchase": True}})}
        given      bob is open
        when       ann buys 5.00 at 2026-02-01
        then       accepted: issued:purchase → active 15 (lot 1)
        when       ann merges into bob at 2026-03-01
        then       accepted: active → transit 15 (lot 1)
        when       bob buys 5.00 at 2026-03-02
        then       accepted: issued:purchase → active 5 (lot 2)
    """)
