-- Runs before the code it serves: what was decided about a message goes with the message, when its member is erased.
-- depends: 0010-counter
-- migrate: apply

-- Why somebody let a message go is free text and may say who the member was (S29). Nobody changes a fate; it is deleted
-- with its message, by an erasure that two people decided.
DROP TRIGGER append_only ON ledger.quarantine_fate;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON ledger.quarantine_fate
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
GRANT DELETE ON ledger.quarantine_fate TO points_ledger;

-- Erasures of before left these behind.
DELETE FROM ledger.quarantine_fate f WHERE NOT EXISTS (SELECT FROM ledger.quarantine q WHERE q.id = f.id);

-- migrate: rollback
REVOKE DELETE ON ledger.quarantine_fate FROM points_ledger;
DROP TRIGGER append_only ON ledger.quarantine_fate;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.quarantine_fate
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
