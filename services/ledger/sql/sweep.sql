-- The sweeper: members with something due, page by page, in the order of the index that finds them.

-- name: sweep_take
-- One sweeper at a time; the epoch fences the one before.
UPDATE ledger.sweep SET epoch = epoch + 1, owner = $1, leased_until = clock_timestamp() + make_interval(secs => $2)
WHERE leased_until < clock_timestamp() OR owner = $1
RETURNING epoch

-- name: sweep_fence
-- No row: another sweeper has taken over. Holding the row renews the lease.
UPDATE ledger.sweep SET leased_until = clock_timestamp() + make_interval(secs => $2) WHERE epoch = $1 RETURNING epoch

-- name: sweep_release
-- Hand over at once.
UPDATE ledger.sweep SET owner = NULL, leased_until = '-infinity' WHERE epoch = $1

-- name: sweep_lapses
-- Members with a hold whose time to live has run out.
SELECT next_lapse AS due, shard, member_id, segment FROM ledger.member
WHERE programme = $1 AND next_lapse <= $2 AND status = 'open' AND (next_lapse, shard, member_id) > ($3, $4, $5)
ORDER BY next_lapse, shard, member_id LIMIT $6

-- name: sweep_activations
-- Members with pending points that are active by now.
SELECT next_activation AS due, shard, member_id, segment FROM ledger.member
WHERE programme = $1 AND next_activation <= $2 AND status = 'open'
  AND (next_activation, shard, member_id) > ($3, $4, $5)
ORDER BY next_activation, shard, member_id LIMIT $6

-- name: sweep_expiries
-- Members with points past their frozen date.
SELECT next_expiry AS due, shard, member_id, segment FROM ledger.member
WHERE programme = $1 AND next_expiry <= $2 AND status = 'open' AND (next_expiry, shard, member_id) > ($3, $4, $5)
ORDER BY next_expiry, shard, member_id LIMIT $6

-- name: sweep_reviews
-- Members whose tier's time is over.
SELECT t.valid_until AS due, t.shard, t.member_id
FROM ledger.tier t JOIN ledger.member m USING (shard, programme, member_id)
WHERE t.programme = $1 AND t.valid_until <= $2 AND m.status = 'open' AND (t.valid_until, t.shard, t.member_id) > ($3, $4, $5)
ORDER BY t.valid_until, t.shard, t.member_id LIMIT $6

-- name: sweep_dates
-- The frozen dates of some members' open lots, where a suspension may have moved them (S30).
SELECT DISTINCT l.shard, l.member_id, l.expires_at
FROM unnest($1::smallint[], $2::text[]) AS wanted (shard, member_id)
JOIN ledger.lot l ON l.shard = wanted.shard AND l.programme = $3 AND l.member_id = wanted.member_id
WHERE l.pending + l.active > 0 AND l.expires_at <= $4

-- name: sweep_birthdays
-- Members who were born on a day of a month, or on one of two: 29 February counts on the 28th in common years. `given`
-- is how often rules with a limit gave them something.
SELECT p.shard, p.member_id, m.segment, m.purchases, r.reached, r.since, r.valid_until, r.assigned, r.assigned_since,
       r.assigned_until,
       (SELECT json_object_agg(t.what, t.amount) FROM ledger.tally t
        WHERE (t.shard, t.programme, t.member_id) = (p.shard, p.programme, p.member_id) AND t.what LIKE 'rule:%') AS given
FROM ledger.member_private p JOIN ledger.member m USING (shard, programme, member_id)
LEFT JOIN ledger.tier r USING (shard, programme, member_id)
WHERE p.programme = $1 AND (p.attributes ->> 'birth_month')::integer = $2
  AND (p.attributes ->> 'birth_day')::integer = ANY($3::integer[])
  AND m.status = 'open' AND m.enrolled AND (p.shard, p.member_id) > ($4, $5)
ORDER BY p.shard, p.member_id LIMIT $6

-- name: swept_through
-- Up to which local day birthdays were announced.
SELECT programme, birthdays_through FROM ledger.swept

-- name: swept_set
-- All birthdays up to that day are with Kafka.
INSERT INTO ledger.swept AS s (programme, birthdays_through) VALUES ($1, $2)
ON CONFLICT (programme) DO UPDATE SET birthdays_through = greatest(s.birthdays_through, excluded.birthdays_through)
