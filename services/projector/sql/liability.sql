-- The liability view: what a batch adds to it.

-- name: liability_points_add
-- Sums of the batch onto sums: of each period, and of all periods together, which is how a cohort stands.
WITH batch AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                         $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],
                         $15::bigint[], $16::bigint[], $17::bigint[], $18::numeric[], $19::numeric[], $20::numeric[])
        AS n (programme, period, partner, origin, cohort, issued, recredited, adjusted, redeemed, expired, clawed_back,
              repaid, forfeited, transferred, substituted, returned, deferred, reversed, reversed_earlier)
), of_periods AS (
    INSERT INTO view.liability_points AS t
        (slot, programme, period, partner, origin, cohort, issued, recredited, adjusted, redeemed, expired,
         clawed_back, repaid, forfeited, transferred, substituted, returned, deferred, reversed, reversed_earlier)
    SELECT $1, batch.* FROM batch
    ON CONFLICT (slot, programme, period, partner, origin, cohort) DO UPDATE
    SET issued = t.issued + excluded.issued, recredited = t.recredited + excluded.recredited,
        adjusted = t.adjusted + excluded.adjusted, redeemed = t.redeemed + excluded.redeemed,
        expired = t.expired + excluded.expired, clawed_back = t.clawed_back + excluded.clawed_back,
        repaid = t.repaid + excluded.repaid, forfeited = t.forfeited + excluded.forfeited,
        transferred = t.transferred + excluded.transferred, substituted = t.substituted + excluded.substituted,
        returned = t.returned + excluded.returned, deferred = t.deferred + excluded.deferred,
        reversed = t.reversed + excluded.reversed, reversed_earlier = t.reversed_earlier + excluded.reversed_earlier
)
INSERT INTO view.liability_standing AS t
    (slot, programme, partner, origin, cohort, outstanding, redeemed, sold, deferred)
SELECT $1, programme, partner, origin, cohort,
       sum(issued + recredited + adjusted - redeemed - expired - clawed_back - repaid - forfeited + transferred)::bigint,
       sum(redeemed - recredited + substituted)::bigint, sum(issued - returned)::bigint,
       sum(deferred - reversed - reversed_earlier)
FROM batch
GROUP BY programme, partner, origin, cohort
ON CONFLICT (slot, programme, partner, origin, cohort) DO UPDATE
SET outstanding = t.outstanding + excluded.outstanding, redeemed = t.redeemed + excluded.redeemed,
    sold = t.sold + excluded.sold, deferred = t.deferred + excluded.deferred

-- name: liability_arrears_add
-- Sums of the batch onto sums.
INSERT INTO view.liability_arrears AS t (slot, programme, shard, period, shortfalls, repaid, written_off)
SELECT $1, n.* FROM unnest($2::text[], $3::smallint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[]) AS n
ON CONFLICT (slot, programme, shard, period) DO UPDATE
SET shortfalls = t.shortfalls + excluded.shortfalls, repaid = t.repaid + excluded.repaid,
    written_off = t.written_off + excluded.written_off

-- name: liability_sales_add
-- Sums of the batch onto sums.
INSERT INTO view.liability_sales AS t (slot, programme, shard, period, sales)
SELECT $1, n.* FROM unnest($2::text[], $3::smallint[], $4::text[], $5::numeric[]) AS n
ON CONFLICT (slot, programme, shard, period) DO UPDATE SET sales = t.sales + excluded.sales

-- name: liability_given_add
-- Sums of the batch onto sums.
INSERT INTO view.liability_given AS t
    (slot, programme, period, partner, origin, cohort, shard, version, rule, points)
SELECT $1, n.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::bigint[],
                           $9::text[], $10::bigint[]) AS n
ON CONFLICT (slot, programme, shard, period, partner, origin, cohort, version, rule) DO UPDATE
SET points = t.points + excluded.points
