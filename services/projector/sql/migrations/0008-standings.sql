-- Runs before the code it serves: how every cohort stands, so that a month is read without the months before it.
-- depends: 0007-funding
-- migrate: apply

-- What was folded is kept: sums are summed, and the bookmarks stay. A projector of before cannot write this view any
-- more, since it names the shard; one that reads meanwhile finds what it asks for.
CREATE TEMPORARY TABLE kept ON COMMIT DROP AS
SELECT slot, programme, period, partner, origin, cohort,
       sum(issued)::bigint AS issued, sum(recredited)::bigint AS recredited, sum(adjusted)::bigint AS adjusted,
       sum(redeemed)::bigint AS redeemed, sum(expired)::bigint AS expired, sum(clawed_back)::bigint AS clawed_back,
       sum(repaid)::bigint AS repaid, sum(forfeited)::bigint AS forfeited, sum(transferred)::bigint AS transferred,
       sum(substituted)::bigint AS substituted, sum(returned)::bigint AS returned, sum(deferred) AS deferred,
       sum(reversed) AS reversed, sum(reversed_earlier) AS reversed_earlier
FROM view.liability_points
GROUP BY slot, programme, period, partner, origin, cohort;
DROP TABLE view.liability_points;

-- What each period did to a cohort, over all shards: one projector writes them all, and rows are one in sixteen.
CREATE TABLE view.liability_points (
    slot             smallint       NOT NULL,
    programme        text           COLLATE "C" NOT NULL,
    period           text           COLLATE "C" NOT NULL,
    partner          text           COLLATE "C" NOT NULL,
    origin           text           COLLATE "C" NOT NULL,
    cohort           text           COLLATE "C" NOT NULL,
    issued           bigint         NOT NULL,
    recredited       bigint         NOT NULL,
    adjusted         bigint         NOT NULL,
    redeemed         bigint         NOT NULL,
    expired          bigint         NOT NULL,
    clawed_back      bigint         NOT NULL,
    repaid           bigint         NOT NULL,
    forfeited        bigint         NOT NULL,
    transferred      bigint         NOT NULL,
    substituted      bigint         NOT NULL,
    returned         bigint         NOT NULL,
    deferred         numeric(38, 8) NOT NULL,
    reversed         numeric(38, 8) NOT NULL,
    reversed_earlier numeric(38, 8) NOT NULL,
    PRIMARY KEY (slot, programme, period, partner, origin, cohort)
) PARTITION BY LIST (slot);
CREATE TABLE view.liability_points_0 PARTITION OF view.liability_points FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.liability_points_1 PARTITION OF view.liability_points FOR VALUES IN (1) WITH (fillfactor = 50);
INSERT INTO view.liability_points SELECT * FROM kept ORDER BY slot, programme, period, partner, origin, cohort;

-- How a cohort stands by all that was folded: points outstanding, R and N of L3, and what is deferred less reversed.
CREATE TABLE view.liability_standing (
    slot        smallint       NOT NULL,
    programme   text           COLLATE "C" NOT NULL,
    partner     text           COLLATE "C" NOT NULL,
    origin      text           COLLATE "C" NOT NULL,
    cohort      text           COLLATE "C" NOT NULL,
    outstanding bigint         NOT NULL,
    redeemed    bigint         NOT NULL,
    sold        bigint         NOT NULL,
    deferred    numeric(38, 8) NOT NULL,
    PRIMARY KEY (slot, programme, partner, origin, cohort)
) PARTITION BY LIST (slot);
CREATE TABLE view.liability_standing_0 PARTITION OF view.liability_standing FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.liability_standing_1 PARTITION OF view.liability_standing FOR VALUES IN (1) WITH (fillfactor = 50);
INSERT INTO view.liability_standing
SELECT slot, programme, partner, origin, cohort,
       sum(issued + recredited + adjusted - redeemed - expired - clawed_back - repaid - forfeited + transferred)::bigint,
       sum(redeemed - recredited + substituted)::bigint, sum(issued - returned)::bigint,
       sum(deferred - reversed - reversed_earlier)
FROM kept
GROUP BY slot, programme, partner, origin, cohort
ORDER BY slot, programme, partner, origin, cohort;

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
    ON view.liability_points, view.liability_points_0, view.liability_points_1,
       view.liability_standing, view.liability_standing_0, view.liability_standing_1 TO points_projector;
GRANT SELECT
    ON view.liability_points, view.liability_points_0, view.liability_points_1,
       view.liability_standing, view.liability_standing_0, view.liability_standing_1 TO points_reader;

-- migrate: rollback
DROP TABLE view.liability_standing;
DELETE FROM view.bookmark WHERE name = 'liability';
TRUNCATE view.liability_points, view.liability_arrears, view.liability_sales, view.liability_given;
ALTER TABLE view.liability_points DROP CONSTRAINT liability_points_pkey, ADD shard smallint NOT NULL,
    ADD PRIMARY KEY (slot, programme, shard, period, partner, origin, cohort);
