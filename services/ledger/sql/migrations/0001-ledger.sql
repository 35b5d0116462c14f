-- Runs before the code it serves: the ledger's tables, append-only by grants and triggers.
-- depends:
-- migrate: apply

CREATE SCHEMA ledger;

-- What was fixed when the ledger was created. One row.
CREATE TABLE ledger.constants (
    only_row    boolean  PRIMARY KEY DEFAULT true CHECK (only_row),
    shards      smallint NOT NULL CHECK (shards > 0 AND shards & (shards - 1) = 0),
    incarnation smallint NOT NULL DEFAULT 1
);

-- The heads: one row a shard, -1 is the register. Locking it is what makes sequence order commit order.
CREATE TABLE ledger.shard (
    shard       smallint    PRIMARY KEY,
    sequence    bigint      NOT NULL DEFAULT 0,
    hash        bytea       NOT NULL DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000',
    recorded_at timestamptz NOT NULL DEFAULT 'epoch'
) WITH (fillfactor = 10);

-- The truth: one row a decided event, refusals too. `body` is the exact text that was hashed.
CREATE TABLE ledger.record (
    shard       smallint    NOT NULL,
    incarnation smallint    NOT NULL,
    sequence    bigint      NOT NULL CHECK (sequence > 0),
    recorded_at timestamptz NOT NULL,
    hash        bytea       NOT NULL CHECK (length(hash) = 32),
    deferred    numeric(28, 8),
    estimate    bigint,
    body        text        COLLATE "C" NOT NULL,
    PRIMARY KEY (shard, sequence)
);

-- Amounts that moved (S8): positive, from one account to another, in one unit, effective at an instant, in a period.
CREATE TABLE ledger.posting (
    shard        smallint    NOT NULL,
    sequence     bigint      NOT NULL,
    ordinal      smallint    NOT NULL,
    lot          integer,
    amount       bigint      NOT NULL CHECK (amount > 0),
    effective_at timestamptz NOT NULL,
    source       text        COLLATE "C" NOT NULL,
    target       text        COLLATE "C" NOT NULL CHECK (source <> target),
    unit         text        COLLATE "C" NOT NULL,
    period       text        COLLATE "C" NOT NULL CHECK (length(period) = 7),
    PRIMARY KEY (shard, sequence, ordinal)
);

-- The identity of every event for ever (S4); the key is 16 bytes of SHA-256 over source and id.
CREATE TABLE ledger.seen (
    key      bytea    PRIMARY KEY CHECK (length(key) = 16),
    digest   bytea    NOT NULL CHECK (length(digest) = 16),
    shard    smallint NOT NULL,
    sequence bigint   NOT NULL
);

-- The keys of business that accepted events took for ever (S5): programme, kind, scope, key, hashed likewise.
CREATE TABLE ledger.business_key (
    key      bytea    PRIMARY KEY CHECK (length(key) = 16),
    digest   bytea    NOT NULL CHECK (length(digest) = 16),
    shard    smallint NOT NULL,
    sequence bigint   NOT NULL
);

-- Working state, derived: it may be updated, and `points verify` proves it equal to the fold of the records.
CREATE TABLE ledger.member (
    shard           smallint NOT NULL,
    programme       text     COLLATE "C" NOT NULL,
    member_id       text     COLLATE "C" NOT NULL,
    status          text     COLLATE "C" NOT NULL DEFAULT 'unknown' CHECK (status IN ('unknown', 'open', 'closed')),
    enrolled        boolean  NOT NULL DEFAULT false,
    pending         bigint   NOT NULL DEFAULT 0 CHECK (pending >= 0),
    active          bigint   NOT NULL DEFAULT 0 CHECK (active >= 0),
    held            bigint   NOT NULL DEFAULT 0 CHECK (held >= 0),
    arrears         bigint   NOT NULL DEFAULT 0 CHECK (arrears <= 0),
    earned          bigint   NOT NULL DEFAULT 0,
    redeemed        bigint   NOT NULL DEFAULT 0,
    expired         bigint   NOT NULL DEFAULT 0,
    lots_made       integer  NOT NULL DEFAULT 0,
    next_activation timestamptz,
    PRIMARY KEY (shard, programme, member_id)
) WITH (fillfactor = 70);

CREATE TABLE ledger.lot (
    shard        smallint    NOT NULL,
    programme    text        COLLATE "C" NOT NULL,
    member_id    text        COLLATE "C" NOT NULL,
    number       integer     NOT NULL,
    origin       text        COLLATE "C" NOT NULL,
    partner_id   text        COLLATE "C",
    earned_at    timestamptz NOT NULL,
    activates_at timestamptz NOT NULL CHECK (activates_at >= earned_at),
    expires_at   timestamptz,
    granted      bigint      NOT NULL CHECK (granted > 0),
    pending      bigint      NOT NULL CHECK (pending >= 0),
    active       bigint      NOT NULL CHECK (active >= 0),
    held         bigint      NOT NULL CHECK (held >= 0),
    PRIMARY KEY (shard, programme, member_id, number)
) WITH (fillfactor = 85);

-- What a member redeemed or holds on a local day, for the daily limit (S17).
CREATE TABLE ledger.redeemed_on (
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    member_id text     COLLATE "C" NOT NULL,
    day       date     NOT NULL,
    points    bigint   NOT NULL CHECK (points >= 0),
    PRIMARY KEY (shard, programme, member_id, day)
);

