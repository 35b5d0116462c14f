-- Runs before the code it serves: how members stand in tiers, and what counts towards them.
-- depends: 0004-lots
-- migrate: apply

-- When the record was effective that made the member known: anniversaries are counted from there (S31).
ALTER TABLE ledger.member ADD joined_at timestamptz;
UPDATE ledger.member m SET joined_at = (
    SELECT (r.body::jsonb ->> 'effective_at')::timestamptz FROM ledger.record r
    WHERE r.shard = m.shard AND (r.body::jsonb ->> 'programme') = m.programme
      AND (r.body::jsonb ->> 'member_id') = m.member_id AND (r.body::jsonb ->> 'verdict') = 'accepted'
    ORDER BY r.sequence LIMIT 1
);

-- How a member stands (S32): by what was reached, null when it was lost again, and by what was assigned.
CREATE TABLE ledger.tier (
    shard          smallint NOT NULL,
    programme      text     COLLATE "C" NOT NULL,
    member_id      text     COLLATE "C" NOT NULL,
    reached        text     COLLATE "C",
    since          timestamptz,
    valid_until    timestamptz,
    assigned       text     COLLATE "C",
    assigned_since timestamptz,
    assigned_until timestamptz,
    PRIMARY KEY (shard, programme, member_id),
    CHECK (reached IS NULL OR since IS NOT NULL),
    CHECK ((assigned IS NULL) = (assigned_since IS NULL))
) WITH (fillfactor = 85);
-- What the sweeper looks for: tiers whose time is over.
CREATE INDEX tier_valid_until ON ledger.tier (programme, valid_until, shard, member_id) WHERE valid_until IS NOT NULL;

-- How a member stood before, which late purchases ask for (S11).
CREATE TABLE ledger.tier_was (
    shard       smallint    NOT NULL,
    programme   text        COLLATE "C" NOT NULL,
    member_id   text        COLLATE "C" NOT NULL,
    kind        text        COLLATE "C" NOT NULL CHECK (kind IN ('reached', 'assigned')),
    since       timestamptz NOT NULL,
    tier        text        COLLATE "C",
    valid_until timestamptz,
    PRIMARY KEY (shard, programme, member_id, kind, since)
);

-- What counts towards tiers (S31): by the local day of the purchase, and under the first of all days for ever.
CREATE TABLE ledger.qualifying (
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    member_id text     COLLATE "C" NOT NULL,
    day       date     NOT NULL,
    spend     bigint   NOT NULL,
    points    bigint   NOT NULL,
    visits    bigint   NOT NULL,
    PRIMARY KEY (shard, programme, member_id, day)
) WITH (fillfactor = 85);

GRANT SELECT, INSERT, UPDATE ON ledger.tier, ledger.qualifying TO points_ledger;
GRANT SELECT, INSERT ON ledger.tier_was TO points_ledger;
GRANT SELECT ON ledger.tier, ledger.tier_was, ledger.qualifying TO points_reader;

-- migrate: rollback
DROP TABLE ledger.qualifying, ledger.tier_was, ledger.tier;
ALTER TABLE ledger.member DROP joined_at;
