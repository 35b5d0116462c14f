-- The liability as migration 0008 finds it: each cohort in two shards, one of which took back what the other gave.
CREATE TEMPORARY TABLE kept AS SELECT * FROM view.liability_points;
DROP TABLE view.liability_standing;
TRUNCATE view.liability_points;
ALTER TABLE view.liability_points DROP CONSTRAINT liability_points_pkey, ADD shard smallint NOT NULL,
    ADD PRIMARY KEY (slot, programme, shard, period, partner, origin, cohort);
INSERT INTO view.liability_points
SELECT slot, programme, period, partner, origin, cohort, issued * n, recredited * n, adjusted * n, redeemed * n,
       expired * n, clawed_back * n, repaid * n, forfeited * n, transferred * n, substituted * n, returned * n,
       deferred * n, reversed * n, reversed_earlier * n, shard
FROM kept CROSS JOIN (VALUES (0, -1), (1, 2)) AS parts (shard, n);
DROP TABLE kept;
