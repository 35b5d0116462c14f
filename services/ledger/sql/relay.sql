-- The relay: every record, in the order of its shard, to Kafka.

-- name: relay_take
-- One relay at a time; the epoch fences the one before.
UPDATE ledger.relay SET epoch = epoch + 1, owner = $1, leased_until = clock_timestamp() + make_interval(secs => $2)
WHERE leased_until < clock_timestamp() OR owner = $1
RETURNING epoch, quarantine_copied

-- name: relay_fence
-- No row: another relay has taken over. Holding the row renews the lease.
UPDATE ledger.relay SET leased_until = clock_timestamp() + make_interval(secs => $2) WHERE epoch = $1 RETURNING epoch

-- name: relay_release
-- Hand over at once.
UPDATE ledger.relay SET owner = NULL, leased_until = '-infinity' WHERE epoch = $1

-- name: relay_positions
-- Up to where each shard was sent, and the hash there.
SELECT p.shard, p.sequence, r.hash
FROM ledger.relay_position p LEFT JOIN ledger.record r ON r.shard = p.shard AND r.sequence = p.sequence
ORDER BY p.shard

-- name: relay_tail
-- What was appended since, in order.
SELECT r.shard, r.sequence, r.hash, r.body
FROM unnest($1::smallint[], $2::bigint[]) AS p (shard, sequence)
CROSS JOIN LATERAL (
    SELECT shard, sequence, hash, body FROM ledger.record
    WHERE shard = p.shard AND sequence > p.sequence
    ORDER BY sequence LIMIT $3
) r

-- name: relay_advance
-- The bookmark moves after the acknowledgements.
UPDATE ledger.relay_position p SET sequence = n.sequence
FROM unnest($1::smallint[], $2::bigint[]) AS n (shard, sequence)
WHERE p.shard = n.shard AND p.sequence < n.sequence
