-- What auditors read of the ledger, by key.

-- name: records_after
-- The next records of a shard.
SELECT sequence, recorded_at, body FROM ledger.record WHERE shard = $1 AND sequence > $2 ORDER BY sequence LIMIT $3

-- name: head
-- Where a shard ends.
SELECT sequence FROM ledger.shard WHERE shard = $1

-- name: recorded_at
-- When a record was recorded, to halve a shard by time.
SELECT recorded_at FROM ledger.record WHERE shard = $1 AND sequence = $2
