"""What a store or a source says of itself, for whoever compares it with the ledger: kept as a record, and no more."""

from services.ledger.nouns import Case, Decision


def reported(case: Case) -> Decision:
    """`sales.reported`, `totals.reported`: of no member, so no guard applies, and nothing is settled."""
    return Decision(case.event.time, [])
