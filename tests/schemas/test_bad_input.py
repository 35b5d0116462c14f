"""Bad input: each is refused with a stable reason, where it is wrong, and what to do; nothing else ever escapes."""

import re
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cloudevents import JSON_DEPTH_MAX, MESSAGE_BYTES_MAX, command, decode
from schemas.depth import json_depth
from schemas.envelope import STRUCTURED
from schemas.faults import InvalidEvent
from schemas.values import POINTS_MAX
from tests.schemas.messages import ATTRIBUTES, LINE, PURCHASE, REDEMPTION, Headers, headers, refusal

GOOD = orjson.dumps(PURCHASE)


def purchase(**changes: object) -> bytes:
    """Return the data of a purchase with other fields; None leaves one out."""
    return orjson.dumps({name: value for name, value in {**PURCHASE, **changes}.items() if value is not None})


def line(**changes: object) -> bytes:
    """Return the data of a purchase whose one line has other fields."""
    return purchase(lines=[{**LINE, **changes}])


def redemption(points: str) -> bytes:
    """Return the data of a redemption with `points` as that text."""
    return orjson.dumps(REDEMPTION).replace(b'"points":100', b'"points":' + points.encode())


def nested(depth: int) -> bytes:
    """Return JSON nested that deep."""
    return b"[" * depth + b"]" * depth


def named(rows: list[Any]) -> Any:
    """Make cases of rows, each named by its first column."""
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


BAD_VALUES: list[tuple[str, bytes | None, str, str]] = [
    ("no value", None, "value", "send the event's data"),
    ("empty value", b"", "value", "send the event's data"),
    ("not JSON", b'{"order_id"', "value", "send one JSON object"),
    ("not UTF-8", b'{"order_id": "\xff"}', "value", "send one JSON object in UTF-8"),
    ("half a surrogate pair", purchase(order_id="?").replace(b'"?"', b'"\\ud800"'), "value", "send one JSON object"),
    ("a byte order mark", b"\xef\xbb\xbf" + GOOD, "value", "send one JSON object"),
    ("an array", b"[1]", "value", "send one object"),
    ("a bare null", b"null", "value", "send one object"),
    ("too deep", nested(JSON_DEPTH_MAX + 1), "value", "flatten it"),
    ("very deep", nested(30_000), "value", "flatten it"),
    ("deep and not even JSON", b"{" * 5_000, "value", "flatten it"),
    ("too large", purchase(channel="x" * MESSAGE_BYTES_MAX), "value", "split the order"),
    ("unknown field", purchase(colour="red"), "data.colour", "remove the field"),
    ("unknown field of a line", line(colour="red"), "data.lines.0.colour", "remove the field"),
    ("missing field", purchase(currency=None), "data.currency", "add it"),
    ("NaN", GOOD.replace(b'"19.90"', b"NaN"), "value", "send one JSON object"),
    ("infinity", GOOD.replace(b'"19.90"', b"Infinity"), "value", "send one JSON object"),
    ("NaN as text", line(amount="NaN"), "data.lines.0.amount", 'such as "19.90"'),
    ("money as a float", line(amount=19.9), "data.lines.0.amount", "in quotes"),
    ("money as a whole number", line(amount=19), "data.lines.0.amount", "in quotes"),
    ("negative money", line(amount="-1.00"), "data.lines.0.amount", "at least 0"),
    ("money with an exponent", line(amount="1e3"), "data.lines.0.amount", 'such as "19.90"'),
    ("money with five places", line(amount="0.00001"), "data.lines.0.amount", "4 after the point"),
    ("money in other digits", line(amount="١٩"), "data.lines.0.amount", 'such as "19.90"'),
    ("money with a newline", line(amount="19.90\n"), "data.lines.0.amount", 'such as "19.90"'),
    ("quantity below zero", line(quantity=-1), "data.lines.0.quantity", "larger"),
    ("half a quantity", line(quantity=0.5), "data.lines.0.quantity", "without a fraction"),
    ("currency", purchase(currency="eur"), "data.currency", "three capital letters"),
    ("no lines", purchase(lines=[]), "data.lines", "at least one"),
    ("501 lines", purchase(lines=[{**LINE, "line_id": str(n)} for n in range(501)]), "data.lines", "split it"),
    ("the same line twice", purchase(lines=[LINE, LINE]), "data.lines", "same line_id"),
    ("lines that are no objects", purchase(lines=["1"]), "data.lines.0", "send a JSON object"),
    ("lines that are no array", purchase(lines={}), "data.lines", "send a JSON array"),
    ("earns as text", line(earns="no"), "data.lines.0.earns", "true or false"),
    ("an id of 10 KB", purchase(order_id="x" * 10_240), "data.order_id", "shorten it"),
    ("an empty id", purchase(order_id=""), "data.order_id", "fill it"),
    ("NUL in an id", purchase(order_id="a\0b"), "data.order_id", "control characters"),
    ("NUL in a SKU", line(sku="a\0b"), "data.lines.0.sku", "control characters"),
    ("NUL in a store", purchase(store_id="a\0b"), "data.store_id", "control characters"),
    ("a number for an id", purchase(order_id=7), "data.order_id", "in quotes"),
]


