-- Reports of months: what they are made of, read in one snapshot; and those that are stored.

-- name: report_add
-- Stored once; the one that is there stays.
INSERT INTO view.report (programme, period, sha256, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING

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
