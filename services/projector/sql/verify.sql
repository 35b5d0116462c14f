-- What the verification of the views reads: where each serving version stands, and what its tables say there:
-- a query of every table, under its name, with the columns of its key first.

-- name: serving
-- The serving versions and their bookmarks.
SELECT p.name, p.version, b.shard, b.sequence
FROM view.projection p JOIN view.bookmark b ON b.name = p.name AND b.version = p.version
ORDER BY b.shard, p.name

-- name: records
-- A shard's records up to a bookmark, in order.
SELECT sequence, body FROM ledger.record WHERE shard = $1 AND sequence <= $2 ORDER BY sequence

-- name: balance_member
-- A shard's members.
SELECT shard, programme, member_id, pending, active, held, arrears, earned, redeemed, expired, segment
FROM view.balance_member WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: balance_lot
-- A shard's open lots.
SELECT shard, programme, member_id, lot_id, origin, partner_id, earned_at, activates_at, expires_at, pending, active,
       held
FROM view.balance_lot WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: balance_hold
-- A shard's open holds, by lot.
SELECT shard, programme, member_id, lot_id, redemption_id, held_until, points
FROM view.balance_hold WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: balance_alias
-- Into whom a shard's members were merged.
SELECT shard, programme, member_id, merged_into FROM view.balance_alias WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: balance_entry
-- Where the records of a shard's members are.
SELECT shard, programme, member_id, sequence FROM view.balance_entry WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: liability_points
-- A shard's part of the liability: what a period did to each cohort.
SELECT shard, programme, period, partner, origin, cohort, issued, recredited, adjusted, redeemed, expired, clawed_back,
       repaid, forfeited, transferred, substituted, returned, deferred, reversed, reversed_earlier
FROM view.liability_points WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: liability_arrears
-- What a shard's members came to owe in a period, and repaid.
SELECT shard, programme, period, shortfalls, repaid, written_off
FROM view.liability_arrears WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: liability_sales
-- What a shard's members bought for in a period.
SELECT shard, programme, period, sales FROM view.liability_sales WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: liability_given
-- What rules gave without a sale.
SELECT shard, programme, period, partner, origin, cohort, version, rule, points
FROM view.liability_given WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: partners_day
-- What a shard says that partners did, by day.
SELECT shard, programme, period, partner, day, rates, issued, returned, redeemed, recredited
FROM view.partners_day WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: partners_settlement
-- What came of redemptions later, whoever's they were.
SELECT shard, programme, redemption_id, period, day, rates, redeemed, recredited
FROM view.partners_settlement WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: partners_redemption
-- With whom redemptions were, of all shards.
SELECT programme, redemption_id, partner FROM view.partners_redemption WHERE slot = $1

-- name: sources_received
-- What a shard received, by source, type, and local day.
SELECT shard, programme, source, type, day, received, late, amount
FROM view.sources_received WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: sources_reported
-- What sources said last.
SELECT shard, programme, source, type, day, sequence, reported, amount
FROM view.sources_reported WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: tier_member
-- How a shard's members stand.
SELECT shard, programme, member_id, joined_on, reached, since, valid_until, assigned, assigned_since, assigned_until
FROM view.tier_member WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: tier_change
-- How they came there.
SELECT shard, programme, member_id, sequence, kind, tier, since, valid_until
FROM view.tier_change WHERE slot = $1 AND shard BETWEEN $2 AND $3

-- name: tier_day
-- What counts.
SELECT shard, programme, member_id, day, spend, points, visits
FROM view.tier_day WHERE slot = $1 AND shard BETWEEN $2 AND $3
