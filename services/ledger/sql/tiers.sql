-- Tiers: how members stand, and what counts towards it (S31, S32). Each is a new statement after the members' locks.

-- name: tier_find
-- How members stand.
SELECT t.shard, t.programme, t.member_id, t.reached, t.since, t.valid_until, t.assigned, t.assigned_since,
       t.assigned_until
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e')) AS wanted (shard, programme, member_id)
JOIN ledger.tier t USING (shard, programme, member_id)

-- name: qualifying_find
-- What members did in windows of time, summed by the index: as many rows as the window has days with purchases.
SELECT wanted.shard, wanted.programme, wanted.member_id, wanted.first, wanted.last, sum(q.spend)::bigint,
       sum(q.points)::bigint, sum(q.visits)::bigint
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e')::date[],
            string_to_array($5, E'\x1f', E'\x1e')::date[]) AS wanted (shard, programme, member_id, first, last)
JOIN ledger.qualifying q ON q.shard = wanted.shard AND q.programme = wanted.programme AND q.member_id = wanted.member_id
    AND q.day BETWEEN wanted.first AND wanted.last
GROUP BY 1, 2, 3, 4, 5

-- name: days_find
-- All that counts of members that are merged into others; as many rows as they had days with purchases.
SELECT q.shard, q.programme, q.member_id, q.day, q.spend, q.points, q.visits
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e')) AS wanted (shard, programme, member_id)
JOIN ledger.qualifying q USING (shard, programme, member_id)

-- name: tier_was_find
-- How members stood at an instant before their present standing, the older first.
SELECT DISTINCT w.shard, w.programme, w.member_id, w.kind, w.since, w.tier, w.valid_until
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e')::timestamptz[]) AS wanted (shard, programme, member_id, at)
CROSS JOIN (VALUES ('reached'), ('assigned')) AS kinds (kind)
CROSS JOIN LATERAL (
    SELECT t.* FROM ledger.tier_was t
    WHERE t.shard = wanted.shard AND t.programme = wanted.programme AND t.member_id = wanted.member_id
      AND t.kind = kinds.kind AND t.since <= wanted.at
    ORDER BY t.since DESC LIMIT 1
) w
ORDER BY w.since

-- name: tier_set
-- How members stand now.
INSERT INTO ledger.tier
    (shard, programme, member_id, reached, since, valid_until, assigned, assigned_since, assigned_until)
SELECT * FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
                     string_to_array($2, E'\x1f', E'\x1e'),
                     string_to_array($3, E'\x1f', E'\x1e'),
                     string_to_array($4, E'\x1f', E'\x1e'),
                     string_to_array($5, E'\x1f', E'\x1e')::timestamptz[],
                     string_to_array($6, E'\x1f', E'\x1e')::timestamptz[],
                     string_to_array($7, E'\x1f', E'\x1e'),
                     string_to_array($8, E'\x1f', E'\x1e')::timestamptz[],
                     string_to_array($9, E'\x1f', E'\x1e')::timestamptz[])
ON CONFLICT (shard, programme, member_id) DO UPDATE
SET reached = excluded.reached, since = excluded.since, valid_until = excluded.valid_until,
    assigned = excluded.assigned, assigned_since = excluded.assigned_since, assigned_until = excluded.assigned_until

-- name: tier_was_add
-- How they stood before; two standings since one instant were never both seen.
INSERT INTO ledger.tier_was (shard, programme, member_id, kind, since, tier, valid_until)
SELECT * FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
                     string_to_array($2, E'\x1f', E'\x1e'),
                     string_to_array($3, E'\x1f', E'\x1e'),
                     string_to_array($4, E'\x1f', E'\x1e'),
                     string_to_array($5, E'\x1f', E'\x1e')::timestamptz[],
                     string_to_array($6, E'\x1f', E'\x1e'),
                     string_to_array($7, E'\x1f', E'\x1e')::timestamptz[])

-- name: qualifying_add
-- What the batch adds to days; the member's row is their lock.
INSERT INTO ledger.qualifying AS q (shard, programme, member_id, day, spend, points, visits)
SELECT * FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
                     string_to_array($2, E'\x1f', E'\x1e'),
                     string_to_array($3, E'\x1f', E'\x1e'),
                     string_to_array($4, E'\x1f', E'\x1e')::date[],
                     string_to_array($5, E'\x1f', E'\x1e')::bigint[],
                     string_to_array($6, E'\x1f', E'\x1e')::bigint[],
                     string_to_array($7, E'\x1f', E'\x1e')::bigint[])
ON CONFLICT (shard, programme, member_id, day) DO UPDATE
SET spend = q.spend + excluded.spend, points = q.points + excluded.points, visits = q.visits + excluded.visits
