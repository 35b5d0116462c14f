-- What one batch does in one transaction, in this order; the same order everywhere makes it free of deadlocks.
-- Columns of many rows come as one text each, taken apart by string_to_array (services.kit.database.column).

-- name: inbox_lock
-- The fence: no row means that another process has taken the partition over. And whether somebody waits at a counter.
SELECT next_offset, (SELECT busy_until > clock_timestamp() FROM ledger.counter) AS counter_busy FROM ledger.inbox
WHERE cluster_id = $1 AND topic = $2 AND partition = $3 AND epoch = $4
FOR UPDATE

-- name: counter_busy
-- Somebody waits at a counter, and so many seconds more: the intakes make way.
UPDATE ledger.counter SET busy_until = clock_timestamp() + make_interval(secs => $1)

-- name: member_add
-- The member's row must exist to be its lock; rows come sorted. What somebody else has made meanwhile is not returned.
INSERT INTO ledger.member (shard, programme, member_id)
SELECT * FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
                     string_to_array($2, E'\x1f', E'\x1e'),
                     string_to_array($3, E'\x1f', E'\x1e'))
ON CONFLICT DO NOTHING
RETURNING 1

-- name: member_lock
-- The only lock of a member, in one order over all shards. Reads nothing else: see the ones below.
SELECT m.shard, m.programme, m.member_id, m.status, m.enrolled, m.pending, m.active, m.held, m.arrears, m.earned,
       m.redeemed, m.expired, m.lots_made, m.next_activation, m.next_lapse, m.next_expiry, m.purchases, m.segment,
       m.referrer_id, m.joined_at, m.merged_into, m.merges
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e')) AS wanted (shard, programme, member_id)
JOIN ledger.member m USING (shard, programme, member_id)
ORDER BY m.shard, m.programme, m.member_id
FOR UPDATE OF m

-- name: bound_find
-- How far the register is, which event ids were decided before (S4), which keys accepted events took (S5), and which
-- returns wait for an order or have an event id that comes again (S23): one look, after the members' locks. Ids, keys of
-- business, and keys of orders come one after the other, 16 bytes each, so many of them.
SELECT 'register' AS what, NULL::bytea AS key, NULL::bytea AS digest, shard, sequence FROM ledger.shard WHERE shard = -1
UNION ALL
SELECT 'seen', s.key, s.digest, s.shard, s.sequence
FROM generate_series(0, $2::integer - 1) AS n
JOIN ledger.seen s ON s.key = substr($1::bytea, 16 * n + 1, 16)
UNION ALL
SELECT 'business_key', k.key, k.digest, k.shard, k.sequence
FROM generate_series(0, $4::integer - 1) AS n
JOIN ledger.business_key k ON k.key = substr($3::bytea, 16 * n + 1, 16)
UNION ALL
SELECT 'parked', p.key, p.digest, p.shard, NULL
FROM generate_series(0, $2::integer - 1) AS n
JOIN ledger.parked p ON p.key = substr($1::bytea, 16 * n + 1, 16)
UNION ALL
SELECT 'parked', p.key, p.digest, p.shard, NULL
FROM generate_series(0, $6::integer - 1) AS n
JOIN ledger.parked p ON p.order_key = substr($5::bytea, 16 * n + 1, 16)

-- name: parked_find
-- Returns that wait, whole, in the order of their arrival.
SELECT p.order_key, p.source, p.event_id, p.type, p.time, p.programme, p.member_id, p.data::text, p.give_up_at,
       p.message ->> 'admitted_by' AS admitted_by
FROM ledger.parked p WHERE p.key = ANY($1::bytea[])
ORDER BY p.arrival

-- name: parked_add
-- A return that came before its purchase: whole, in the transaction that moves the offset past it.
INSERT INTO ledger.parked
    (key, digest, order_key, parked_at, give_up_at, shard, programme, member_id, source, event_id, type, time, data,
     message)
SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::timestamptz[], $5::timestamptz[], $6::smallint[],
                     $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::jsonb[],
                     $14::jsonb[])

-- name: parked_drop
-- It was decided, with its purchase.
DELETE FROM ledger.parked WHERE key = ANY($1::bytea[])

-- name: birthday_find
-- When members were born, for rules that ask for it.
SELECT p.shard, p.programme, p.member_id, (p.attributes ->> 'birth_month')::integer AS birth_month,
       (p.attributes ->> 'birth_day')::integer AS birth_day
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e')) AS wanted (shard, programme, member_id)
JOIN ledger.member_private p USING (shard, programme, member_id)

-- name: redemption_set
-- A hold, what became of it, and what was cancelled (S19, S20).
INSERT INTO ledger.redemption AS r
    (shard, programme, member_id, redemption_id, state, effective_at, day, held_until, allocation, cancelled)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::date[],
                     $8::timestamptz[], $9::jsonb[], $10::bigint[])
