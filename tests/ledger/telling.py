"""What tables say of results and of state, in the words in which they are written."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from schemas.tiers import Measures, decimal_text
from services.ledger.deferral import text_of
from services.ledger.lots import spendable_points
from services.ledger.nouns import Decision, Member, SetAside
from services.ledger.working import Duplicate, Entry, NothingDue, Parked, Result
from tests.ledger.memory import MemoryLedger, parts


def shown(at: datetime | None) -> str:
    """Write an instant as tables do."""
    if at is None:
        return "never"
    assert at.tzinfo is UTC
    return at.replace(tzinfo=None).isoformat(timespec="auto").removesuffix("T00:00:00").removesuffix(":00")


def _postings(decision: Decision) -> str:
    """Write postings as tables do."""
    return "; ".join(
        f"{p.source} → {p.target} {p.amount} (lot {p.lot.number if p.lot else 'none'})"
        + (f" at {shown(p.effective_at)}" if p.effective_at != decision.effective_at else "")
        for p in decision.postings
    ) or "nothing"  # fmt: skip


def _deferral(decision: Decision) -> str:
    """Write what is deferred or reversed as tables do, such as `8.67579909 by 2`, or `none`."""
    if decision.deferred is None:
        return "none"
    return f"{text_of(decision.deferred)} by {decision.estimate}"


def _rule(rule: dict[str, Any]) -> str:
    """Write what a rule gives, such as `wine x2 +10`."""
    parts = [f" x{rule['multiplier']}" if "multiplier" in rule else "", f" +{rule['bonus']}" if "bonus" in rule else ""]
    return "".join([rule["rule_id"], *parts])


EXPLAINED: dict[str, Callable[[dict[str, Any]], str]] = {
    "the lines earn": lambda why: ", ".join(str(line["points"]) for line in why["lines"]),
    "the lines match": lambda why: " | ".join(", ".join(line.get("rules", ["none"])) for line in why["lines"]),
    "the rules give": lambda why: ", ".join(_rule(rule) for rule in why.get("rules", [])) or "nothing",
    "the caps cut": lambda why: (
        ", ".join(f"{c['cap']} {c['from']} to {c['to']}" for c in why.get("caps", [])) or "nothing"
    ),
}


def _tier(member: Member) -> str:
    """Write what a member has reached, and the floor that was assigned."""
    reached, assigned = (member.tiering.reached, member.tiering.assigned) if member.tiering else (None, None)
    parts = [f"{s.tier} since {shown(s.since)} until {shown(s.until)}" for s in (reached,) if s and s.tier]
    parts += [f"at least {s.tier} since {shown(s.since)} until {shown(s.until)}" for s in (assigned,) if s]
    return ", ".join(parts) or "no tier"


def told(result: Result | None, ledger: MemoryLedger) -> str:
    """What the last event came to."""
    match result:
        case Entry(decision=decision):
            if decision.reason is not None:
                assert not decision.postings, "a refused event settles nothing"
                return f"rejected {decision.reason}"
            return f"accepted: {_postings(decision)}"
        case Duplicate(record=record):
            return f"duplicate of {ledger.records[record.sequence - 1].event.id}"
        case SetAside(reason=reason, path=path):
            return f"quarantined {reason} ({path})"
        case NothingDue():
            return "nothing due"
        case Parked():
            return "parked"
        case None:
            raise ValueError("then, but nothing happened")


def spoken_of(line: str, result: Result | None, ledger: MemoryLedger, at: datetime) -> str:
    """What the line speaks of, as it is."""
    if found := re.fullmatch(r"(\S+) has .*", line):
        member = ledger.member(found[1])
        accounts = {name: getattr(member, name) for name in ("pending", "active", "held", "arrears")}
        return f"{found[1]} has " + (
            ", ".join(f"{n} {points}" for n, points in accounts.items() if points) or "nothing"
        )
    if found := re.fullmatch(r"(\S+) is in (?:no tier|\S+ .*)", line):
        return f"{found[1]} is in {_tier(ledger.member(found[1]))}"
    if re.fullmatch(r"the record says (?:no tier|\S+)", line):
        assert isinstance(result, Entry)
        return f"the record says {result.tier or 'no tier'}"
    if found := re.fullmatch(r"(\S+) counts .* on (\S+)", line):
        kept = ledger.member(found[1]).tiering
        measures = (kept.counted if kept else {}).get(date.fromisoformat(found[2]), Measures())
        counted = f"{decimal_text(measures.spend)}, {measures.points} points, {measures.visits} visits"
        return f"{found[1]} counts {counted} on {found[2]}"
    if found := re.fullmatch(r"(the (?:lines earn|lines match|rules give|caps cut)) .*", line):
        assert isinstance(result, Entry)
        return f"{found[1]} " + EXPLAINED[found[1]](result.decision.explanation or {})
    if re.fullmatch(r"also .*", line):
        assert isinstance(result, Entry)
        records = [f"{entry.member.member_id}: {_postings(entry.decision)}" for entry in result.also]
        return "also " + (" | ".join(records) or "nobody")
    if re.fullmatch(r"the claw is .*", line):
        assert isinstance(result, Entry)
        assert result.decision.explanation is not None
        told = result.decision.explanation
        return f"the claw is {told['clawed']}, covered {told['covered']}, shortfall {told['shortfall']}"
    if re.fullmatch(r"the deferral is .*", line):
        assert isinstance(result, Entry)
        return f"the deferral is {_deferral(result.decision)}"
    if found := re.fullmatch(r"(\S+) can spend \d+", line):
        member = ledger.member(found[1])
        return f"{found[1]} can spend {spendable_points(member, at)}"
    if re.fullmatch(r"the records are .*", line):
        return "the records are " + ", ".join(record.event.id for record in ledger.records)
    if found := re.fullmatch(r"lot (\d+) of (\S+) (expires|activates|was earned|is of|has) .*", line):
        lot = next(lot for lot in ledger.member(found[2]).lots if lot.number == int(found[1]))
        read: dict[str, Callable[[], str]] = {
            "expires": lambda: shown(lot.expires_at),
            "activates": lambda: shown(lot.activates_at),
            "was earned": lambda: shown(lot.earned_at),
            "is of": lambda: f"{lot.origin} partner {lot.partner_id}",
            "has": lambda: ", ".join(f"{name} {points}" for name, points in parts(lot).items()) or "nothing",
        }
        return f"lot {found[1]} of {found[2]} {found[3]} {read[found[3]]()}"
    raise ValueError(f"and what? {line}")
