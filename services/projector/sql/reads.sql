-- What the API reads. Each answer is one statement, so that the rows and the position named beside them are of one moment.

-- name: member_balances
-- Members and their open lots, one row a lot, those of the n-th that was asked for with n first. The position is that of
-- the member's shard; a member who is not there has nulls beside it. No row before the view began. Beside a lot are the
-- open holds on it; beside all is how far the register was folded, and into whom the member was merged.
SELECT w.ordinal, b.sequence AS as_of_sequence, m.member_id,
       m.pending, m.active, m.held, m.arrears, m.earned, m.redeemed, m.expired,
       l.lot_id, l.origin, l.partner_id, l.earned_at, l.activates_at, l.expires_at,
       l.pending AS lot_pending, l.active AS lot_active, l.held AS lot_held,
       h.untils, h.points, nullif(m.segment, '') AS segment, g.sequence AS register, a.merged_into
FROM unnest($1::smallint[], $2::text[], $3::text[]) WITH ORDINALITY AS w (shard, programme, member_id, ordinal)
JOIN view.projection p ON p.name = 'balance'
JOIN view.bookmark b ON b.name = p.name AND b.version = p.version AND b.shard = w.shard
JOIN view.bookmark g ON g.name = p.name AND g.version = p.version AND g.shard = -1
LEFT JOIN view.balance_member m
    ON m.slot = p.version % 2 AND m.shard = w.shard AND m.programme = w.programme AND m.member_id = w.member_id
LEFT JOIN view.balance_alias a
    ON a.slot = m.slot AND a.shard = m.shard AND a.programme = m.programme AND a.member_id = m.member_id
LEFT JOIN view.balance_lot l
    ON l.slot = m.slot AND l.shard = m.shard AND l.programme = m.programme AND l.member_id = m.member_id
LEFT JOIN LATERAL (
    SELECT array_agg(o.held_until ORDER BY o.redemption_id) AS untils,
           array_agg(o.points ORDER BY o.redemption_id) AS points
    FROM view.balance_hold o
    WHERE l.held > 0 AND o.slot = l.slot AND o.shard = l.shard AND o.programme = l.programme
      AND o.member_id = l.member_id AND o.lot_id = l.lot_id
) h ON true
ORDER BY w.ordinal

-- name: member_entries
-- Where the member's records before $4 are, newest first.
SELECT b.sequence AS as_of_sequence, m.member_id, e.sequence
FROM view.projection p
JOIN view.bookmark b ON b.name = p.name AND b.version = p.version AND b.shard = $1
LEFT JOIN view.balance_member m
    ON m.slot = p.version % 2 AND m.shard = $1 AND m.programme = $2 AND m.member_id = $3
LEFT JOIN LATERAL (
    SELECT t.sequence FROM view.balance_entry t
    WHERE t.slot = m.slot AND t.shard = $1 AND t.programme = $2 AND t.member_id = $3 AND t.sequence < $4
    ORDER BY t.sequence DESC LIMIT $5
) e ON true
WHERE p.name = 'balance'
ORDER BY e.sequence DESC

-- name: records
-- The records themselves, from the ledger; they never change.
SELECT sequence, body FROM ledger.record WHERE shard = $1 AND sequence = ANY($2::bigint[]) ORDER BY sequence DESC

-- name: forecast
-- Open lots of a programme by the month in which they expire, in the programme's zone $2, and by cohort.
WITH serving AS (
    SELECT version FROM view.projection WHERE name = 'balance'
), months AS (
    SELECT to_char(l.expires_at AT TIME ZONE $2, 'YYYY-MM') AS month,
           to_char(l.earned_at AT TIME ZONE $2, 'YYYY-MM') AS cohort,
           sum(l.pending + l.active + l.held)::bigint AS points
    FROM serving s JOIN view.balance_lot l ON l.slot = s.version % 2
    WHERE l.programme = $1
    GROUP BY 1, 2
    ORDER BY 1 NULLS LAST, 2
)
SELECT (SELECT json_object_agg(b.shard, b.sequence ORDER BY b.shard)
        FROM serving s JOIN view.bookmark b ON b.name = 'balance' AND b.version = s.version) AS as_of,
       (SELECT json_agg(months) FROM months) AS months

-- name: report
-- The report of a closed month, as it was stored.
SELECT body, encode(sha256, 'hex') AS sha256 FROM view.report WHERE programme = $1 AND period = $2

-- name: positions
-- Every view, what serves, and where each of its versions stands.
SELECT p.name, p.version AS serving, b.version, b.shard, b.sequence
FROM view.projection p LEFT JOIN view.bookmark b ON b.name = p.name
ORDER BY p.name, b.version, b.shard

-- name: heads
-- The ledger's heads, and when the first record was recorded that a view standing at $1, $2 has not folded.
SELECT s.shard, s.sequence, r.recorded_at AS waits_since
FROM ledger.shard s
LEFT JOIN unnest($1::smallint[], $2::bigint[]) AS p (shard, sequence) ON p.shard = s.shard
LEFT JOIN ledger.record r ON r.shard = s.shard AND r.sequence = coalesce(p.sequence, 0) + 1
ORDER BY s.shard
