-- What verification reads, all in one snapshot.

-- name: heads
-- The heads, the register first.
SELECT shard, sequence, hash FROM ledger.shard ORDER BY shard

-- name: chain
-- A shard's records, in order.
SELECT sequence, hash, body FROM ledger.record WHERE shard = $1 ORDER BY sequence

-- name: records
-- The same, with what else the table says of them.
SELECT sequence, hash, body, incarnation, recorded_at, deferred::text, estimate FROM ledger.record WHERE shard = $1 ORDER BY sequence

-- name: postings
-- The postings of a range of records.
SELECT sequence, ordinal, lot, amount, effective_at, source, target, unit, period
FROM ledger.posting WHERE shard = $1 AND sequence BETWEEN $2 AND $3 ORDER BY sequence, ordinal

-- name: identities
-- Where the event ids of a range of records point.
SELECT key, shard, sequence FROM ledger.seen WHERE key = ANY($1::bytea[])

-- name: business_keys
-- Where the keys of business of a range of records point.
SELECT key, shard, sequence FROM ledger.business_key WHERE key = ANY($1::bytea[])

-- name: sales
-- The records of sales, by their key of business.
SELECT k.key, r.body FROM ledger.business_key k JOIN ledger.record r ON r.shard = k.shard AND r.sequence = k.sequence
WHERE k.key = ANY($1::bytea[])

-- name: closed_months
-- The last closed month of each programme.
SELECT programme, period FROM ledger.closed_through

-- name: members
-- A shard's members.
SELECT programme, member_id, pending, active, held, arrears, earned, redeemed, expired, lots_made, status, enrolled,
       purchases, segment, referrer_id, joined_at, next_activation, next_lapse, next_expiry
FROM ledger.member WHERE shard = $1 AND status <> 'unknown'

-- name: lots
-- A shard's lots.
SELECT programme, member_id, number, granted, pending, active, held, expired, origin, partner_id, earned_at, activates_at,
       expires_at
FROM ledger.lot WHERE shard = $1

-- name: accounts
-- A shard's accounts of the programmes.
SELECT programme, account, unit, balance FROM ledger.account WHERE shard = $1

-- name: tallies
-- What counts towards the limits of a shard's members.
SELECT programme, member_id, what, since, amount FROM ledger.tally WHERE shard = $1 AND amount <> 0

-- name: redemptions
-- A shard's holds, and what was cancelled.
SELECT programme, member_id, redemption_id, state, effective_at, day, held_until, allocation::text, cancelled
FROM ledger.redemption WHERE shard = $1

-- name: returned
-- What came back of a shard's orders.
SELECT programme, member_id, source, order_id, lines::text, returned_amount, clawed, covered, reversed::text
FROM ledger.returned WHERE shard = $1

-- name: tiers
-- How a shard's members stand.
SELECT programme, member_id, reached, since, valid_until, assigned, assigned_since, assigned_until
FROM ledger.tier WHERE shard = $1

-- name: tiers_were
-- How they stood before.
SELECT programme, member_id, kind, since, tier, valid_until FROM ledger.tier_was WHERE shard = $1

-- name: qualifying
-- What counts towards the tiers of a shard's members.
SELECT programme, member_id, day, spend, points, visits FROM ledger.qualifying WHERE shard = $1
