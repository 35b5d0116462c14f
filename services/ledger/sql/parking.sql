-- Returns that came before their purchase, and waited too long for it (S23).

-- name: parked_due
-- What has waited long enough; what came without a message cannot be set aside, and waits on.
SELECT key, shard, programme, member_id FROM ledger.parked
WHERE give_up_at <= $1 AND message IS NOT NULL ORDER BY give_up_at, key LIMIT $2

-- name: parked_give_up
-- From the parked to the quarantine, whole, in one statement; what came without a message stays, rather than vanish.
WITH gone AS (
    DELETE FROM ledger.parked WHERE key = ANY($1::bytea[]) AND message IS NOT NULL RETURNING *
), head AS (
    UPDATE ledger.quarantine_head SET last = last + (SELECT count(*) FROM gone) RETURNING last
)
INSERT INTO ledger.quarantine
    (id, reason, detail, path, source, event_id, type, cluster_id, topic, partition, kafka_offset, key, headers, value,
     replay_of)
SELECT head.last + 1 - row_number() OVER (ORDER BY g.arrival DESC), $2,
       'no purchase ' || (g.data ->> 'order_id') || ' of ' || g.source || ' came since '
           || to_char(g.parked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
           || '; send the purchase, then replay this return',
       'data.order_id', g.source, g.event_id, g.type, g.message ->> 'cluster_id', g.message ->> 'topic',
       (g.message ->> 'partition')::integer, (g.message ->> 'offset')::bigint,
       decode(g.message ->> 'key', 'base64'), g.message -> 'headers', decode(g.message ->> 'value', 'base64'),
       (g.message ->> 'replay_of')::bigint
FROM gone g, head
RETURNING 1
