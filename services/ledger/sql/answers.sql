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

-- name: member_one
-- A member, the lots that are open, and the shard's head, in one snapshot.
SELECT m.status, m.enrolled, m.pending, m.active, m.held, m.arrears, m.earned, m.redeemed, m.expired, m.lots_made,
       m.next_activation, s.sequence,
       ARRAY(
           SELECT (l.number, l.origin, l.partner_id, l.earned_at, l.activates_at, l.expires_at, l.granted, l.pending,
                   l.active, l.held)
           FROM ledger.lot l
           WHERE l.shard = m.shard AND l.programme = m.programme AND l.member_id = m.member_id
             AND l.pending + l.active + l.held > 0
           ORDER BY l.number
       ) AS lots
FROM ledger.shard s
LEFT JOIN ledger.member m ON m.shard = s.shard AND m.programme = $2 AND m.member_id = $3 AND m.status <> 'unknown'
WHERE s.shard = $1
