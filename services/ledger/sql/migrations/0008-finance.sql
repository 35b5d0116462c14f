-- Runs before the code it serves: how much of an order's deferred revenue its returns have reversed.
-- depends: 0007-quarantine
-- migrate: apply

-- In the programme's currency (L4). What there was returned until now had deferred nothing.
ALTER TABLE ledger.returned ADD reversed numeric(28, 8) NOT NULL DEFAULT 0 CHECK (reversed >= 0);

-- migrate: rollback
ALTER TABLE ledger.returned DROP reversed;
