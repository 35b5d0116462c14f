-- What survivors of merges inherit, read where it was written (S28).

-- name: aliases_find
-- Who was merged into members, the last one first.
SELECT a.shard, a.programme, a.member_id, a.alias_shard, a.alias_id, a.lots_after, a.lots, a.place
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e')) AS wanted (shard, programme, member_id)
JOIN ledger.alias a USING (shard, programme, member_id)
ORDER BY a.shard, a.programme, a.member_id, a.place

-- name: alias_set
-- A merge: the member, and those that had been merged into it, in their new places.
INSERT INTO ledger.alias AS a (shard, programme, member_id, alias_id, alias_shard, lots_after, lots, place)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::integer[], $7::integer[],
                     $8::integer[])
ON CONFLICT (shard, programme, member_id, alias_id) DO UPDATE SET place = excluded.place

-- name: lots_before
-- Lots as they were left by a merge.
SELECT l.shard, l.programme, l.member_id, l.number, l.origin, l.partner_id, l.earned_at, l.activates_at, l.expires_at,
       l.granted, l.pending, l.active, l.held, l.expired
FROM unnest(string_to_array($1, E'\x1f', E'\x1e')::smallint[],
            string_to_array($2, E'\x1f', E'\x1e'),
            string_to_array($3, E'\x1f', E'\x1e'),
            string_to_array($4, E'\x1f', E'\x1e')::integer[])
     AS wanted (shard, programme, member_id, number)
JOIN ledger.lot l USING (shard, programme, member_id, number)
