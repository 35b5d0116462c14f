-- What decisions look back at. Each is a new statement after the members' locks: one that waited for a lock and read in
-- one go would miss what was added meanwhile.

-- name: records_of_keys
-- The records that took keys of business; the keys come one after the other, $2 of them, 16 bytes each.
SELECT r.body
FROM generate_series(0, $2::integer - 1) AS n
JOIN ledger.business_key k ON k.key = substr($1::bytea, 16 * n + 1, 16)
JOIN ledger.record r ON r.shard = k.shard AND r.sequence = k.sequence

-- name: returned_find
-- What came back of orders so far (S21, L4).
SELECT r.programme, r.source, r.order_id, r.lines::text, r.returned_amount, r.clawed, r.covered, r.reversed::text
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e'),
            string_to_array($5, E'\x1f', E'\x1e'))
     AS wanted (shard, programme, member_id, source, order_id)
JOIN ledger.returned r USING (shard, programme, member_id, source, order_id)

-- name: redemptions_find
-- Redemptions by id, and the open holds of members (S19, S20).
SELECT r.shard, r.programme, r.member_id, r.redemption_id, r.state, r.effective_at, r.day, r.held_until,
       r.allocation::text, r.cancelled
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e'))
     AS wanted (shard, programme, member_id, redemption_id)
JOIN ledger.redemption r USING (shard, programme, member_id, redemption_id)
UNION
SELECT r.shard, r.programme, r.member_id, r.redemption_id, r.state, r.effective_at, r.day, r.held_until,
       r.allocation::text, r.cancelled
FROM unnest(string_to_array($5, E'\x1f', E'\x1e')::smallint[],
            string_to_array($6, E'\x1f', E'\x1e'),
            string_to_array($7, E'\x1f', E'\x1e'))
     AS holding (shard, programme, member_id)
JOIN ledger.redemption r ON r.shard = holding.shard AND r.programme = holding.programme
    AND r.member_id = holding.member_id AND r.state = 'held'

-- name: lots_first
-- The first open lots of members in the order of S18, and beyond so many all those that are past a date: one by one
-- from the index, however many more there are.
SELECT l.shard, l.programme, l.member_id, l.number, l.origin, l.partner_id, l.earned_at, l.activates_at, l.expires_at,
       l.granted, l.pending, l.active, l.held, l.expired
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e')::bigint[],
            string_to_array($5, E'\x1f', E'\x1e')::timestamptz[])
     AS wanted (shard, programme, member_id, count, expired_by)
CROSS JOIN LATERAL (
    SELECT * FROM ledger.lot o
    WHERE o.shard = wanted.shard AND o.programme = wanted.programme AND o.member_id = wanted.member_id
      AND o.pending + o.active > 0
    ORDER BY o.expires_at, o.earned_at, o.number
    LIMIT wanted.count + (
        SELECT count(*) FROM ledger.lot past
        WHERE past.shard = wanted.shard AND past.programme = wanted.programme AND past.member_id = wanted.member_id
          AND past.pending + past.active > 0 AND past.expires_at <= wanted.expired_by
    )
) AS l

-- name: lots_pending
-- The lots with a pending part that is active by an instant, and the next one after it.
SELECT l.shard, l.programme, l.member_id, l.number, l.origin, l.partner_id, l.earned_at, l.activates_at, l.expires_at,
       l.granted, l.pending, l.active, l.held, l.expired
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e')::timestamptz[]) AS wanted (shard, programme, member_id, active_by)
CROSS JOIN LATERAL (
    SELECT * FROM ledger.lot o
    WHERE o.shard = wanted.shard AND o.programme = wanted.programme AND o.member_id = wanted.member_id
      AND o.pending > 0
    ORDER BY o.activates_at
    LIMIT 1 + (
        SELECT count(*) FROM ledger.lot due
        WHERE due.shard = wanted.shard AND due.programme = wanted.programme AND due.member_id = wanted.member_id
          AND due.pending > 0 AND due.activates_at <= wanted.active_by
    )
) AS l

-- name: lots_numbered
-- Lots that an order or a redemption names, open or not (S20, S22).
SELECT l.shard, l.programme, l.member_id, l.number, l.origin, l.partner_id, l.earned_at, l.activates_at, l.expires_at,
       l.granted, l.pending, l.active, l.held, l.expired
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e')::integer[])
     AS wanted (shard, programme, member_id, number)
JOIN ledger.lot l ON l.shard = wanted.shard AND l.programme = wanted.programme AND l.member_id = wanted.member_id
    AND l.number = wanted.number
ORDER BY l.shard, l.programme, l.member_id, l.number
