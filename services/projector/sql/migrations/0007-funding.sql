-- Runs before the code it serves: which rules gave points without a sale, beside the liability (L6).
-- depends: 0006-sources
-- migrate: apply

-- The view has to be folded anew, from the first record. Whoever writes it, or rebuilds it, is fenced by the epoch.
UPDATE view.lease SET epoch = epoch + 1, owner = NULL, leased_until = '-infinity'
WHERE name = 'liability' AND leased_until < 'infinity';
DELETE FROM view.bookmark WHERE name = 'liability';
TRUNCATE view.liability_points, view.liability_arrears, view.liability_sales;

-- A row for each rule that gave something in a cohort: a few.
CREATE TABLE view.liability_given (
    slot      smallint NOT NULL,
    programme text     COLLATE "C" NOT NULL,
    shard     smallint NOT NULL,
    period    text     COLLATE "C" NOT NULL,
    partner   text     COLLATE "C" NOT NULL,
    origin    text     COLLATE "C" NOT NULL,
    cohort    text     COLLATE "C" NOT NULL,
    version   bigint   NOT NULL,
    rule      text     COLLATE "C" NOT NULL,
    points    bigint   NOT NULL,
    PRIMARY KEY (slot, programme, shard, period, partner, origin, cohort, version, rule)
) PARTITION BY LIST (slot);
CREATE TABLE view.liability_given_0 PARTITION OF view.liability_given FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.liability_given_1 PARTITION OF view.liability_given FOR VALUES IN (1) WITH (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
    ON view.liability_given, view.liability_given_0, view.liability_given_1 TO points_projector;
GRANT SELECT ON view.liability_given, view.liability_given_0, view.liability_given_1 TO points_reader;

-- migrate: rollback
DROP TABLE view.liability_given;