ON CONFLICT (shard, programme, member_id, redemption_id) DO UPDATE
SET state = excluded.state, effective_at = excluded.effective_at, held_until = excluded.held_until,
    allocation = excluded.allocation, cancelled = excluded.cancelled

-- name: returned_set
-- What came back of an order so far (S21, S22, L4).
INSERT INTO ledger.returned AS r
    (shard, programme, member_id, source, order_id, lines, returned_amount, clawed, covered, reversed)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::bigint[],
                     $8::bigint[], $9::bigint[], $10::text[]::numeric[])
ON CONFLICT (shard, programme, member_id, source, order_id) DO UPDATE
SET lines = excluded.lines, returned_amount = excluded.returned_amount, clawed = excluded.clawed,
    covered = excluded.covered, reversed = excluded.reversed

-- name: tally_find
-- What a member did so far against the limits that decisions will keep (S12, S15b, S17).
SELECT t.shard, t.programme, t.member_id, t.what, t.since, t.amount
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e'),
            string_to_array($5, E'\x1f', E'\x1e')::date[])
     AS wanted (shard, programme, member_id, what, since)
JOIN ledger.tally t USING (shard, programme, member_id, what, since)

-- name: register_head
-- Whether the register knows more than this process.
SELECT sequence FROM ledger.shard WHERE shard = -1

-- name: register_since
-- What finance and marketing decided since.
SELECT sequence, body FROM ledger.record WHERE shard = -1 AND sequence > $1 ORDER BY sequence

-- name: heads_lock
-- As late as possible: from here to the commit nobody else appends to these shards.
SELECT shard, sequence, hash, recorded_at FROM ledger.shard WHERE shard = ANY($1::smallint[]) ORDER BY shard FOR UPDATE

-- name: closed_months
-- Read under the shard locks, since the close takes them all (S3).
SELECT programme, period FROM ledger.closed_through

-- name: member_update
-- Rows come sorted by key.
UPDATE ledger.member m
SET status = n.status, enrolled = n.enrolled, pending = n.pending, active = n.active, held = n.held,
    arrears = n.arrears, earned = n.earned, redeemed = n.redeemed, expired = n.expired, lots_made = n.lots_made,
    next_activation = n.next_activation, next_lapse = n.next_lapse, next_expiry = n.next_expiry,
    purchases = n.purchases, segment = n.segment, referrer_id = n.referrer_id, joined_at = n.joined_at,
    merged_into = n.merged_into, merges = n.merges
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e'),
            string_to_array($5, E'\x1f', E'\x1e')::boolean[],
            string_to_array($6, E'\x1f', E'\x1e')::bigint[],
            string_to_array($7, E'\x1f', E'\x1e')::bigint[],
            string_to_array($8, E'\x1f', E'\x1e')::bigint[],
            string_to_array($9, E'\x1f', E'\x1e')::bigint[],
            string_to_array($10, E'\x1f', E'\x1e')::bigint[],
            string_to_array($11, E'\x1f', E'\x1e')::bigint[],
            string_to_array($12, E'\x1f', E'\x1e')::bigint[],
            string_to_array($13, E'\x1f', E'\x1e')::integer[],
            string_to_array($14, E'\x1f', E'\x1e')::timestamptz[],
            string_to_array($15, E'\x1f', E'\x1e')::timestamptz[],
            string_to_array($16, E'\x1f', E'\x1e')::timestamptz[],
            string_to_array($17, E'\x1f', E'\x1e')::integer[],
            string_to_array($18, E'\x1f', E'\x1e'),
            string_to_array($19, E'\x1f', E'\x1e'),
             string_to_array($20, E'\x1f', E'\x1e')::timestamptz[],
             string_to_array($21, E'\x1f', E'\x1e'),
             string_to_array($22, E'\x1f', E'\x1e')::integer[])
     AS n (shard, programme, member_id, status, enrolled, pending, active, held, arrears, earned, redeemed, expired,
           lots_made, next_activation, next_lapse, next_expiry, purchases, segment, referrer_id, joined_at, merged_into,
           merges)
WHERE m.shard = n.shard AND m.programme = n.programme AND m.member_id = n.member_id

-- name: lot_update
-- Lots that gave or took; new ones are appended by COPY.
UPDATE ledger.lot l
SET expires_at = n.expires_at, pending = n.pending, active = n.active, held = n.held, expired = n.expired
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e')::integer[],
            string_to_array($5, E'\x1f', E'\x1e')::timestamptz[],
            string_to_array($6, E'\x1f', E'\x1e')::bigint[],
            string_to_array($7, E'\x1f', E'\x1e')::bigint[],
            string_to_array($8, E'\x1f', E'\x1e')::bigint[],
            string_to_array($9, E'\x1f', E'\x1e')::bigint[])
     AS n (shard, programme, member_id, number, expires_at, pending, active, held, expired)
WHERE l.shard = n.shard AND l.programme = n.programme AND l.member_id = n.member_id AND l.number = n.number

