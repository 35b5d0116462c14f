-- The quarantine as an operator sees it, and what they decide.

-- name: quarantine_page
-- Newest first, by what is known of a message; $1 is where the page before ended.
SELECT q.id, q.quarantined_at, q.reason, q.detail, q.path, q.source, q.event_id, q.type, q.cluster_id, q.topic,
       q.partition, q.kafka_offset, q.replay_of, f.fate, f.decided_at, f.decided_by, f.why, f.verdict,
       f.reason AS came_to, f.detail AS came_detail, f.shard, f.sequence, a.id AS again
FROM ledger.quarantine q
LEFT JOIN ledger.quarantine_fate f ON f.id = q.id
LEFT JOIN ledger.quarantine a ON a.replay_of = q.id
WHERE q.id < $1
  AND ($2::text IS NULL OR q.reason = $2)
  AND ($3::text IS NULL OR q.source = $3)
  AND ($4::text IS NULL OR q.type = $4)
  AND ($5::timestamptz IS NULL OR q.quarantined_at >= $5)
  AND ($6::timestamptz IS NULL OR q.quarantined_at < $6)
  AND ($7::text = 'all' OR coalesce(f.fate, 'open') = $7)
ORDER BY q.id DESC LIMIT $8

-- name: quarantine_one
-- One message, whole.
SELECT q.id, q.quarantined_at, q.reason, q.detail, q.path, q.source, q.event_id, q.type, q.cluster_id, q.topic,
       q.partition, q.kafka_offset, q.replay_of, f.fate, f.decided_at, f.decided_by, f.why, f.verdict,
       f.reason AS came_to, f.detail AS came_detail, f.shard, f.sequence, a.id AS again,
       q.key, q.headers::text AS headers, q.value
FROM ledger.quarantine q
LEFT JOIN ledger.quarantine_fate f ON f.id = q.id
LEFT JOIN ledger.quarantine a ON a.replay_of = q.id
WHERE q.id = $1

-- name: fate_one
-- Whether somebody has decided about it already.
SELECT fate FROM ledger.quarantine_fate WHERE id = $1

-- name: fate_replayed
-- In the transaction of the replay. Its key makes it happen once, whoever else tries at the same time.
INSERT INTO ledger.quarantine_fate (id, fate, decided_by, verdict, reason, detail, shard, sequence)
VALUES ($1, 'replayed', $2, $3, $4, $5, $6, $7)

-- name: fate_discarded
-- Let go, with the reason; nothing is deleted.
INSERT INTO ledger.quarantine_fate (id, fate, decided_by, why)
VALUES ($1, 'discarded', $2, $3) ON CONFLICT DO NOTHING RETURNING id
