"""The values that events are made of: ids, points, money, instants; each with its limits, and what is refused."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.json_schema import WithJsonSchema

from schemas.calendar import parse_instant

POINTS_MAX = 9_007_199_254_740_991
"""2^53 - 1, the largest whole number that every JSON reader keeps exact (RFC 8259, section 6)."""

MONEY_PLACES = 4

ID_CHARACTERS_MAX = 128
ID_PATTERN = r"^[^\p{Cc}]+$"
MONEY_PATTERN = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$"
CURRENCY_PATTERN = r"^[A-Z]{3}$"

Id = Annotated[str, StringConstraints(min_length=1, max_length=ID_CHARACTERS_MAX, pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(max_length=256)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=ID_PATTERN)]
"""The name of a thing of the sender's, such as a store or an SKU; no control characters, which no database keeps."""
FreeText = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=ID_PATTERN)]
"""What a person wrote; it may say who, so records hold only a salted digest of it."""
Points = Annotated[int, Field(ge=-POINTS_MAX, le=POINTS_MAX)]
Quantity = Annotated[int, Field(ge=0, le=1_000_000_000)]
Money = Annotated[str, StringConstraints(pattern=MONEY_PATTERN)]
"""An amount ≥ 0 as decimal text with at most 4 places, such as "19.90"; a JSON number is refused (S7)."""
Currency = Annotated[str, StringConstraints(pattern=CURRENCY_PATTERN)]
Instant = Annotated[datetime, BeforeValidator(parse_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
InstantText = Annotated[
    str,
    AfterValidator(lambda text: parse_instant(text) and text),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""An instant that is kept as it was written, for the payload's digest (S4)."""

_SAYS_WHO = re.compile(r"[\s\d().+/_:-]*")


@lru_cache(maxsize=65_536)
def _opaque(member_id: str) -> str:
    """Return an id that says nothing of the person; raise ValueError for an e-mail address or a phone number (S29)."""
    if "@" in member_id or (_SAYS_WHO.fullmatch(member_id) and sum(map(str.isdigit, member_id)) >= 9):
        raise ValueError("a member id must be opaque: not an e-mail address, a telephone or a card number")
    return member_id


MemberId = Annotated[Id, AfterValidator(_opaque)]


@lru_cache(maxsize=16_384)
def scaled(text: str, places: int = MONEY_PLACES) -> int:
    """Return decimal text ≥ 0 of at most so many places in units of the last one: money in units of 1/10,000.

    The same prices come again and again, and each of them more than once in every order.
    """
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(places, "0"))


class Strict:
    """Validation of an event's data: no conversion, no field beside the named ones."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)
