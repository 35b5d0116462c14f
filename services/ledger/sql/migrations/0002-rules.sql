-- Runs before the code it serves: what the rules of redemption, returns, and limits keep beside lots and members.
-- depends: 0001-ledger
-- migrate: apply

-- What a member did against a limit (S12, S15b, S17): `what` since a local day, in points or times.
CREATE TABLE ledger.tally (
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    member_id text     COLLATE "C" NOT NULL,
    what      text     COLLATE "C" NOT NULL,
    since     date     NOT NULL,
    amount    bigint   NOT NULL,
    PRIMARY KEY (shard, programme, member_id, what, since)
);
INSERT INTO ledger.tally SELECT shard, programme, member_id, 'redeemed', day, points FROM ledger.redeemed_on;
DROP TABLE ledger.redeemed_on;

ALTER TABLE ledger.member
    ADD next_lapse  timestamptz,
    ADD next_expiry timestamptz,
    ADD purchases   integer NOT NULL DEFAULT 0,
    ADD segment     text COLLATE "C",
    ADD referrer_id text COLLATE "C";
ALTER TABLE ledger.lot ADD expired bigint NOT NULL DEFAULT 0 CHECK (expired >= 0);

UPDATE ledger.member m SET next_expiry = (
    SELECT min(l.expires_at) FROM ledger.lot l
    WHERE l.shard = m.shard AND l.programme = m.programme AND l.member_id = m.member_id AND l.pending + l.active > 0
), purchases = (
    SELECT count(*) FROM ledger.record r
    WHERE r.shard = m.shard AND (r.body::jsonb ->> 'programme') = m.programme
      AND (r.body::jsonb ->> 'member_id') = m.member_id AND (r.body::jsonb ->> 'verdict') = 'accepted'
      AND (r.body::jsonb #>> '{event,type}') = 'purchase.completed'
);
UPDATE ledger.lot l SET expired = e.points
FROM (
    SELECT p.shard, r.body::jsonb ->> 'programme' AS programme, r.body::jsonb ->> 'member_id' AS member_id, p.lot,
           sum(p.amount) AS points
    FROM ledger.posting p JOIN ledger.record r USING (shard, sequence)
    WHERE p.target = 'expired' AND p.lot IS NOT NULL GROUP BY 1, 2, 3, 4
) e
WHERE l.shard = e.shard AND l.programme = e.programme AND l.member_id = e.member_id AND l.number = e.lot;

-- What the sweeper looks for: members with something due. Each changes seldom, not with every event.
CREATE INDEX member_next_activation ON ledger.member (next_activation) WHERE next_activation IS NOT NULL;
CREATE INDEX member_next_lapse ON ledger.member (next_lapse) WHERE next_lapse IS NOT NULL;
CREATE INDEX member_next_expiry ON ledger.member (next_expiry) WHERE next_expiry IS NOT NULL;

-- Redemptions that can still change, or did after their record: holds, and what was cancelled (S19, S20).
CREATE TABLE ledger.redemption (
    shard         smallint    NOT NULL,
    programme     text        COLLATE "C" NOT NULL,
    member_id     text        COLLATE "C" NOT NULL,
    redemption_id text        COLLATE "C" NOT NULL,
    state         text        COLLATE "C" NOT NULL
        CHECK (state IN ('redeemed', 'held', 'captured', 'released', 'lapsed')),
    effective_at  timestamptz NOT NULL,
    day           date        NOT NULL,
    held_until    timestamptz,
    allocation    jsonb       NOT NULL,
    cancelled     bigint      NOT NULL CHECK (cancelled >= 0),
    PRIMARY KEY (shard, programme, member_id, redemption_id)
);

-- What came back of an order, beside what its record froze (S21, S22); `lines` is {line_id: quantity}.
CREATE TABLE ledger.returned (
    shard           smallint NOT NULL,
    programme       text     COLLATE "C" NOT NULL,
    member_id       text     COLLATE "C" NOT NULL,
    source          text     COLLATE "C" NOT NULL,
    order_id        text     COLLATE "C" NOT NULL,
    lines           jsonb    NOT NULL,
    returned_amount bigint   NOT NULL CHECK (returned_amount >= 0),
    clawed          bigint   NOT NULL CHECK (clawed >= 0),
    covered         bigint   NOT NULL CHECK (covered BETWEEN 0 AND clawed),
    PRIMARY KEY (shard, programme, member_id, source, order_id)
);

-- Returns that wait for their purchase (S23), whole, by the identity of the event; each is decided or given up once.
CREATE TABLE ledger.parked (
    key         bytea       PRIMARY KEY CHECK (length(key) = 16),
    digest      bytea       NOT NULL CHECK (length(digest) = 16),
    order_key   bytea       NOT NULL CHECK (length(order_key) = 16),
    arrival     bigint      GENERATED ALWAYS AS IDENTITY,
    parked_at   timestamptz NOT NULL,
    give_up_at  timestamptz NOT NULL,
    shard       smallint    NOT NULL,
    programme   text        COLLATE "C" NOT NULL,
    member_id   text        COLLATE "C" NOT NULL,
    source      text        COLLATE "C" NOT NULL,
    event_id    text        COLLATE "C" NOT NULL,
    type        text        COLLATE "C" NOT NULL,
    "time"      text        COLLATE "C" NOT NULL,
    data        jsonb       NOT NULL,
    message     jsonb
);
CREATE INDEX parked_order ON ledger.parked (order_key, arrival);
CREATE INDEX parked_give_up ON ledger.parked (give_up_at);

GRANT SELECT, INSERT, UPDATE ON ledger.tally, ledger.redemption, ledger.returned TO points_ledger;
GRANT SELECT, INSERT, DELETE ON ledger.parked TO points_ledger;
GRANT SELECT ON ledger.tally, ledger.redemption, ledger.returned TO points_reader;

-- migrate: rollback
DROP TABLE ledger.parked, ledger.returned, ledger.redemption;
DROP INDEX ledger.member_next_activation, ledger.member_next_lapse, ledger.member_next_expiry;
ALTER TABLE ledger.lot DROP expired;
ALTER TABLE ledger.member DROP next_lapse, DROP next_expiry, DROP purchases, DROP segment, DROP referrer_id;
CREATE TABLE ledger.redeemed_on (
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    member_id text     COLLATE "C" NOT NULL,
    day       date     NOT NULL,
    points    bigint   NOT NULL CHECK (points >= 0),
    PRIMARY KEY (shard, programme, member_id, day)
);
GRANT SELECT, INSERT, UPDATE ON ledger.redeemed_on TO points_ledger;
GRANT SELECT ON ledger.redeemed_on TO points_reader;
INSERT INTO ledger.redeemed_on SELECT shard, programme, member_id, since, amount FROM ledger.tally WHERE what = 'redeemed';
DROP TABLE ledger.tally;
