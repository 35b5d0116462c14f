"""The contracts of the points ledger: what producers send, what the ledger keeps, the calendar both services share."""
