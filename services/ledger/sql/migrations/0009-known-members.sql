-- Runs before the code it serves: what members of before 0002-rules said of themselves, out of their records.
-- depends: 0008-finance
-- migrate: apply

-- 0002-rules gave a member these columns and left them empty for those who had enrolled already: a rule for a segment
-- would not have known them, nor their referrer have got anything.
UPDATE ledger.member m
SET segment = COALESCE(m.segment, said.segment), referrer_id = COALESCE(m.referrer_id, said.referrer_id)
FROM (
    SELECT shard, body ->> 'programme' AS programme, body ->> 'member_id' AS member_id,
        (array_agg(body #>> '{event,data,segment}' ORDER BY sequence DESC)
            FILTER (WHERE body #>> '{event,data,segment}' IS NOT NULL))[1] AS segment,
        (array_agg(body #>> '{event,data,referrer_id}' ORDER BY sequence DESC)
            FILTER (WHERE body #>> '{event,data,referrer_id}' IS NOT NULL))[1] AS referrer_id
    FROM (
        SELECT shard, sequence, body::jsonb AS body FROM ledger.record
        WHERE shard >= 0 AND (body LIKE '%"type":"member.enrolled"%' OR body LIKE '%"type":"member.updated"%')
    ) records
    WHERE body ->> 'verdict' = 'accepted' AND NOT body ? 'caused_by'
        AND body #>> '{event,type}' IN ('member.enrolled', 'member.updated')
    GROUP BY 1, 2, 3
) said
WHERE (m.shard, m.programme, m.member_id) = (said.shard, said.programme, said.member_id)
    AND (m.segment IS NULL AND said.segment IS NOT NULL OR m.referrer_id IS NULL AND said.referrer_id IS NOT NULL);

-- migrate: rollback
SELECT 1;
