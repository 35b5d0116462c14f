-- Runs before the code it serves: merged members and their aliases, and what erasure deletes.
-- depends: 0005-tiers
-- migrate: apply

ALTER TABLE ledger.member
    ADD merged_into text    COLLATE "C",
    ADD merges      integer NOT NULL DEFAULT 0;
ALTER TABLE ledger.member DROP CONSTRAINT member_status_check;
ALTER TABLE ledger.member
    ADD CONSTRAINT member_status_check CHECK (status IN ('unknown', 'open', 'closed', 'merged')),
    ADD CONSTRAINT member_merged_check CHECK ((status = 'merged') = (merged_into IS NOT NULL));

-- Who was merged into a member, and where its lots are among the member's: lot n is lot lots_after + n (S28).
CREATE TABLE ledger.alias (
    shard       smallint NOT NULL,
    programme   text     COLLATE "C" NOT NULL,
    member_id   text     COLLATE "C" NOT NULL,
    alias_id    text     COLLATE "C" NOT NULL,
    alias_shard smallint NOT NULL,
    lots_after  integer  NOT NULL CHECK (lots_after >= 0),
    lots        integer  NOT NULL CHECK (lots >= 0),
    place       integer  NOT NULL CHECK (place > 0),
    PRIMARY KEY (shard, programme, member_id, alias_id)
);
GRANT SELECT, INSERT, UPDATE ON ledger.alias TO points_ledger;
GRANT SELECT ON ledger.alias TO points_reader;

-- A lot that was empty when its member was merged has been granted nothing at the survivor.
ALTER TABLE ledger.lot DROP CONSTRAINT lot_granted_check;
ALTER TABLE ledger.lot ADD CONSTRAINT lot_granted_check CHECK (granted >= 0);

-- A hold of a merged member goes on at the survivor.
ALTER TABLE ledger.redemption DROP CONSTRAINT redemption_state_check;
ALTER TABLE ledger.redemption ADD CONSTRAINT redemption_state_check
    CHECK (state IN ('redeemed', 'held', 'captured', 'released', 'lapsed', 'moved'));

-- Free texts beside the attributes, by the sequence of the record that holds their digest.
ALTER TABLE ledger.member_private ADD texts jsonb NOT NULL DEFAULT '{}';

-- Erasure deletes what was set aside of a member (S29).
GRANT DELETE ON ledger.quarantine TO points_ledger;
CREATE INDEX quarantine_key ON ledger.quarantine USING hash (key);
CREATE INDEX parked_member ON ledger.parked (shard, programme, member_id);

-- migrate: rollback
DROP INDEX ledger.parked_member, ledger.quarantine_key;
REVOKE DELETE ON ledger.quarantine FROM points_ledger;
ALTER TABLE ledger.member_private DROP texts;
ALTER TABLE ledger.redemption DROP CONSTRAINT redemption_state_check;
ALTER TABLE ledger.redemption ADD CONSTRAINT redemption_state_check
    CHECK (state IN ('redeemed', 'held', 'captured', 'released', 'lapsed'));
ALTER TABLE ledger.lot DROP CONSTRAINT lot_granted_check;
ALTER TABLE ledger.lot ADD CONSTRAINT lot_granted_check CHECK (granted > 0);
DROP TABLE ledger.alias;
ALTER TABLE ledger.member DROP CONSTRAINT member_merged_check, DROP CONSTRAINT member_status_check;
ALTER TABLE ledger.member ADD CONSTRAINT member_status_check CHECK (status IN ('unknown', 'open', 'closed'));
ALTER TABLE ledger.member DROP merged_into, DROP merges;