-- name: tally_add
-- What the batch adds to limits; the member's row is their lock.
INSERT INTO ledger.tally AS t (shard, programme, member_id, what, since, amount)
SELECT * FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
                     string_to_array($2, E'\x1f', E'\x1e'),
                     string_to_array($3, E'\x1f', E'\x1e'),
                     string_to_array($4, E'\x1f', E'\x1e'),
                     string_to_array($5, E'\x1f', E'\x1e')::date[],
                     string_to_array($6, E'\x1f', E'\x1e')::bigint[])
ON CONFLICT (shard, programme, member_id, what, since) DO UPDATE SET amount = t.amount + excluded.amount

-- name: private_add
-- One member's private data: attributes replace what was, texts are added; the salt is the one that is there already.
INSERT INTO ledger.member_private AS p (shard, programme, member_id, salt, attributes, texts)
VALUES ($1::smallint, $2, $3, $4::bytea, coalesce($5::jsonb, '{}'), $6::jsonb)
ON CONFLICT (shard, programme, member_id) DO UPDATE
SET attributes = coalesce($5::jsonb, p.attributes), texts = p.texts || excluded.texts

-- name: salt_find
-- The salts of members of whom something private is kept: one for a member's life, so that digests can be compared.
SELECT p.shard, p.programme, p.member_id, p.salt
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e')) AS wanted (shard, programme, member_id)
JOIN ledger.member_private p USING (shard, programme, member_id)

-- name: private_of_records
-- What records of accepted events hold of the private part, and the salt that makes it comparable (S4, S29).
SELECT r.shard, r.sequence, p.salt, b.body #>> '{event,data,attributes,sha256}' AS attributes,
       b.body #>> '{event,data,reason,sha256}' AS reason
FROM unnest($1::smallint[], $2::bigint[]) AS wanted (shard, sequence)
JOIN ledger.record r USING (shard, sequence)
CROSS JOIN LATERAL (SELECT r.body::jsonb AS body) b
JOIN ledger.member_private p
    ON p.shard = r.shard AND p.programme = b.body ->> 'programme' AND p.member_id = b.body ->> 'member_id'
WHERE b.body ->> 'verdict' = 'accepted'

-- name: heads_set
-- The new heads; hashes come one after the other, 32 bytes each. And the programme's side of every posting, whose lock is
-- the shard's row.
WITH accounts AS (
    INSERT INTO ledger.account AS a (shard, programme, account, unit, balance)
    SELECT * FROM unnest(string_to_array($5, E'\x1f', E'\x1e')::smallint[],
                         string_to_array($6, E'\x1f', E'\x1e'),
                         string_to_array($7, E'\x1f', E'\x1e'),
                         string_to_array($8, E'\x1f', E'\x1e'),
                         string_to_array($9, E'\x1f', E'\x1e')::bigint[])
    ON CONFLICT (shard, programme, account, unit) DO UPDATE SET balance = a.balance + excluded.balance
)
UPDATE ledger.shard s SET sequence = n.sequence, hash = substr($3::bytea, 32 * n.place::integer - 31, 32),
                          recorded_at = n.recorded_at
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e')::bigint[],
            string_to_array($4, E'\x1f', E'\x1e')::timestamptz[])
     WITH ORDINALITY AS n (shard, sequence, recorded_at, place)
WHERE s.shard = n.shard

-- name: identities_add
-- Binds event ids ($1 to $4) and keys of business ($5 to $8) to their records (S4, S5). Keys and digests come one after
-- the other, 16 bytes each; rows sorted by key.
WITH keys AS (
    INSERT INTO ledger.business_key (key, digest, shard, sequence)
    SELECT substr($5::bytea, 16 * n.place::integer - 15, 16), substr($6::bytea, 16 * n.place::integer - 15, 16),
           n.shard, n.sequence
    FROM unnest(string_to_array($7, E'\x1f', E'\x1e')::smallint[],
                string_to_array($8, E'\x1f', E'\x1e')::bigint[]) WITH ORDINALITY AS n (shard, sequence, place)
)
INSERT INTO ledger.seen (key, digest, shard, sequence)
SELECT substr($1::bytea, 16 * n.place::integer - 15, 16), substr($2::bytea, 16 * n.place::integer - 15, 16),
       n.shard, n.sequence
FROM unnest(string_to_array($3, E'\x1f', E'\x1e')::smallint[],
            string_to_array($4, E'\x1f', E'\x1e')::bigint[]) WITH ORDINALITY AS n (shard, sequence, place)

-- name: inbox_advance
-- The offset moves with its effects, and the lease with it.
UPDATE ledger.inbox
SET next_offset = $5, last_message_sha256 = $6, leased_until = clock_timestamp() + make_interval(secs => $7)
WHERE cluster_id = $1 AND topic = $2 AND partition = $3 AND epoch = $4
