"""The envelope of CloudEvents 1.0: what is said of an event beside its data."""

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, StringConstraints

from schemas.values import Id, InstantText, Strict, Text


@dataclass(slots=True)
class Envelope(Strict):
    """The CloudEvents 1.0 attributes of an event, as in the headers of a binary message (without `ce_`)."""

    # The attributes come as a mapping of text, which strict validation would take for a foreign object.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    specversion: Literal["1.0"]
    id: Id
    source: Id
    type: Id
    time: InstantText
    subject: Id
    programme: Id = "default"
    datacontenttype: Annotated[str, StringConstraints(max_length=128)] = "application/json"
    dataschema: Text | None = None


@dataclass(slots=True)
class StructuredEvent(Envelope):
    """A CloudEvents 1.0 event in structured mode: the attributes and the data in one JSON object."""

    data: dict[str, Any] = field(default_factory=dict)
