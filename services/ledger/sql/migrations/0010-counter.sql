-- Runs before the code it serves: whoever waits at a counter, of whatever process, is seen by every intake.
-- depends: 0009-known-members
-- migrate: apply

-- While it lies in the future somebody waits: the batches of the intakes are small, and one at a time.
CREATE TABLE ledger.counter (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    busy_until timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 10);
INSERT INTO ledger.counter DEFAULT VALUES;
GRANT SELECT, UPDATE ON ledger.counter TO points_ledger;

-- migrate: rollback

DROP TABLE ledger.counter;
