"""What every read may ask for, and waiting until a view has got so far."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.programme import ProgrammeName
from services.kit.http import Problem

WAIT_SECONDS_MAX = 2.0
LOOK_AGAIN_SECONDS = 0.02
BEYOND_ALL = 2**63 - 1
T = TypeVar("T")

Period = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
ShardPlaces = Annotated[
    str, StringConstraints(pattern=r"^(-?[0-9]{1,4}:[0-9]{1,18}(,-?[0-9]{1,4}:[0-9]{1,18})*)?$"),
    Field(max_length=4_096, description="Wait until these shards are there: `shard:sequence,…`."),
]  # fmt: skip


class Asked(BaseModel):
    """What every read may ask for; a parameter that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")

    programme: ProgrammeName = "default"


class PeriodAsked(Asked):
    """A read of a period."""

    period: Period
    min_sequence: ShardPlaces = ""


class NothingAsked(BaseModel):
    """A read without parameters."""

    model_config = ConfigDict(extra="forbid")


async def until(read: Callable[[], Awaitable[T]], reached: Callable[[T], bool]) -> T:
    """Read again and again until what is read has reached a position; raise Problem (503) after two seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + WAIT_SECONDS_MAX
    while True:
        found = await read()
        if reached(found):
            return found
        if loop.time() >= deadline:
            raise not_reached("the view has not yet reached `min_sequence`")
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


def not_reached(detail: str) -> Problem:
    """Return the refusal of a read that is ahead of what there is."""
    return Problem(503, "POSITION_NOT_REACHED", f"{detail}; try again", headers={"Retry-After": "1"})


def not_begun() -> Problem:
    """Return the refusal of a read of a view that no projector has begun."""
    detail = "the view was not begun: start a projector with the role `project`"
    return Problem(503, "VIEW_NOT_READY", detail, headers={"Retry-After": "1"})


def wanted_places(text: str) -> Mapping[str, int]:
    """Return the sequence to wait for, by shard."""
    pairs = (pair.split(":") for pair in text.split(",") if pair)
    return {str(int(shard)): int(sequence) for shard, sequence in pairs}
