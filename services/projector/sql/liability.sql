-- The liability view: what a batch adds to it, and what a month's report reads, in one snapshot.

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

-- name: liability_standings
-- How every cohort stands by now, in order of the name: outstanding, R, N, and what is deferred less reversed.
SELECT nullif(t.partner, '') AS partner, t.origin, t.cohort, t.outstanding, t.redeemed, t.sold, t.deferred::text
FROM view.projection p JOIN view.liability_standing t ON t.slot = p.version % 2
WHERE p.name = 'liability' AND t.programme = $1
ORDER BY t.partner, t.origin, t.cohort

-- name: liability_month
-- What a period did to cohorts: the lines of the points, what they come to in each part of the standing, the money.
SELECT nullif(t.partner, '') AS partner, t.origin, t.cohort, t.issued, t.recredited, t.adjusted, t.redeemed, t.expired,
       t.clawed_back, t.repaid, t.forfeited, t.transferred,
       t.issued + t.recredited + t.adjusted - t.redeemed - t.expired - t.clawed_back - t.repaid - t.forfeited
           + t.transferred AS net,
       t.redeemed - t.recredited + t.substituted AS r, t.issued - t.returned AS n,
       t.deferred::text, t.reversed::text, t.reversed_earlier::text
FROM view.projection p JOIN view.liability_points t ON t.slot = p.version % 2
WHERE p.name = 'liability' AND t.programme = $1 AND t.period = $2

-- name: liability_later
-- What later periods did to the standing of cohorts: nothing yet, where the period is the last one.
SELECT nullif(t.partner, '') AS partner, t.origin, t.cohort,
       sum(t.issued + t.recredited + t.adjusted - t.redeemed - t.expired - t.clawed_back - t.repaid - t.forfeited
           + t.transferred)::bigint AS net,
       sum(t.redeemed - t.recredited + t.substituted)::bigint AS r, sum(t.issued - t.returned)::bigint AS n,
       sum(t.deferred - t.reversed - t.reversed_earlier)::text AS deferred
FROM view.projection p JOIN view.liability_points t ON t.slot = p.version % 2
WHERE p.name = 'liability' AND t.programme = $1 AND t.period > $2
GROUP BY t.partner, t.origin, t.cohort

-- name: liability_beside
-- What stands beside the cohorts: the position, what rules gave, arrears, and sales. `before` and opening are of all
-- periods before; sales in 10⁻⁸ of the currency, as text.
WITH serving AS (
    SELECT version FROM view.projection WHERE name = 'liability'
), given AS (
    SELECT nullif(t.partner, '') AS partner, t.origin, t.cohort, t.version, t.rule,
           coalesce(sum(t.points) FILTER (WHERE t.period < $2), 0)::bigint AS before,
           coalesce(sum(t.points) FILTER (WHERE t.period = $2), 0)::bigint AS issued
    FROM serving s JOIN view.liability_given t ON t.slot = s.version % 2
    WHERE t.programme = $1 AND t.period <= $2
    GROUP BY 1, 2, 3, 4, 5
), debts AS (
    SELECT coalesce(sum(t.shortfalls - t.repaid - t.written_off) FILTER (WHERE t.period < $2), 0)::bigint AS opening,
           coalesce(sum(t.shortfalls) FILTER (WHERE t.period = $2), 0)::bigint AS shortfalls,
           coalesce(sum(t.repaid) FILTER (WHERE t.period = $2), 0)::bigint AS repaid,
           coalesce(sum(t.written_off) FILTER (WHERE t.period = $2), 0)::bigint AS written_off
    FROM serving s JOIN view.liability_arrears t ON t.slot = s.version % 2
    WHERE t.programme = $1 AND t.period <= $2
)
SELECT (SELECT json_object_agg(b.shard, b.sequence ORDER BY b.shard)
        FROM serving s JOIN view.bookmark b ON b.name = 'liability' AND b.version = s.version) AS as_of,
       (SELECT json_agg(given) FROM given) AS given,
       (SELECT to_json(debts) FROM debts) AS arrears,
       (SELECT (1e8 * coalesce(sum(t.sales), 0))::numeric(38, 0)::text
        FROM serving s JOIN view.liability_sales t ON t.slot = s.version % 2
        WHERE t.programme = $1 AND t.period = $2) AS sales
