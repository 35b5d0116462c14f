"""Opaque cursors: the place at which a page of a list ended, as text that a caller hands back as it is."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

import orjson
from pydantic import TypeAdapter

from services.kit.http import Problem

T = TypeVar("T")


def cursor_of(place: object) -> str:
    """Return the opaque text of a place in a list, which is anything that JSON knows."""
    return urlsafe_b64encode(orjson.dumps(place)).rstrip(b"=").decode()


def read_cursor(text: str, shape: TypeAdapter[T]) -> T:
    """Return the place that a cursor stands for; raise Problem (400) when it is none of ours."""
    try:
        return shape.validate_json(urlsafe_b64decode(text + "=" * (-len(text) % 4)), strict=True)
    except ValueError:
        fault = {"path": "query.cursor", "detail": "it is not the `next` of any page here"}
        detail = "the cursor is none of ours; send the `next` of the page before, as it was, or none to begin anew"
        raise Problem(400, "CURSOR_INVALID", detail, errors=[fault]) from None
