-- The leases of the partitions: who reads which, taken over within seconds when its holder falls silent.

-- name: inbox_clusters
-- The topic of another cluster must not be taken for the one whose offsets are here.
SELECT DISTINCT cluster_id FROM ledger.inbox WHERE topic = $1

-- name: inbox_add
-- A partition nobody read yet begins at its log's start.
INSERT INTO ledger.inbox (cluster_id, topic, partition, next_offset)
SELECT $1, $2, n.partition, n.next_offset FROM unnest($3::integer[], $4::bigint[]) AS n (partition, next_offset)
ON CONFLICT DO NOTHING

-- name: worker_alive
-- Say that this process is there, and count those that are.
WITH me AS (
    INSERT INTO ledger.worker (owner, alive_until) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
    ON CONFLICT (owner) DO UPDATE SET alive_until = excluded.alive_until
), dead AS (
    DELETE FROM ledger.worker WHERE alive_until < clock_timestamp() - interval '1 hour'
)
SELECT count(*) + 1 AS alive FROM ledger.worker WHERE owner <> $1 AND alive_until > clock_timestamp()

-- name: worker_gone
-- A process that ends in peace says so.
DELETE FROM ledger.worker WHERE owner = $1

-- name: lease_renew
-- Idle partitions are renewed here, busy ones by their batches, which hold the row.
UPDATE ledger.inbox i SET leased_until = clock_timestamp() + make_interval(secs => $4)
FROM (
    SELECT partition FROM ledger.inbox WHERE cluster_id = $1 AND topic = $2 AND owner = $3 FOR UPDATE SKIP LOCKED
) mine
WHERE i.cluster_id = $1 AND i.topic = $2 AND i.partition = mine.partition

-- name: lease_mine
-- What is still this process's, by the table and not by its memory: it may have been frozen.
SELECT partition, epoch FROM ledger.inbox WHERE cluster_id = $1 AND topic = $2 AND owner = $3

-- name: lease_take
-- Take partitions whose holder is silent. The new epoch fences the old one. A row that a batch still holds is left
-- for the next round: either its holder lives, or the database ends the frozen session first.
UPDATE ledger.inbox i
SET epoch = i.epoch + 1, owner = $3, leased_until = clock_timestamp() + make_interval(secs => $4)
FROM (
    SELECT partition FROM ledger.inbox
    WHERE cluster_id = $1 AND topic = $2 AND leased_until < clock_timestamp()
    ORDER BY partition LIMIT $5 FOR UPDATE SKIP LOCKED
) free
WHERE i.cluster_id = $1 AND i.topic = $2 AND i.partition = free.partition
RETURNING i.partition, i.epoch, i.next_offset, i.last_message_sha256

-- name: lease_release
-- Hand a partition back at once.
UPDATE ledger.inbox SET owner = NULL, leased_until = '-infinity'
WHERE cluster_id = $1 AND topic = $2 AND partition = $3 AND epoch = $4

-- name: invalid_offsets
-- The invalid ones among the last messages of a partition, for the share that stops the intake.
SELECT kafka_offset FROM ledger.quarantine
WHERE cluster_id = $1 AND topic = $2 AND partition = $3 AND kafka_offset >= $4 AND reason = ANY($5::text[])
  AND replay_of IS NULL
ORDER BY kafka_offset
