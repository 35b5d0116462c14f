-- Reports of closed months.

-- name: report_add
-- Stored once; the one that is there stays.
INSERT INTO view.report (programme, period, sha256, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