-- Balances of the programme's own accounts, kept per shard and summed when read; source side negative.
CREATE TABLE ledger.account (
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    account   text     COLLATE "C" NOT NULL,
    unit      text     COLLATE "C" NOT NULL,
    balance   bigint   NOT NULL,
    PRIMARY KEY (shard, programme, account, unit)
) WITH (fillfactor = 50);

-- Personal data, the only place for them: deleted with the salt, they leave nothing that says who (S29).
CREATE TABLE ledger.member_private (
    shard      smallint NOT NULL,
    programme  text     COLLATE "C" NOT NULL,
    member_id  text     COLLATE "C" NOT NULL,
    salt       bytea    NOT NULL CHECK (length(salt) = 16),
    attributes jsonb    NOT NULL,
    PRIMARY KEY (shard, programme, member_id)
);

-- The last closed month of a programme (S3); read under the shard locks.
CREATE TABLE ledger.closed_through (
    programme text COLLATE "C" PRIMARY KEY,
    period    text COLLATE "C" NOT NULL CHECK (length(period) = 7)
);

-- Where the intake stands in each partition, and who may move it: a lease, fenced by the epoch.
CREATE TABLE ledger.inbox (
    cluster_id          text        COLLATE "C" NOT NULL,
    topic               text        COLLATE "C" NOT NULL,
    partition           integer     NOT NULL,
    epoch               bigint      NOT NULL DEFAULT 0,
    owner               text        COLLATE "C",
    leased_until        timestamptz NOT NULL DEFAULT '-infinity',
    next_offset         bigint      NOT NULL,
    last_message_sha256 bytea,
    PRIMARY KEY (cluster_id, topic, partition)
) WITH (fillfactor = 10);

-- The processes that share the partitions, so that each knows its fair part.
CREATE TABLE ledger.worker (
    owner       text        COLLATE "C" PRIMARY KEY,
    alive_until timestamptz NOT NULL
);

-- What was set aside: the message as it came, the fault, and where. Nobody waits for it, nothing of it is lost.
CREATE TABLE ledger.quarantine (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    quarantined_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason         text        COLLATE "C" NOT NULL,
    detail         text        NOT NULL,
    path           text        NOT NULL,
    source         text        COLLATE "C",
    event_id       text        COLLATE "C",
    cluster_id     text        COLLATE "C" NOT NULL,
    topic          text        COLLATE "C" NOT NULL,
    partition      integer     NOT NULL,
    kafka_offset   bigint      NOT NULL,
    key            bytea,
    headers        jsonb       NOT NULL,
    value          bytea,
    UNIQUE (cluster_id, topic, partition, kafka_offset)
);
CREATE INDEX quarantine_identity ON ledger.quarantine (source, event_id);

-- What one person proposed and another approved or rejected.
CREATE TABLE ledger.proposal (
    id         uuid        PRIMARY KEY,
    kind       text        COLLATE "C" NOT NULL,
    body       jsonb       NOT NULL,
    proposer   text        COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    status     text        COLLATE "C" NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'approved', 'rejected')),
    decided_by text        COLLATE "C" CHECK (decided_by <> proposer),
    decided_at timestamptz,
    shard      smallint,
    sequence   bigint
);
CREATE INDEX proposal_newest ON ledger.proposal (created_at DESC, id);

-- How far the relay has copied each shard to Kafka, and who may; fenced by the epoch.
CREATE TABLE ledger.relay (
    only_row     boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch        bigint      NOT NULL DEFAULT 0,
    owner        text        COLLATE "C",
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 10);
INSERT INTO ledger.relay DEFAULT VALUES;

CREATE TABLE ledger.relay_position (
    shard    smallint PRIMARY KEY,
    sequence bigint   NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

-- Append-only holds for the owner too: triggers forbid, they never compute.
CREATE FUNCTION ledger.forbid_change() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''%.% is append-only: correct it with a new posting'', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = ''restrict_violation''; END';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.record
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.seen
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.business_key
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();

-- The ledger's service appends the truth and updates what is derived from it.
GRANT USAGE ON SCHEMA ledger TO points_ledger, points_projector, points_reader;
GRANT SELECT, INSERT ON ledger.record, ledger.posting, ledger.seen, ledger.business_key TO points_ledger;
GRANT SELECT, INSERT, UPDATE ON
    ledger.member, ledger.lot, ledger.redeemed_on, ledger.account, ledger.inbox, ledger.proposal, ledger.closed_through
    TO points_ledger;
GRANT SELECT, INSERT, UPDATE, DELETE ON ledger.member_private, ledger.worker TO points_ledger;
GRANT SELECT, INSERT ON ledger.quarantine TO points_ledger;
GRANT SELECT, UPDATE ON ledger.shard, ledger.relay, ledger.relay_position TO points_ledger;
GRANT SELECT ON ledger.constants TO points_ledger;

-- Projectors read the records and nothing else; auditors read everything but the personal data.
GRANT SELECT ON ledger.record, ledger.shard, ledger.constants TO points_projector;
GRANT SELECT ON
    ledger.record, ledger.posting, ledger.seen, ledger.business_key, ledger.shard, ledger.constants, ledger.member,
    ledger.lot, ledger.redeemed_on, ledger.account, ledger.closed_through, ledger.inbox, ledger.relay_position
    TO points_reader;

-- migrate: rollback
DROP SCHEMA ledger CASCADE;
