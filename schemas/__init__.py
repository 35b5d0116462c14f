"""The contracts of the points ledger: what producers send, what the ledger keeps, and the calendar both services share."""
