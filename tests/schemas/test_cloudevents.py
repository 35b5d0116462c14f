"""Events in binary and in structured mode are the same event; what is not the event's is left alone."""

from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cloudevents import command, decode, decode_all, payload_digest
from schemas.digests import identity, meaning
from schemas.envelope import STRUCTURED
from schemas.events import Attributes, Consent, Due, Event, Line, MemberEnrolled, PurchaseCompleted, RedemptionRequested
from schemas.events import RewardWanted as Reward
from schemas.faults import InvalidEvent
from tests.schemas.messages import ATTRIBUTES, LINE, PURCHASE, REDEMPTION, Headers, binary, headers, structured

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_binary_message_is_read_from_headers_and_value() -> None:
    assert binary() == Event(
        source="urn:till:7",
        id="e-1",
        type="purchase.completed",
        time=NOON,
        time_text="2026-03-01T12:00:00Z",
        programme="default",
        member_id="ann",
        data=PurchaseCompleted("o-1", "EUR", [Line("1", "beans", 1, "19.90")]),
        raw=PURCHASE,
        digest=payload_digest("purchase.completed", "default", "ann", PURCHASE, "2026-03-01T12:00:00Z"),
        key=identity("urn:till:7", "e-1"),
        business_key=identity("default", "order_id", "urn:till:7", "o-1"),
        meaning=meaning("purchase.completed", "ann", PurchaseCompleted("o-1", "EUR", [Line("1", "beans", 1, "19.90")])),
    )


def test_a_structured_message_is_the_same_event() -> None:
    assert structured(key=b"ann") == binary()
    assert structured(programme="club", dataschema="urn:x", datacontenttype="application/json") == binary(
        programme="club"
    )


@pytest.mark.parametrize("content_type", [None, "application/json", "Application/JSON; charset=utf-8"])
def test_the_content_type_of_a_binary_message_is_json_whether_it_says_so_or_not(content_type: str | None) -> None:
    assert decode(b"ann", headers(content_type), orjson.dumps(PURCHASE)) == binary()


def test_headers_of_the_transport_are_none_of_the_events() -> None:
    transport = [("traceparent", b"00-\xff"), ("retries", None), ("retries", b"2")]
    assert decode(b"ann", [*transport, *headers()], orjson.dumps(PURCHASE)) == binary()


def test_attributes_beside_a_structured_event_do_not_count() -> None:
    value = orjson.dumps({**ATTRIBUTES, "data": PURCHASE})
    beside = [("content-type", f"{STRUCTURED}; charset=UTF-8".encode()), ("ce_id", b"another")]
    assert decode(b"ann", beside, value) == binary()


@pytest.mark.parametrize(
    ("event_type", "data", "expected"),
    [
        ("member.enrolled", {}, MemberEnrolled()),
        (
            "member.enrolled",
            {"segment": "gold", "consent": {"notices": True}, "attributes": {"birth_month": 2}, "referrer_id": "bob"},
            MemberEnrolled("gold", Consent(notices=True), Attributes(birth_month=2), "bob"),
        ),
        ("redemption.requested", REDEMPTION, RedemptionRequested("r-1", 100)),
        (
            "redemption.requested",
            {**REDEMPTION, "points": 0, "reward": {"kind": "cash", "value": "1.00"}, "store_id": None},
            RedemptionRequested("r-1", 0, Reward("cash", value="1.00")),
        ),
        ("points.expiry_due", {"as_of": "2026-03-01T13:00:00+01:00"}, Due(NOON)),
        ("points.activation_due", {"as_of": "2026-03-01t12:00:00.000z"}, Due(NOON)),
    ],
)
def test_each_type_is_read(event_type: str, data: dict[str, object], expected: object) -> None:
    assert binary(data, type=event_type).data == expected
    assert structured(data, type=event_type).data == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T13:30:00+01:30", NOON),
        ("2026-03-01T12:00:00-00:00", NOON),
        ("2026-03-01T12:00:00.123456789Z", NOON.replace(microsecond=123456)),
    ],
)
def test_instants_are_read_in_any_offset_and_kept_as_written(text: str, expected: datetime) -> None:
    event = binary(time=text)
    assert (event.time, event.time_text) == (expected, text)


@pytest.mark.parametrize("member", ["c-00017", "12345678", "ab123456789", "会员", "x" * 128, "0f8fad5b-d9cb-469f"])
def test_s29_an_opaque_member_id_is_taken(member: str) -> None:
    assert binary(subject=member).member_id == member


def test_where_json_names_a_field_twice_the_record_holds_what_was_decided() -> None:
    event = binary(orjson.dumps(PURCHASE).replace(b'"order_id":"o-1"', b'"order_id":"o-1","order_id":"o-2"'))
    assert isinstance(event.data, PurchaseCompleted)
    assert event.raw["order_id"] == event.data.order_id == "o-2"


def test_a_full_order_fits() -> None:
    lines = [{**LINE, "line_id": str(number)} for number in range(500)]
    data = binary({**PURCHASE, "lines": lines}).data
    assert isinstance(data, PurchaseCompleted)
    assert len(data.lines) == 500


def test_a_command_happens_at_the_ledgers_clock() -> None:
    event = command(source="urn:client:shop", event_id="default/r-1/redeem", event_type="redemption.requested",
                    programme="default", member_id="ann", body=REDEMPTION, at=NOON)  # fmt: skip
    assert (event.time, event.time_text, event.is_command) == (NOON, "2026-03-01T12:00:00Z", True)
    assert event.data == RedemptionRequested("r-1", 100)


def _sent(number: int, data: object = PURCHASE, **attributes: str | None) -> tuple[bytes, Headers, bytes]:
    return b"ann", headers(**{"id": f"e-{number}", **attributes}), orjson.dumps(data)


SENT = [
    *[_sent(number) for number in range(4)],
    _sent(4, REDEMPTION, type="redemption.requested", programme="club"),
    (b"ann", [("content-type", STRUCTURED.encode())], orjson.dumps({**ATTRIBUTES, "data": PURCHASE})),
    (b"ann", [*headers(), ("traceparent", b"00-1")], orjson.dumps(PURCHASE)),
    _sent(5, {}),
    _sent(6, subject="bea"),
    _sent(7, id=None),
    _sent(8, time="yesterday"),
    _sent(9, type="purchase.dreamt"),
    (b"ann", [*headers()[1:], ("ce_id", None)], orjson.dumps(PURCHASE)),
    (b"ann", [*headers(subject=None), ("ce_subject", None)], orjson.dumps(PURCHASE)),
    (b"ann", headers(), b"{beans"),
    (b"ann", headers(), b""),
]


@given(st.lists(st.sampled_from(SENT[:5])) | st.lists(st.sampled_from(SENT)))
def test_messages_decoded_together_are_what_each_is_alone(sent: list[tuple[bytes, Headers, bytes]]) -> None:
    alone: list[Event | InvalidEvent] = []
    for key, message_headers, value in sent:
        try:
            alone.append(decode(key, message_headers, value))
        except InvalidEvent as fault:
            alone.append(fault)
    together = decode_all(sent)
    assert list(map(str, together)) == list(map(str, alone))
