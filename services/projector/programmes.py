"""What readers need of the register: what dates of expiry mean (S30), zones and currencies, what finance decided."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import orjson

from schemas.calendar import Meaning, Suspensions, zone
from schemas.programme import ProgrammeVersion
from schemas.record import RecordBody
from services.kit.database import Database
from services.projector.tail import SQL
from services.projector.terms import Terms


class Programmes:
    """The register up to a position: programme versions, when they suspend expiry, and the terms of finance."""

    def __init__(self, ledger: Database) -> None:
        self._ledger = ledger
        self._sequence = 0
        self._versions: dict[str, list[ProgrammeVersion]] = {}
        self._suspensions: dict[str, Suspensions] = {}
        self.terms = Terms()

    async def reach(self, sequence: int) -> bool:
        """Read on in the register up to a position, at least; return whether the ledger has got so far."""
        if sequence > self._sequence:
            await self.read_on()
        return sequence <= self._sequence

    async def read_on(self) -> None:
        """Read whatever the register has got since."""
        async with self._ledger.session() as session:
            rows = await session.fetch(SQL["published_since"], self._sequence)
        for row in rows:
            if row["sequence"] > self._sequence:  # two may have asked at the same time
                self._take_in(orjson.loads(row["body"]))
                self._sequence = row["sequence"]

    def _take_in(self, body: RecordBody) -> None:
        self.terms.read(body)
        if body["event"]["type"] != "programme.published":
            return
        version = ProgrammeVersion.model_validate(body["event"]["data"])
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

    def place_of(self, programme: str) -> tuple[ZoneInfo, str] | None:
        """Return a programme's time zone and currency, which never change; None when there is no such programme."""
        versions = self._versions.get(programme)
        return (zone(versions[0].time_zone), versions[0].currency) if versions else None
