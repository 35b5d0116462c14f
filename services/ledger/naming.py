"""The ids of what the sweeper sends: they follow from what it says, so that sending it again is a duplicate (S25)."""

from hashlib import sha256

from schemas.values import ID_CHARACTERS_MAX

SWEEPER = "urn:points:sweep"
"""The source of all that the sweeper sends."""


def sweep_id(text: str) -> str:
    """Return the text, or for one too long for an id what follows from it and nothing else."""
    return text if len(text) <= ID_CHARACTERS_MAX else f"sweep/{sha256(text.encode()).hexdigest()}"


def birthday_id(programme: str, rule_id: str, member_id: str, year: int) -> str:
    """Return the `grant_id` of what a rule gives a member for the birthday of a year (S15b)."""
    return sweep_id(f"{programme}/birthday/{rule_id}/{member_id}/{year}")
