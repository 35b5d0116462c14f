-- The tier view: what a batch adds to it, and what reads ask of it.

-- name: tier_member_set
-- How members stand now; what the batch does not speak of stays.
INSERT INTO view.tier_member AS m
    (slot, shard, programme, member_id, joined_on, reached, since, valid_until, assigned, assigned_since, assigned_until)
SELECT $1, n.* FROM unnest($2::smallint[], $3::text[], $4::text[], $5::date[], $6::text[], $7::timestamptz[],
                           $8::timestamptz[], $9::text[], $10::timestamptz[], $11::timestamptz[]) AS n
ON CONFLICT (slot, shard, programme, member_id) DO UPDATE
SET joined_on = coalesce(excluded.joined_on, m.joined_on),
    reached = CASE WHEN excluded.since IS NULL THEN m.reached ELSE excluded.reached END,
    valid_until = CASE WHEN excluded.since IS NULL THEN m.valid_until ELSE excluded.valid_until END,
    since = coalesce(excluded.since, m.since),
    assigned = coalesce(excluded.assigned, m.assigned),
    assigned_until = CASE WHEN excluded.assigned IS NULL THEN m.assigned_until ELSE excluded.assigned_until END,
    assigned_since = coalesce(excluded.assigned_since, m.assigned_since)

-- name: tier_day_add
-- Sums of the batch onto days.
INSERT INTO view.tier_day AS d (slot, shard, programme, member_id, day, spend, points, visits)
SELECT $1, n.* FROM unnest($2::smallint[], $3::text[], $4::text[], $5::date[], $6::bigint[], $7::bigint[],
                           $8::bigint[]) AS n
ON CONFLICT (slot, shard, programme, member_id, day) DO UPDATE
SET spend = d.spend + excluded.spend, points = d.points + excluded.points, visits = d.visits + excluded.visits

-- name: member_tier
-- How a member stands, known to the balance view or to this one; the position is that of the one that is behind.
SELECT least(b.sequence, k.sequence) AS as_of_sequence, coalesce(t.member_id, m.member_id) AS member_id,
       t.joined_on, t.reached, t.since, t.valid_until, t.assigned, t.assigned_since, t.assigned_until, p.version % 2 AS slot,
       g.sequence AS register
FROM view.projection p
JOIN view.bookmark b ON b.name = p.name AND b.version = p.version AND b.shard = $1
JOIN view.bookmark g ON g.name = p.name AND g.version = p.version AND g.shard = -1
JOIN view.projection q ON q.name = 'balance'
JOIN view.bookmark k ON k.name = q.name AND k.version = q.version AND k.shard = $1
LEFT JOIN view.tier_member t
    ON t.slot = p.version % 2 AND t.shard = $1 AND t.programme = $2 AND t.member_id = $3
LEFT JOIN view.balance_member m
    ON m.slot = q.version % 2 AND m.shard = $1 AND m.programme = $2 AND m.member_id = $3
WHERE p.name = 'tier'

-- name: member_tier_window
-- What a member did in a window of time.
SELECT coalesce(sum(spend), 0)::bigint AS spend, coalesce(sum(points), 0)::bigint AS points,
       coalesce(sum(visits), 0)::bigint AS visits
FROM view.tier_day WHERE slot = $1 AND shard = $2 AND programme = $3 AND member_id = $4 AND day BETWEEN $5 AND $6

-- name: member_tier_changes
-- How a member came to a tier, newest first.
SELECT sequence, kind, tier, since, valid_until FROM view.tier_change
WHERE slot = $1 AND shard = $2 AND programme = $3 AND member_id = $4
ORDER BY sequence DESC, kind LIMIT $5
