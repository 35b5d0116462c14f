-- Runs before the code it serves: the tier view.
-- depends: 0002-holds
-- migrate: apply

INSERT INTO view.projection (name) VALUES ('tier');

-- How a member stands: by what was reached, no tier when it was lost again, and by what was assigned.
CREATE TABLE view.tier_member (
    slot           smallint NOT NULL,
    shard          smallint NOT NULL,
    programme      text     COLLATE "C" NOT NULL,
    member_id      text     COLLATE "C" NOT NULL,
    joined_on      date,
    reached        text     COLLATE "C",
    since          timestamptz,
    valid_until    timestamptz,
    assigned       text     COLLATE "C",
    assigned_since timestamptz,
    assigned_until timestamptz,
    PRIMARY KEY (slot, shard, programme, member_id)
) PARTITION BY LIST (slot);
CREATE TABLE view.tier_member_0 PARTITION OF view.tier_member FOR VALUES IN (0);
CREATE TABLE view.tier_member_1 PARTITION OF view.tier_member FOR VALUES IN (1);

-- How they came there: a row for each record that changed a standing, or its end.
CREATE TABLE view.tier_change (
    slot        smallint    NOT NULL,
    shard       smallint    NOT NULL,
    programme   text        COLLATE "C" NOT NULL,
    member_id   text        COLLATE "C" NOT NULL,
    sequence    bigint      NOT NULL,
    kind        text        COLLATE "C" NOT NULL CHECK (kind IN ('reached', 'assigned')),
    tier        text        COLLATE "C",
    since       timestamptz NOT NULL,
    valid_until timestamptz,
    PRIMARY KEY (slot, shard, programme, member_id, sequence, kind)
) PARTITION BY LIST (slot);
CREATE TABLE view.tier_change_0 PARTITION OF view.tier_change FOR VALUES IN (0);
CREATE TABLE view.tier_change_1 PARTITION OF view.tier_change FOR VALUES IN (1);

-- What counts, by the local day of the purchase, and for ever under the first of all days; spend in units of 1/10,000.
CREATE TABLE view.tier_day (
    slot      smallint NOT NULL,
    shard     smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    member_id text     COLLATE "C" NOT NULL,
    day       date     NOT NULL,
    spend     bigint   NOT NULL,
    points    bigint   NOT NULL,
    visits    bigint   NOT NULL,
    PRIMARY KEY (slot, shard, programme, member_id, day)
) PARTITION BY LIST (slot);
CREATE TABLE view.tier_day_0 PARTITION OF view.tier_day FOR VALUES IN (0);
CREATE TABLE view.tier_day_1 PARTITION OF view.tier_day FOR VALUES IN (1);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON
    view.tier_member, view.tier_member_0, view.tier_member_1, view.tier_change, view.tier_change_0, view.tier_change_1,
    view.tier_day, view.tier_day_0, view.tier_day_1
    TO points_projector;
GRANT SELECT ON
    view.tier_member, view.tier_member_0, view.tier_member_1, view.tier_change, view.tier_change_0, view.tier_change_1,
    view.tier_day, view.tier_day_0, view.tier_day_1
    TO points_reader;

-- migrate: rollback
DROP TABLE view.tier_day, view.tier_change, view.tier_member;
DELETE FROM view.bookmark WHERE name = 'tier';
DELETE FROM view.lease WHERE name = 'tier';
DELETE FROM view.projection WHERE name = 'tier';
