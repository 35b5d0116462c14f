-- Runs before the code it serves: the engine's bookmarks and leases, the balance view, the liability view in points.
-- depends:
-- migrate: apply

-- Every table of a view has two slots, partitions 0 and 1: version n of a view fills slot n % 2. A rebuild fills the
-- one that does not serve; what serves is one number in view.projection.

CREATE SCHEMA view;

-- Which version of a view answers reads. Changing the number is the whole swap.
CREATE TABLE view.projection (
    name    text    COLLATE "C" PRIMARY KEY,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0)
) WITH (fillfactor = 10);
INSERT INTO view.projection (name) VALUES ('balance'), ('liability');

-- Who may write a version of a view: a lease, fenced by the epoch. Its row is locked by every write.
CREATE TABLE view.lease (
    name         text        COLLATE "C" NOT NULL,
    version      integer     NOT NULL,
    epoch        bigint      NOT NULL DEFAULT 0,
    owner        text        COLLATE "C",
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (name, version)
) WITH (fillfactor = 10);

-- How far a version of a view has folded each shard (-1 is the register); it commits with what it marks.
CREATE TABLE view.bookmark (
    name        text     COLLATE "C" NOT NULL,
    version     integer  NOT NULL,
    shard       smallint NOT NULL,
    incarnation smallint NOT NULL DEFAULT 0,
    sequence    bigint   NOT NULL DEFAULT 0,
    PRIMARY KEY (name, version, shard)
) WITH (fillfactor = 10);

-- Balance: what each member has, and what came and went in their whole life, in points.
CREATE TABLE view.balance_member (
    slot      smallint NOT NULL,
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    member_id text     COLLATE "C" NOT NULL,
    pending   bigint   NOT NULL,
    active    bigint   NOT NULL,
    held      bigint   NOT NULL,
    arrears   bigint   NOT NULL,
    earned    bigint   NOT NULL,
    redeemed  bigint   NOT NULL,
    expired   bigint   NOT NULL,
    PRIMARY KEY (slot, shard, programme, member_id)
) PARTITION BY LIST (slot);
CREATE TABLE view.balance_member_0 PARTITION OF view.balance_member FOR VALUES IN (0) WITH (fillfactor = 70);
CREATE TABLE view.balance_member_1 PARTITION OF view.balance_member FOR VALUES IN (1) WITH (fillfactor = 70);

-- Open lots; one that has nothing left is deleted.
CREATE TABLE view.balance_lot (
    slot         smallint    NOT NULL,
    shard        smallint    NOT NULL,
    programme    text        COLLATE "C" NOT NULL,
    member_id    text        COLLATE "C" NOT NULL,
    lot_id       text        COLLATE "C" NOT NULL,
    origin       text        COLLATE "C" NOT NULL,
    partner_id   text        COLLATE "C",
    earned_at    timestamptz NOT NULL,
    activates_at timestamptz NOT NULL,
    expires_at   timestamptz,
    pending      bigint      NOT NULL,
    active       bigint      NOT NULL,
    held         bigint      NOT NULL,
    PRIMARY KEY (slot, shard, programme, member_id, lot_id)
) PARTITION BY LIST (slot);
CREATE TABLE view.balance_lot_0 PARTITION OF view.balance_lot FOR VALUES IN (0) WITH (fillfactor = 85);
CREATE TABLE view.balance_lot_1 PARTITION OF view.balance_lot FOR VALUES IN (1) WITH (fillfactor = 85);

-- Where the records of a member are, for the statement; what they say is read from the ledger.
CREATE TABLE view.balance_entry (
    slot      smallint NOT NULL,
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    member_id text     COLLATE "C" NOT NULL,
    sequence  bigint   NOT NULL,
    PRIMARY KEY (slot, shard, programme, member_id, sequence)
) PARTITION BY LIST (slot);
CREATE TABLE view.balance_entry_0 PARTITION OF view.balance_entry FOR VALUES IN (0);
CREATE TABLE view.balance_entry_1 PARTITION OF view.balance_entry FOR VALUES IN (1);

-- Liability: what each period did to the points outstanding, by cohort (L1). No partner is ''.
-- The shard is in the key so that no row is written for two shards; reads sum over it.
CREATE TABLE view.liability_points (
    slot        smallint NOT NULL,
    programme   text     COLLATE "C" NOT NULL,
    shard       smallint NOT NULL,
    period      text     COLLATE "C" NOT NULL,
    partner     text     COLLATE "C" NOT NULL,
    origin      text     COLLATE "C" NOT NULL,
    cohort      text     COLLATE "C" NOT NULL,
    issued      bigint   NOT NULL,
    recredited  bigint   NOT NULL,
    adjusted    bigint   NOT NULL,
    redeemed    bigint   NOT NULL,
    expired     bigint   NOT NULL,
    clawed_back bigint   NOT NULL,
    repaid      bigint   NOT NULL,
    forfeited   bigint   NOT NULL,
    transferred bigint   NOT NULL,
    PRIMARY KEY (slot, programme, shard, period, partner, origin, cohort)
) PARTITION BY LIST (slot);
CREATE TABLE view.liability_points_0 PARTITION OF view.liability_points FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.liability_points_1 PARTITION OF view.liability_points FOR VALUES IN (1) WITH (fillfactor = 50);

-- Beside it, what members owe: shortfalls of returns, what repaid them, what was written off.
CREATE TABLE view.liability_arrears (
    slot        smallint NOT NULL,
    programme   text     COLLATE "C" NOT NULL,
    shard       smallint NOT NULL,
    period      text     COLLATE "C" NOT NULL,
    shortfalls  bigint   NOT NULL,
    repaid      bigint   NOT NULL,
    written_off bigint   NOT NULL,
    PRIMARY KEY (slot, programme, shard, period)
) PARTITION BY LIST (slot);
CREATE TABLE view.liability_arrears_0 PARTITION OF view.liability_arrears FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.liability_arrears_1 PARTITION OF view.liability_arrears FOR VALUES IN (1) WITH (fillfactor = 50);

-- The projector writes its own schema and no other; readers read.
GRANT USAGE ON SCHEMA view TO points_projector, points_reader;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA view TO points_projector;
GRANT SELECT ON ALL TABLES IN SCHEMA view TO points_reader;

-- migrate: rollback
DROP SCHEMA view CASCADE;
