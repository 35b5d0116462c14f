-- What an export reads: records in order of their shards, and what the ledger says its accounts come to.

-- name: heads
-- Where the shards stand; the register is no account of anybody.
SELECT shard, sequence FROM ledger.shard WHERE shard >= 0 ORDER BY shard

-- name: records
-- A shard's records in order.
SELECT shard, sequence, incarnation, recorded_at, hash, body FROM ledger.record WHERE shard = $1 ORDER BY sequence

-- name: programme_accounts
-- The programme's own accounts, over all shards.
SELECT account, unit, sum(balance)::bigint AS balance FROM ledger.account WHERE programme = $1
GROUP BY account, unit ORDER BY account, unit

-- name: member_accounts
-- What all members have and owe together, in points.
SELECT coalesce(sum(active), 0)::bigint AS active, coalesce(sum(arrears), 0)::bigint AS arrears,
       coalesce(sum(held), 0)::bigint AS held, coalesce(sum(pending), 0)::bigint AS pending
FROM ledger.member WHERE programme = $1
