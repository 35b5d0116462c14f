-- Runs before the code it serves: into whom members were merged, in the balance view.
-- depends: 0004-money
-- migrate: apply

-- No record of before tells of a merge, so what is folded stays as it is.
CREATE TABLE view.balance_alias (
    slot        smallint NOT NULL,
    shard       smallint NOT NULL,
    programme   text     COLLATE "C" NOT NULL,
    member_id   text     COLLATE "C" NOT NULL,
    merged_into text     COLLATE "C" NOT NULL,
    PRIMARY KEY (slot, shard, programme, member_id)
) PARTITION BY LIST (slot);
CREATE TABLE view.balance_alias_0 PARTITION OF view.balance_alias FOR VALUES IN (0);
CREATE TABLE view.balance_alias_1 PARTITION OF view.balance_alias FOR VALUES IN (1);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON view.balance_alias, view.balance_alias_0, view.balance_alias_1
    TO points_projector;
GRANT SELECT ON view.balance_alias, view.balance_alias_0, view.balance_alias_1 TO points_reader;

-- migrate: rollback
DROP TABLE view.balance_alias;
