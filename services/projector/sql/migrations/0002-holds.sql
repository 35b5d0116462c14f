-- Runs before the code it serves: open holds, and the segment of a member, in the balance view.
-- depends: 0001-view
-- migrate: apply

-- The view has to be folded anew, from the first record. Whoever writes it, or rebuilds it, is fenced by the epoch.
UPDATE view.lease SET epoch = epoch + 1, owner = NULL, leased_until = '-infinity'
WHERE name = 'balance' AND leased_until < 'infinity';
DELETE FROM view.bookmark WHERE name = 'balance';
TRUNCATE view.balance_member, view.balance_lot, view.balance_entry;

-- No segment is ''. There is no default on purpose: a projector of before cannot write this view any more.
ALTER TABLE view.balance_member ADD segment text COLLATE "C" NOT NULL;

-- Open holds: how many points of which lot, and until when. One that is captured, released, or lapsed is deleted.
CREATE TABLE view.balance_hold (
    slot          smallint    NOT NULL,
    shard         smallint    NOT NULL,
    programme     text        COLLATE "C" NOT NULL,
    member_id     text        COLLATE "C" NOT NULL,
    lot_id        text        COLLATE "C" NOT NULL,
    redemption_id text        COLLATE "C" NOT NULL,
    held_until    timestamptz NOT NULL,
    points        bigint      NOT NULL,
    PRIMARY KEY (slot, shard, programme, member_id, lot_id, redemption_id)
) PARTITION BY LIST (slot);
CREATE TABLE view.balance_hold_0 PARTITION OF view.balance_hold FOR VALUES IN (0);
CREATE TABLE view.balance_hold_1 PARTITION OF view.balance_hold FOR VALUES IN (1);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON view.balance_hold, view.balance_hold_0, view.balance_hold_1
    TO points_projector;
GRANT SELECT ON view.balance_hold, view.balance_hold_0, view.balance_hold_1 TO points_reader;

-- migrate: rollback
DROP TABLE view.balance_hold;
ALTER TABLE view.balance_member DROP segment;