@pytest.mark.parametrize(("value", "path", "advice"), named(BAD_VALUES))
def test_a_bad_value_is_refused_where_it_is_bad(value: bytes | None, path: str, advice: str) -> None:
    fault = refusal(b"ann", headers(), value)
    assert (fault.reason, fault.path) == ("INVALID_EVENT", path)
    assert advice in fault.detail


@pytest.mark.parametrize(
    ("points", "advice"),
    [
        ("1" + "0" * 30, "smaller"),
        (str(POINTS_MAX + 1), "smaller"),
        ("-" + "9" * 40, "larger"),
        ("5.0", "without a fraction"),
        ("1e3", "without a fraction or an exponent"),
        ('"100"', "JSON number"),
        ("true", "JSON number"),
    ],
)
@pytest.mark.parametrize("mode", ["binary", "structured"])
def test_points_are_whole_numbers_that_every_reader_keeps_exact(points: str, advice: str, mode: str) -> None:
    value, message_headers = redemption(points), headers(type="redemption.requested")
    if mode == "structured":
        attributes = orjson.dumps({**ATTRIBUTES, "type": "redemption.requested"})
        value, message_headers = attributes[:-1] + b',"data":' + value + b"}", [("content-type", STRUCTURED.encode())]
    fault = refusal(b"ann", message_headers, value)
    assert (fault.reason, fault.path) == ("INVALID_EVENT", "data.points")
    # A number beyond 64 bits is no integer any more when the envelope has been read.
    assert advice in fault.detail or "without a fraction" in fault.detail


BAD_ATTRIBUTES: list[tuple[str, dict[str, str | None], str, str, str]] = [
    ("no id", {"id": None}, "INVALID_EVENT", "id", "add it"),
    ("an empty id", {"id": ""}, "INVALID_EVENT", "id", "fill it"),
    ("an id of 10 KB", {"id": "x" * 10_240}, "INVALID_EVENT", "id", "shorten it"),
    ("NUL in the id", {"id": "a\0b"}, "INVALID_EVENT", "id", "control characters"),
    ("no source", {"source": None}, "INVALID_EVENT", "source", "add it"),
    ("no subject", {"subject": None}, "INVALID_EVENT", "subject", "add it"),
    ("an e-mail address", {"subject": "ann@example.org"}, "INVALID_EVENT", "subject", "must be opaque"),
    ("a telephone number", {"subject": "+49 170 123-45.67"}, "INVALID_EVENT", "subject", "must be opaque"),
    ("a card number", {"subject": "4111111111111111"}, "INVALID_EVENT", "subject", "must be opaque"),
    ("another version", {"specversion": "0.3"}, "INVALID_EVENT", "specversion", "'1.0'"),
    ("an unknown type", {"type": "purchase.dreamt"}, "UNKNOWN_TYPE", "type", "it knows activity.completed, member."),
    ("an unknown attribute", {"colour": "red"}, "INVALID_EVENT", "ce_colour", "remove the header"),
    ("a time without offset", {"time": "2026-03-01T12:00:00"}, "INVALID_EVENT", "time", "with an offset, such as"),
    ("a date", {"time": "2026-03-01"}, "INVALID_EVENT", "time", "with an offset, such as"),
    ("a Unix time", {"time": "1772366400"}, "INVALID_EVENT", "time", "with an offset, such as"),
    ("no such day", {"time": "2026-02-30T12:00:00Z"}, "INVALID_EVENT", "time", "no such day"),
    ("no such offset", {"time": "2026-03-01T12:00:00+99:00"}, "INVALID_EVENT", "time", "offset"),
    ("a leap second", {"time": "2016-12-31T23:59:60Z"}, "INVALID_EVENT", "time", "no such day"),
    ("before all time", {"time": "0001-01-01T00:00:00+14:00"}, "INVALID_EVENT", "time", "after the year"),
    ("after all time", {"time": "9999-12-31T23:59:59-14:00"}, "INVALID_EVENT", "time", "before"),
]


