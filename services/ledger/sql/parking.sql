-- Returns that came before their purchase, and waited too long for it (S23).

-- name: parked_due
-- What has waited long enough.
SELECT key, shard, programme, member_id FROM ledger.parked WHERE give_up_at <= $1 ORDER BY give_up_at, key LIMIT $2

-- name: parked_give_up
-- From the parked to the quarantine, whole, in one statement.
WITH gone AS (DELETE FROM ledger.parked WHERE key = ANY($1::bytea[]) RETURNING *)
INSERT INTO ledger.quarantine
    (reason, detail, path, source, event_id, cluster_id, topic, partition, kafka_offset, key, headers, value)
SELECT $2, 'no purchase ' || (g.data ->> 'order_id') || ' of ' || g.source || ' came since '
           || to_char(g.parked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
           || '; send the purchase, then replay this return',
       'data.order_id', g.source, g.event_id, g.message ->> 'cluster_id', g.message ->> 'topic',
       (g.message ->> 'partition')::integer, (g.message ->> 'offset')::bigint,
       decode(g.message ->> 'key', 'base64'),
       (SELECT coalesce(jsonb_agg(jsonb_build_array(h ->> 0, convert_from(decode(h ->> 1, 'base64'), 'UTF8'))), '[]')
        FROM jsonb_array_elements(g.message -> 'headers') AS h),
       decode(g.message ->> 'value', 'base64')
FROM gone g WHERE g.message IS NOT NULL
RETURNING 1
