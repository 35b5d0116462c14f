"""A second ledger, written from the rule book alone: slow, obvious, and sharing no line with the one it judges.

It takes plain data and answers plain data, so that the pure decisions and the real database can both be held against
it. It imports nothing of ours. Rules are named by their number in docs/semantics.md. What comes later: stored value
(S33), whose types are to be added to `deciding.DECISIONS`.

Readings. Where the rule book leaves a choice, this is what was chosen here:

- S2: an event, and the `as_of` of a due event, must each be neither too far ahead nor too old; in order: `IN_FUTURE`,
  `TOO_LATE`, `NO_PROGRAMME_VERSION`, `NOT_DUE`. The lateness window is an admission setting: of the version in force
  at the clock (the first one, before any is). The record of a due event is effective at its `time`, its postings at
  their own instants.
- S2: a capture or release is effective no earlier than its reserve; a cancel no earlier than the request, or than the
  capture, of what it cancels; a return no earlier than its order, whoever's that is. Of a refusal this matters to
  nothing; a refusal for a taken key looks at nothing else, and is effective when it happened.
- S4, S2, S5 come in this order: event id, then admission, then business key, then guards. So an old request under a
  new id is `TOO_LATE` even if its key is taken. Data are compared with lists in their order.
- A command on a redemption that the member does not have is answered `REDEMPTION_UNKNOWN`, leaves no record, and binds
  nothing (the contract's 404). From a topic it is a record. Another member's redemption is unknown to a member.
- S10: `member.enrolled` after a silent enrolment replaces only what it gives; `attributes` are replaced as a whole. A
  refused event enrols nobody.
- S11: without a matching multiplier a line has 1; with one below 1, `best` is that one.
- S15b: of a birthday rule the sweeper sends no more than `max_per_member`; a grant that comes all the same is accepted.
- S12: `max_per_member` counts what a rule gave while it had a limit: of a purchase rule the accepted orders that it
  gave a bonus or a multiplier to that no better one put aside on all its lines (`best`), none of 0 points. The caps of
  day and month count what was earned under versions that have such a cap.
  `min_amount` is of all lines that earn. A condition that is false wants the contrary to be so.
- S13: the base is split by the exact points themselves, bonuses and capped totals in proportion to them.
- S14: a fixed 29 February is the 28th in common years. `min_validity_days` is of the version at `effective_at`. "Start
  of the day after X + n days", here as in S20 and S30, is the start of local day (date of X) + n + 1.
- S15a: of several parts of holds that ran out at one instant, and of several pending lots, the lower number is first;
  of two holds' parts of one lot, that of the lower redemption id. A due event that settles something is
  accepted, even if an expiry_due finds nothing to expire.
- S15b: a referral rule is judged for the referrer, on the day of the purchase; conditions on the order do not hold for
  it. "First accepted purchase" is in order of decision. Its lots name no partner; nor do those of activities.
- S16, S18: what is spendable goes by the moved expiry (S30), the order in which it is spent by the frozen one.
- S17: the guards judge what settling has made. A reward without a value has no price to differ from. Points count
  against the day of the reserve or request only, and what a lapse, release, or partial capture gives back, gives room
  back to that day.
- S19: a hold is captured and released in the order of S18, by the dates its lots have by then. A hold that lapsed stays
  so when it is released: a capture is `HOLD_LAPSED` from then on.
- S20: "past" is judged at the cancel's `effective_at`. Of a hold that is still open nothing was redeemed.
- S21: what was bought is bounded by line and in value: lines returned at their share of the line's amount, and amounts
  returned, may not exceed the sum of all lines, those that do not earn included. A line without quantity comes back by
  amount only.
- S10: the return of an unknown member to a known order is `MEMBER_UNKNOWN`; to an unknown one, it is parked.
- S23: a return has waited for `park_days`, those in force when it was parked, when so many days of 24 hours have
  passed, to the second; until somebody
  gives it up it is still decided after its purchase. Given up, its event id is free. `ORDER_REJECTED` comes after a
  taken `return_id`, before everything else; any rejected purchase under the order's key has this effect, a quarantined
  or repeated one has none.
- S25: expiries are posted in order of lot numbers, pending before active.
- S30: the first instant of a suspension is inside it, its end is not. The member's segment is the one at the decision.
  While no version ends a suspension, what expires inside it does not expire.
- S11: the tier's multiplier is one more beside those of the rules that match a line; a rule's multiplier that the
  tier's beats gave nothing. A tier that a version does not know counts as none.
- S27: a receiver is not enrolled silently. A receiver that is an alias is its survivor. What arrives past its date pays
  no debt, and is left to the sweep. The daily limit counts transfers only.
- S28: lot n of the merged member is the survivor's next lot + n, empty ones included. What counts towards limits and
  tiers goes with what it counts: orders, redemptions, purchases. Segment, birthday, referrer are the survivor's own.
- S29: holds are released in order of their time to live. Of an erased member each alias gets a record without postings,
  the last one merged first, each followed by its own. A debt stays, so that the erased member's arrears do too.
- S31: a purchase counts towards tiers when the version it was decided by has some; it counts in the window of its day,
  under whatever version asks. An order that cost nothing is a visit until all its lines came back.
- S32: what was reached and what was assigned by hand are kept apart, and the tier is the higher one. A purchase that
  reaches the present level again renews it only when its time was over. A lowest level of 0 is reached by an enrolment
  or a grant. A rolling window's next one is the months that follow the day. `grace_days` are local days. A tier that a
  merge brings begins with the merge.
"""

from tests.oracle.ledger import Oracle
from tests.oracle.state import OracleResult, Posting

__all__ = ["Oracle", "OracleResult", "Posting"]