@pytest.mark.parametrize(("attributes", "reason", "path", "advice"), named(BAD_ATTRIBUTES))
def test_a_bad_attribute_is_refused_where_it_is_bad(
    attributes: dict[str, str | None], reason: str, path: str, advice: str
) -> None:
    fault = refusal(None, headers(**attributes), GOOD)
    assert (fault.reason, fault.path) == (reason, path)
    assert advice in fault.detail


@pytest.mark.parametrize(("attributes", "reason", "path", "advice"), named(BAD_ATTRIBUTES))
def test_a_structured_event_is_refused_for_the_same_reasons(
    attributes: dict[str, str | None], reason: str, path: str, advice: str
) -> None:
    event = {name: text for name, text in {**ATTRIBUTES, **attributes}.items() if text is not None}
    value = orjson.dumps({**event, "data": PURCHASE})
    fault = refusal(None, [("content-type", STRUCTURED.encode())], value)
    assert (fault.reason, fault.path) == (reason, path.removeprefix("ce_"))
    assert advice.replace("the header", "the field") in fault.detail


@pytest.mark.parametrize(
    ("event_type", "data", "path"),
    [
        ("member.enrolled", {"referrer_id": "bob@example.org"}, "data.referrer_id"),
        ("member.enrolled", {"attributes": {"birth_month": 13}}, "data.attributes.birth_month"),
        ("member.enrolled", {"attributes": {"name": "Ann"}}, "data.attributes.name"),
        ("points.expiry_due", {"as_of": "2026-03-01T00:00:00"}, "data.as_of"),
        ("points.expiry_due", {"as_of": "0001-01-01T00:00:00+23:59"}, "data.as_of"),
        ("points.activation_due", {"as_of": 1772366400}, "data.as_of"),
        ("redemption.requested", {**REDEMPTION, "reward": {"kind": "gold"}}, "data.reward.kind"),
        ("redemption.requested", {**REDEMPTION, "reward": {"kind": "cash", "value": 1.5}}, "data.reward.value"),
    ],
)
def test_each_type_has_its_own_fields(event_type: str, data: dict[str, Any], path: str) -> None:
    assert refusal(b"ann", headers(type=event_type), orjson.dumps(data)).path == path


BAD_HEADERS: list[tuple[str, Headers, str, str]] = [
    ("given twice", [*headers(), ("ce_id", b"e-2")], "ce_id", "send it once"),
    ("two content types", [*headers(), ("content-type", b"application/json")], "content-type", "send it once"),
    ("without a value", [*headers(id=None), ("ce_id", None)], "ce_id", "no value"),
    ("not UTF-8", [*headers(), ("ce_programme", b"\xff")], "ce_programme", "UTF-8"),
    ("wrong content type", headers("text/plain"), "content-type", "application/json"),
    ("a batch", headers("application/cloudevents-batch+json"), "content-type", "send one event"),
    ("an empty content type", headers(""), "content-type", "application/json"),
]


