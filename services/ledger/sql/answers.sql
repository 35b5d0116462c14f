-- What the API answers from the ledger itself.

-- name: record_at
-- One record, for an answer that is given again.
SELECT body FROM ledger.record WHERE shard = $1 AND sequence = $2

-- name: seen_one
-- The verdict on an event id.
SELECT shard, sequence FROM ledger.seen WHERE key = $1

-- name: parked_one
-- Whether an event waits for another one (S23).
SELECT give_up_at FROM ledger.parked WHERE key = $1

-- name: quarantined_one
-- Whether an event id was set aside, and why; the latest word.
SELECT reason, detail FROM ledger.quarantine WHERE source = $1 AND event_id = $2 ORDER BY id DESC LIMIT 1

-- name: record_of_key
-- The record that took a key of business (S5).
SELECT r.body
FROM ledger.business_key k
JOIN ledger.record r ON r.shard = k.shard AND r.sequence = k.sequence
WHERE k.key = $1

-- name: member_columns
-- A member without lots, and without a lock.
SELECT m.status, m.enrolled, m.pending, m.active, m.held, m.arrears, m.earned, m.redeemed, m.expired, m.lots_made,
       m.next_activation, m.next_lapse, m.next_expiry, m.purchases, m.segment, m.referrer_id, m.joined_at
FROM ledger.member m
WHERE m.shard = $1 AND m.programme = $2 AND m.member_id = $3

-- name: member_one
-- A member, the shard's head, the lots and the holds that are open, in one snapshot. Lots that differ in nothing that
-- counts at an instant ($4) are one, in sum: neither part of a hold, nor about to become active.
SELECT m.status, m.enrolled, m.pending, m.active, m.held, m.arrears, m.earned, m.redeemed, m.expired, m.lots_made,
       m.next_activation, m.next_lapse, m.next_expiry, m.purchases, m.segment, m.referrer_id, m.joined_at,
       s.sequence,
       ARRAY(
           SELECT (min(l.number), min(l.origin), NULL::text, min(l.earned_at), max(l.activates_at), l.expires_at,
                   sum(l.granted)::bigint, sum(l.pending)::bigint, sum(l.active)::bigint, sum(l.held)::bigint,
                   sum(l.expired)::bigint)
           FROM ledger.lot l
           WHERE l.shard = m.shard AND l.programme = m.programme AND l.member_id = m.member_id
             AND l.pending + l.active > 0
           GROUP BY l.expires_at, l.activates_at <= $4,
                    CASE WHEN l.held > 0 OR l.pending > 0 AND l.activates_at <= $4 THEN l.number END
           UNION ALL
           SELECT DISTINCT (l.number, l.origin, NULL::text, l.earned_at, l.activates_at, l.expires_at, l.granted,
                            l.pending, l.active, l.held, l.expired)
           FROM ledger.redemption r
           CROSS JOIN jsonb_array_elements(r.allocation) AS part
           JOIN ledger.lot l ON l.shard = r.shard AND l.programme = r.programme AND l.member_id = r.member_id
               AND l.number = (part ->> 0)::integer AND l.pending + l.active = 0
           WHERE m.next_lapse IS NOT NULL
             AND r.shard = m.shard AND r.programme = m.programme AND r.member_id = m.member_id AND r.state = 'held'
       ) AS lots,
       ARRAY(
           SELECT (r.redemption_id, r.state, r.effective_at, r.day, r.held_until, r.allocation::text, r.cancelled)
           FROM ledger.redemption r
           WHERE m.next_lapse IS NOT NULL
             AND r.shard = m.shard AND r.programme = m.programme AND r.member_id = m.member_id AND r.state = 'held'
       ) AS holds
FROM ledger.shard s
LEFT JOIN ledger.member m ON m.shard = s.shard AND m.programme = $2 AND m.member_id = $3 AND m.status <> 'unknown'
WHERE s.shard = $1
