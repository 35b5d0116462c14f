"""The ledger: events in, decisions, postings, records. The only writer of points."""
