-- What the verification of the views reads: where each serving version stands, and what its tables say there.

-- name: serving
-- The serving versions and their bookmarks.
SELECT p.name, p.version, b.shard, b.sequence
FROM view.projection p JOIN view.bookmark b ON b.name = p.name AND b.version = p.version
ORDER BY b.shard, p.name

-- name: records
-- A shard's records up to a bookmark, in order.
SELECT sequence, body FROM ledger.record WHERE shard = $1 AND sequence <= $2 ORDER BY sequence

-- name: members
-- A shard's members.
SELECT programme, member_id, pending, active, held, arrears, earned, redeemed, expired, segment
FROM view.balance_member WHERE slot = $1 AND shard = $2

-- name: lots
-- A shard's open lots.
SELECT programme, member_id, lot_id, pending, active, held FROM view.balance_lot WHERE slot = $1 AND shard = $2

-- name: holds
-- A shard's open holds, by lot.
SELECT programme, member_id, lot_id, redemption_id, held_until, points
FROM view.balance_hold WHERE slot = $1 AND shard = $2

-- name: merged
-- Into whom a shard's members were merged.
SELECT programme, member_id, merged_into FROM view.balance_alias WHERE slot = $1 AND shard = $2

-- name: points
-- What each cohort's points did in a period.
SELECT programme, period, partner, origin, cohort,
       issued + recredited + adjusted + transferred - redeemed - expired - clawed_back - repaid - forfeited AS net,
       issued, redeemed - recredited AS redeemed, expired, clawed_back, repaid, substituted, returned,
       (deferred * 1e8)::numeric(38, 0) AS deferred, ((reversed + reversed_earlier) * 1e8)::numeric(38, 0) AS reversed
FROM view.liability_points WHERE slot = $1

-- name: standings
-- How each cohort stands.
SELECT programme, partner, origin, cohort, outstanding, redeemed, sold, (deferred * 1e8)::numeric(38, 0) AS deferred
FROM view.liability_standing WHERE slot = $1

-- name: tier_members
-- How a shard's members stand.
SELECT programme, member_id, joined_on::text, reached, since, valid_until, assigned, assigned_since, assigned_until
FROM view.tier_member WHERE slot = $1 AND shard = $2

-- name: tier_changes
-- How they came there.
SELECT programme, member_id, sequence, kind, tier, since, valid_until
FROM view.tier_change WHERE slot = $1 AND shard = $2

-- name: tier_days
-- What counts.
SELECT programme, member_id, day, spend, points, visits FROM view.tier_day WHERE slot = $1 AND shard = $2

-- name: given
-- What rules gave without a sale.
SELECT programme, period, partner, origin, cohort, version, rule, points
FROM view.liability_given WHERE slot = $1 AND shard = $2

-- name: partners
-- What partners did by day, of all shards: a capture or cancel is of whom its redemption was with.
SELECT programme, period, partner, day, rates, sum(issued)::bigint AS issued, sum(returned)::bigint AS returned,
       sum(redeemed)::bigint AS redeemed, sum(recredited)::bigint AS recredited
FROM (
    SELECT programme, period, partner, day, rates, issued, returned, redeemed, recredited
    FROM view.partners_day WHERE slot = $1
    UNION ALL
    SELECT t.programme, t.period, r.partner, t.day, t.rates, 0, 0, t.redeemed, t.recredited
    FROM view.partners_settlement t JOIN view.partners_redemption r USING (slot, programme, redemption_id)
    WHERE t.slot = $1
) AS counts
GROUP BY 1, 2, 3, 4, 5
HAVING sum(issued) <> 0 OR sum(returned) <> 0 OR sum(redeemed) <> 0 OR sum(recredited) <> 0

-- name: sources_received
-- What a shard received, by source, type, and local day.
SELECT programme, source, type, day, received, late, amount FROM view.sources_received WHERE slot = $1 AND shard = $2

-- name: sources_reported
-- What sources said last.
SELECT programme, source, type, day, sequence, reported, amount
FROM view.sources_reported WHERE slot = $1 AND shard = $2
