"""The pages and documents that are written from the code: `python -m services.documents` writes them all.

docs/reasons.md lists every reason; docs/quarantine.md is for who is woken by one; schemas/openapi has the HTTP of both
services. A test holds each to the code.
"""

import sys
from pathlib import Path

from schemas.generate import text_of
from services.ledger.reasons import Quarantined, Reason, kind_of
from services.ledger.reasons_explained import ASIDE, MEANINGS, ONLY_OF, REFUSALS, Meaning, refusals_of
from services.openapi import ledger_openapi, projector_openapi

ROOT = Path(__file__).parents[1]

REASONS_HEAD = """# Reasons

Every reason that the ledger gives. A *refusal* is a verdict: final for its event id, and a record like any other. What
is *set aside* has no verdict: it waits in [quarantine](quarantine.md) for a person, and binds neither its id nor its
key. A reason is never renamed. This page is written by `python -m services.documents`.

What a kind says: `invalid`, the content can never be booked; `conflict`, something else was there first; `not_found`,
what it refers to is not there; `precondition`, the state of the ledger does not allow it, now or any more.

## Refusals

| Reason | Kind | What happened | Types | Can a retry help? | What to do |
|---|---|---|---|---|---|
"""
ASIDE_HEAD = """
## Set aside

| Reason | Kind | What happened | Types | Can a retry help? | What to do |
|---|---|---|---|---|---|
"""
ORDER_HEAD = """
## In the order of the guards

The first guard that applies speaks. Before them come, for every type, what sets an event aside, and the answer to an
event that is a duplicate. A return whose purchase is not there is parked (S23).

| Type | Reasons |
|---|---|
"""
QUARANTINE_HEAD = """# Quarantine

For whoever is called at three in the morning. What could not be decided is kept here whole, and nothing else waits for
it: every other event went on. Nothing here is lost, nothing is deleted but by an erasure, and whatever you do is kept
with your name. So there is time: read first.

1. **Look.** `points quarantine list` shows what nobody has decided about, newest first; `--reason`, `--source`,
   `--type`, `--since`, and `--until` narrow it, `--json` is for programs. Is it one sender, one reason, since one
   instant?
2. **Read one.** `points quarantine show 7`: the fault and where it is, the place in Kafka, headers and payload as
   they came, and what was done about it.
3. **Mend the cause**, by the reason, as below.
4. **Replay** what should count: `points quarantine replay 7`. It is decided as if it arrived now, under its own id and
   time, by the normal path; only how early or late it is no longer matters, since you admit it: the record says
   `admitted_by`. The answer is the verdict:
   - `accepted` or `rejected`: a record, at the position shown. A refusal is an answer, too; it is final.
   - `duplicate`: it was booked meanwhile by another way. Good; nothing was booked twice.
   - `parked`: it waits for its purchase (S23), as a return does that comes too early.
   - `nothing_due`: there was nothing to do.
   - `quarantined`: something is still wrong. The answer says what, and the number it has now (exit code 1).
5. **Discard** what should not: `points quarantine discard 7 --reason "test of the till"`. It stays readable
   (`--state discarded`), and cannot be replayed any more.

A replay or a discard is done once, however often and by however many it is asked, and a process killed halfway has
done it or not: ask again. The command needs `POINTS_LEDGER_DSN` alone and works while the ledger is stopped; with the
ledger running, `GET /v1/quarantine`, `GET /v1/quarantine/{id}`, `POST /v1/quarantine/{id}/replay`, and `/discard` do
the same. A copy of every message that is set aside goes to `<prefix>.quarantine`, for alerts and other systems.

**The intake has stopped** with "… of the last 1000 messages … are invalid"? It would rather stop than empty the topic
into quarantine. Stop the sender that the message names, or mend it. Then start the ledger once with a higher
`POINTS_INVALID_SHARE_MAX`: the bad messages are set aside, the good ones are booked.

**When to wake somebody else**: at `INTERNAL_ERROR`, always. At any other reason, when it grows by the minute.

This page is written by `python -m services.documents`; the same reasons, shorter, are in [reasons](reasons.md).

"""


def _row(reason: Reason | Quarantined, meaning: Meaning, types: str) -> str:
    return f"| `{reason}` | `{kind_of(reason)}` | {meaning.means} | {types} | {meaning.retry} | {meaning.do} |\n"


def _types_of(reason: Reason) -> str:
    types = [f"`{name}`" for name in REFUSALS if reason in refusals_of(name)]
    return "all of a member" if len(types) == sum(map(bool, REFUSALS.values())) else ", ".join(types)


def reasons_page() -> str:
    """Return docs/reasons.md."""
    refusals = [_row(reason, MEANINGS[reason], _types_of(reason)) for reason in Reason]
    aside = [_row(reason, ASIDE[reason], ONLY_OF.get(reason, "all")) for reason in Quarantined]
    orders = [
        f"| `{name}` | {', '.join(f'`{reason}`' for reason in refusals_of(name)) or 'none'} |\n" for name in REFUSALS
    ]
    return "".join([REASONS_HEAD, *refusals, ASIDE_HEAD, *aside, ORDER_HEAD, *orders])


def quarantine_page() -> str:
    """Return docs/quarantine.md."""
    sections = [
        f"## {reason}\n\n{meaning.means} *Does a replay help? {meaning.retry}.*\n\n{meaning.do}\n"
        for reason, meaning in ASIDE.items()
    ]
    return QUARANTINE_HEAD + "\n".join(sections)


def documents() -> dict[str, str]:
    """Return every document by its path from the root of the project."""
    return {
        "docs/reasons.md": reasons_page(),
        "docs/quarantine.md": quarantine_page(),
        "schemas/openapi/ledger.json": text_of(ledger_openapi()),
        "schemas/openapi/projector.json": text_of(projector_openapi()),
    }


def main(root: Path = ROOT) -> int:
    """Write them all."""
    for name, text in documents().items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
