"""What dates of expiry mean to readers: the suspensions of programmes, from the register's records (S30)."""

from datetime import datetime
from functools import partial

import orjson

from schemas.calendar import Meaning, Suspensions
from schemas.programme import ProgrammeVersion
from services.kit.database import Database
from services.projector.tail import SQL


class Programmes:
    """The programme versions up to a position of the register, and when they suspend expiry."""

    def __init__(self, ledger: Database) -> None:
        self._ledger = ledger
        self._sequence = 0
        self._versions: dict[str, list[ProgrammeVersion]] = {}
        self._suspensions: dict[str, Suspensions] = {}

    async def reach(self, sequence: int) -> bool:
        """Read on in the register up to a position, at least; return whether the ledger has got so far."""
        if sequence > self._sequence:
            async with self._ledger.session() as session:
                rows = await session.fetch(SQL["published_since"], self._sequence)
            for row in rows:
                if row["sequence"] > self._sequence:  # two may have asked at the same time
                    self._publish(orjson.loads(row["body"])["event"])
                    self._sequence = row["sequence"]
        return sequence <= self._sequence

    def _publish(self, event: dict[str, object]) -> None:
        if event["type"] != "programme.published":
            return
        version = ProgrammeVersion.model_validate(event["data"])
        versions = self._versions.setdefault(version.programme, [])
        versions.append(version)
        versions.sort(key=lambda version: (version.valid_from, version.version))
        if any(version.expiry_suspended for version in versions):
            self._suspensions[version.programme] = Suspensions(versions)

    def version_at(self, programme: str, at: datetime) -> ProgrammeVersion | None:
        """Return the version of a programme that is in force at an instant, None before the first and without any."""
        return next((each for each in reversed(self._versions.get(programme, [])) if each.valid_from <= at), None)

    def meaning(self, programme: str, segment: str | None) -> Meaning | None:
        """Return what a frozen date of expiry means for members of a segment; None: what it says."""
        suspensions = self._suspensions.get(programme)
        return partial(suspensions.means, segment) if suspensions else None
