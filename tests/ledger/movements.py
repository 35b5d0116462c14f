"""What the text tables say of movements between members, as events."""

import re
from typing import Any


def movement(line: str, key: str) -> tuple[str, str, dict[str, Any]] | None:
    """Read `ann gives bob 10`, `is adjusted by -5`, `merges into bob`, `closes`, `is erased` (S26–S29)."""
    if found := re.fullmatch(r"(\S+) gives (\S+) (-?\d+)", line):
        return "points.transferred", found[1], {"transfer_id": key, "to_member_id": found[2], "points": int(found[3])}
    if found := re.fullmatch(r"(\S+) is adjusted by (-?\d+)(?: because (\w+))?", line):
        data = {"adjustment_id": key, "points": int(found[2]), "reason": found[3] or "mistake"}
        return "points.adjusted", found[1], data
    if found := re.fullmatch(r"(\S+) merges into (\S+)", line):
        return "member.merged", found[1], {"into_member_id": found[2]}
    if found := re.fullmatch(r"(\S+) closes", line):
        return "member.closed", found[1], {}
    if found := re.fullmatch(r"(\S+) is erased", line):
        return "member.erased", found[1], {}
    return None
