-- Runs before the code it serves: a decision reads the first lots of a member, not all of them.
-- depends: 0003-sweep
-- migrate: apply

-- Open lots in the order in which points are taken (S18), and pending ones in the order in which they become active.
CREATE INDEX lot_open ON ledger.lot (shard, programme, member_id, expires_at, earned_at, number)
    WHERE pending + active > 0;
CREATE INDEX lot_pending ON ledger.lot (shard, programme, member_id, activates_at) WHERE pending > 0;

-- Open holds: a member may have had thousands.
CREATE INDEX redemption_held ON ledger.redemption (shard, programme, member_id) WHERE state = 'held';

-- migrate: rollback
DROP INDEX ledger.lot_open, ledger.lot_pending, ledger.redemption_held;