@pytest.mark.parametrize(("given_headers", "path", "advice"), named(BAD_HEADERS))
def test_a_bad_header_is_refused_by_its_name(given_headers: Headers, path: str, advice: str) -> None:
    fault = refusal(b"ann", given_headers, GOOD)
    assert (fault.reason, fault.path) == ("INVALID_EVENT", path)
    assert advice in fault.detail


@pytest.mark.parametrize("key", [b"bob", b"", b"ann ", b"\xff"])
def test_a_key_that_is_not_the_subject_is_refused(key: bytes) -> None:
    fault = refusal(key, headers(), GOOD)
    assert (fault.reason, fault.path) == ("KEY_MISMATCH", "key")
    assert "send the member id as the key" in fault.detail


def test_all_faults_are_counted_and_the_input_is_not_repeated() -> None:
    fault = refusal(b"ann", headers(), orjson.dumps({"order_id": "secret\0", "currency": "x"}))
    assert fault.detail.endswith("(2 more faults)")
    assert "secret" not in str(fault)


def test_where_it_is_wrong_can_be_kept_and_shown_whatever_a_stranger_called_it() -> None:
    long = refusal(b"ann", headers(), purchase(**{"x" * 60_000: 1}))
    nul = refusal(b"ann", headers(), purchase(**{"a\0b": 1}))
    header = refusal(b"ann", [*headers(), ("ce_\0", b"")], GOOD)
    assert len(long.path) <= 256
    assert "\0" not in nul.path + header.path
    assert nul.path == "data.a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize(
    ("body", "path"),
    [({"points": 5}, "redemption_id"), ({**REDEMPTION, "points": 1.5}, "points"), ({}, "redemption_id")],
)
def test_a_command_is_refused_with_the_path_in_its_own_body(body: dict[str, Any], path: str) -> None:
    at = decode(b"ann", headers(), GOOD).time
    with pytest.raises(InvalidEvent) as caught:
        command(source="urn:client:a", event_id="x", event_type="redemption.requested", programme="default",
                member_id="ann", body=body, at=at)  # fmt: skip
    assert (caught.value.reason, caught.value.path) == ("INVALID_EVENT", path)


def test_a_command_of_a_member_named_by_an_address_is_refused() -> None:
    at = decode(b"ann", headers(), GOOD).time
    with pytest.raises(InvalidEvent, match="must be opaque"):
        command(source="urn:client:a", event_id="x", event_type="redemption.requested", programme="default",
                member_id="ann@example.org", body=REDEMPTION, at=at)  # fmt: skip


BYTES = st.one_of(
    st.binary(max_size=60),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(sorted(PURCHASE)), inner),
    ).map(lambda value: orjson.dumps(value, default=str) if _writable(value) else b"\0"),
)


def _writable(value: object) -> bool:
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError:
        return False
    return True


@given(
    value=st.one_of(BYTES, st.none()),
    changed=st.dictionaries(st.sampled_from([*ATTRIBUTES, "programme", "x"]), st.binary(max_size=40) | st.none()),
    key=st.binary(max_size=4) | st.none(),
    content_type=st.sampled_from([None, "application/json", STRUCTURED, "text/plain"]),
)
def test_whatever_is_sent_nothing_but_an_invalid_event_is_raised(
    value: bytes | None, changed: dict[str, bytes | None], key: bytes | None, content_type: str | None
) -> None:
    message_headers = [(name, changed.get(name[3:], text)) for name, text in headers(content_type)]
    fault: InvalidEvent | None = None
    try:
        decode(key, message_headers, value)
    except InvalidEvent as refused:
        fault = refused
    if fault is not None:
        assert fault.detail
        assert not re.search(r"[\0-\x1f]", fault.path)


@given(st.text(alphabet='[]{}"\\a', max_size=40))
def test_depth_is_counted_outside_of_strings(text: str) -> None:
    stripped = re.sub(r'"(\\.|[^"\\])*("|\\?$)', "", text, flags=re.DOTALL)
    depths = [0]
    for char in stripped:
        depths.append(depths[-1] + (char in "[{") - (char in "]}"))
    assert json_depth(text.encode()) == max(depths)
