"""What is wrong with an event, where, and what to send instead."""

import re
from typing import Any

from pydantic import ValidationError

from schemas.values import CURRENCY_PATTERN, ID_PATTERN, MONEY_PATTERN

PATH_CHARACTERS_MAX = 256

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ADVICE = {
    "missing": "add it",
    "extra_forbidden": "remove the field, or check its spelling",
    "unexpected_keyword_argument": "remove the field, or check its spelling",
    "string_type": 'send text in quotes, money too, such as "19.90"',
    "string_too_long": "shorten it",
    "string_too_short": "fill it, or leave the field out",
    "int_type": "send a JSON number without a fraction or an exponent",
    "dict_type": "send a JSON object",
    "dataclass_type": "send a JSON object",
    "list_type": "send a JSON array",
    "bool_type": "send true or false",
    "too_long": "split it",
    "too_short": "send at least one",
    "less_than_equal": "send a smaller number",
    "greater_than_equal": "send a larger number",
}
_PATTERN_ADVICE = {
    ID_PATTERN: "it holds control characters; remove them",
    MONEY_PATTERN: "an amount is decimal text, at least 0, with at most 12 digits before and 4 after the point, "
    'such as "19.90"',
    CURRENCY_PATTERN: "a currency is three capital letters, such as EUR",
}


class InvalidEvent(Exception):  # noqa: N818 - the name operators and the docs use
    """An event that will never work: `reason` is stable, `detail` says what to do, `path` says where."""

    def __init__(self, reason: str, detail: str, path: str = "") -> None:
        path = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", path)[:PATH_CHARACTERS_MAX]  # It may hold a stranger's words.
        super().__init__(f"{reason} at {path or 'the event'}: {detail}")
        self.reason = reason
        self.detail = detail
        self.path = path


def from_pydantic(error: ValidationError, prefix: str) -> InvalidEvent:
    """Return the first fault with its path; the input itself is not repeated, for it may be personal."""
    faults = error.errors(include_input=False, include_url=False)
    first = faults[0]
    path = ".".join([prefix, *map(str, first["loc"])]).strip(".")
    more = f" ({len(faults) - 1} more fault{'s' if len(faults) > 2 else ''})" if len(faults) > 1 else ""
    return InvalidEvent("INVALID_EVENT", _advice(first["type"], first["msg"], first.get("ctx", {})) + more, path)


def _advice(fault: str, message: str, context: dict[str, Any]) -> str:
    """Return what is wrong, and what to send instead."""
    if fault == "value_error":
        return str(context["error"])
    if fault == "string_pattern_mismatch":
        return _PATTERN_ADVICE.get(context["pattern"], message)
    advice = _ADVICE.get(fault)
    return f"{message}; {advice}" if advice else message
