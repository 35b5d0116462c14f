-- What is set aside, in the transaction that moves the offset past it; and its way to the topic of copies.

-- name: quarantine_number
-- The next numbers; from here to the commit nobody else sets anything aside, so numbers follow the commits.
UPDATE ledger.quarantine_head SET last = last + $1 RETURNING last

-- name: quarantine_add
-- What was set aside, whole.
INSERT INTO ledger.quarantine
    (id, reason, detail, path, source, event_id, type, cluster_id, topic, partition, kafka_offset, key, headers, value,
     replay_of)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::integer[], $11::bigint[], $12::bytea[], $13::jsonb[], $14::bytea[],
                     $15::bigint[])

-- name: quarantine_tail
-- What the relay has not copied yet, in order.
SELECT id, reason, detail, path, topic, partition, kafka_offset, key, headers::text AS headers, value, replay_of
FROM ledger.quarantine WHERE id > $1 ORDER BY id LIMIT $2

-- name: quarantine_copied
-- The bookmark moves after the acknowledgements, under the relay's lease.
UPDATE ledger.relay SET quarantine_copied = $2 WHERE epoch = $1 AND quarantine_copied < $2
