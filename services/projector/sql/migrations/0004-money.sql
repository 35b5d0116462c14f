-- Runs before the code it serves: the money of the liability beside its points, sales, and reports that are frozen.
-- depends: 0003-tiers
-- migrate: apply

-- The view has to be folded anew, from the first record. Whoever writes it, or rebuilds it, is fenced by the epoch.
UPDATE view.lease SET epoch = epoch + 1, owner = NULL, leased_until = '-infinity'
WHERE name = 'liability' AND leased_until < 'infinity';
DELETE FROM view.bookmark WHERE name = 'liability';
TRUNCATE view.liability_points, view.liability_arrears;

-- Points that redemption is measured by (L3, L3a), and money, exact to what the records have: 8 places.
-- There are no defaults on purpose: a projector of before cannot write this view any more.
ALTER TABLE view.liability_points
    ADD substituted      bigint         NOT NULL,
    ADD returned         bigint         NOT NULL,
    ADD deferred         numeric(38, 8) NOT NULL,
    ADD reversed         numeric(38, 8) NOT NULL,
    ADD reversed_earlier numeric(38, 8) NOT NULL;

-- What members bought for, by the month it was booked in.
CREATE TABLE view.liability_sales (
    slot      smallint       NOT NULL,
    programme text           COLLATE "C" NOT NULL,
    shard     smallint       NOT NULL,
    period    text           COLLATE "C" NOT NULL,
    sales     numeric(38, 8) NOT NULL,
    PRIMARY KEY (slot, programme, shard, period)
) PARTITION BY LIST (slot);
CREATE TABLE view.liability_sales_0 PARTITION OF view.liability_sales FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.liability_sales_1 PARTITION OF view.liability_sales FOR VALUES IN (1) WITH (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
    ON view.liability_sales, view.liability_sales_0, view.liability_sales_1 TO points_projector;
GRANT SELECT ON view.liability_sales, view.liability_sales_0, view.liability_sales_1 TO points_reader;

-- Partners: points by day and by the version of the rates; those of captures and cancels by redemption, whose partner is
-- found when a statement is read.
INSERT INTO view.projection (name) VALUES ('partners');
CREATE TABLE view.partners_day (
    slot       smallint NOT NULL,
    programme  text     COLLATE "C" NOT NULL,
    shard      smallint NOT NULL,
    period     text     COLLATE "C" NOT NULL,
    partner    text     COLLATE "C" NOT NULL,
    day        text     COLLATE "C" NOT NULL,
    rates      bigint   NOT NULL,
    issued     bigint   NOT NULL,
    returned   bigint   NOT NULL,
    redeemed   bigint   NOT NULL,
    recredited bigint   NOT NULL,
    PRIMARY KEY (slot, programme, shard, period, partner, day, rates)
) PARTITION BY LIST (slot);
CREATE TABLE view.partners_day_0 PARTITION OF view.partners_day FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.partners_day_1 PARTITION OF view.partners_day FOR VALUES IN (1) WITH (fillfactor = 50);
CREATE TABLE view.partners_settlement (
    slot          smallint NOT NULL,
    programme     text     COLLATE "C" NOT NULL,
    shard         smallint NOT NULL,
    redemption_id text     COLLATE "C" NOT NULL,
    period        text     COLLATE "C" NOT NULL,
    day           text     COLLATE "C" NOT NULL,
    rates         bigint   NOT NULL,
    redeemed      bigint   NOT NULL,
    recredited    bigint   NOT NULL,
    PRIMARY KEY (slot, programme, shard, redemption_id, period, day, rates)
) PARTITION BY LIST (slot);
CREATE TABLE view.partners_settlement_0 PARTITION OF view.partners_settlement FOR VALUES IN (0);
CREATE TABLE view.partners_settlement_1 PARTITION OF view.partners_settlement FOR VALUES IN (1);
CREATE TABLE view.partners_redemption (
    slot          smallint NOT NULL,
    programme     text     COLLATE "C" NOT NULL,
    redemption_id text     COLLATE "C" NOT NULL,
    partner       text     COLLATE "C" NOT NULL,
    PRIMARY KEY (slot, programme, redemption_id)
) PARTITION BY LIST (slot);
CREATE TABLE view.partners_redemption_0 PARTITION OF view.partners_redemption FOR VALUES IN (0);
CREATE TABLE view.partners_redemption_1 PARTITION OF view.partners_redemption FOR VALUES IN (1);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
    ON view.partners_day, view.partners_day_0, view.partners_day_1,
       view.partners_settlement, view.partners_settlement_0, view.partners_settlement_1,
       view.partners_redemption, view.partners_redemption_0, view.partners_redemption_1 TO points_projector;
GRANT SELECT
    ON view.partners_day, view.partners_day_0, view.partners_day_1,
       view.partners_settlement, view.partners_settlement_0, view.partners_settlement_1,
       view.partners_redemption, view.partners_redemption_0, view.partners_redemption_1 TO points_reader;

-- The report of a closed month, as it was shown when the month was closed. It has no slot: a rebuild makes views anew,
-- never a report. Nobody may change or delete one.
CREATE TABLE view.report (
    programme text        COLLATE "C" NOT NULL,
    period    text        COLLATE "C" NOT NULL CHECK (length(period) = 7),
    sha256    bytea       NOT NULL CHECK (length(sha256) = 32),
    body      text        COLLATE "C" NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (programme, period)
);
CREATE FUNCTION view.forbid_change() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION '%.% is frozen: a report that differs is shown beside it, never in its place',
    TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END$$;
CREATE TRIGGER frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON view.report
    FOR EACH STATEMENT EXECUTE FUNCTION view.forbid_change();
GRANT SELECT, INSERT ON view.report TO points_projector;
GRANT SELECT ON view.report TO points_reader;

-- migrate: rollback
DROP TABLE view.report;
DROP FUNCTION view.forbid_change;
DROP TABLE view.partners_day, view.partners_settlement, view.partners_redemption;
DELETE FROM view.bookmark WHERE name = 'partners';
DELETE FROM view.lease WHERE name = 'partners';
DELETE FROM view.projection WHERE name = 'partners';
DROP TABLE view.liability_sales;
ALTER TABLE view.liability_points DROP substituted, DROP returned, DROP deferred, DROP reversed, DROP reversed_earlier;
