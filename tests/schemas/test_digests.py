"""S4 and S5: when two events are the same as received, and when two requests mean the same."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cloudevents import command
from schemas.digests import canonical
from schemas.events import Event
from tests.schemas.messages import LINE, PURCHASE, REDEMPTION, binary, structured


def bought(**changes: object) -> Event:
    return binary({**PURCHASE, **changes})


def wanted(**changes: object) -> Event:
    return binary({**REDEMPTION, **changes}, type="redemption.requested")


def commanded(body: dict[str, Any], *, later: int = 0, member_id: str = "ann") -> Event:
    at = binary().time + timedelta(seconds=later)
    return command(source="urn:client:shop", event_id="default/r-1/redeem", event_type="redemption.requested",
                   programme="default", member_id=member_id, body=body, at=at)  # fmt: skip


def test_s4_the_order_of_keys_and_white_space_are_no_part_of_the_payload() -> None:
    turned = dict(reversed(PURCHASE.items()))
    assert binary(orjson.dumps(turned, option=orjson.OPT_INDENT_2)).digest == binary().digest


def test_s4_the_mode_of_the_message_is_no_part_of_the_payload() -> None:
    assert structured().digest == binary().digest


@pytest.mark.parametrize(
    "other",
    [
        bought(order_id="o-2"),
        bought(lines=[{**LINE, "amount": "19.9"}]),
        bought(channel=None),
        binary(subject="bob"),
        binary(programme="club"),
        binary(time="2026-03-01T12:00:00.000Z"),
        binary({"as_of": "2026-03-01T12:00:00Z"}, type="points.expiry_due"),
    ],
    ids=["data", "other text of a decimal", "null for absent", "subject", "programme", "time as text", "type"],
)
def test_s4_the_payload_is_what_was_received(other: Event) -> None:
    assert other.digest != binary().digest


def test_s4_the_two_due_types_are_two_payloads() -> None:
    due = {"as_of": "2026-03-01T12:00:00Z"}
    assert binary(due, type="points.expiry_due").digest != binary(due, type="points.activation_due").digest


def test_s4_the_time_is_no_part_of_a_commands_payload() -> None:
    assert commanded(REDEMPTION, later=30).digest == commanded(REDEMPTION).digest
    assert commanded({**REDEMPTION, "points": 200}).digest != commanded(REDEMPTION).digest


def test_s4_an_event_is_named_by_source_and_id_together() -> None:
    assert binary(source="a", id="bc").key != binary(source="ab", id="c").key
    assert binary(source="a", id="b").key == binary({**PURCHASE, "order_id": "o-9"}, source="a", id="b").key


SAME_MEANING: list[tuple[str, Event, Event]] = [
    ("absent is null", bought(), bought(channel=None, store_id=None, partner_id=None)),
    ("a default filled in", bought(), bought(lines=[{**LINE, "earns": True}])),
    ("trailing zeros", bought(), bought(lines=[{**LINE, "amount": "19.9000"}])),
    ("a whole amount", bought(lines=[{**LINE, "amount": "20"}]), bought(lines=[{**LINE, "amount": "20.00"}])),
    ("nothing at all", bought(lines=[{**LINE, "amount": "0"}]), bought(lines=[{**LINE, "amount": "0.00"}])),
    ("an optional decimal", bought(lines=[{**LINE, "cost": "5"}]), bought(lines=[{**LINE, "cost": "5.0"}])),
    (
        "a decimal inside",
        wanted(reward={"kind": "cash", "value": "1.5"}),
        wanted(reward={"value": "1.50", "kind": "cash"}),
    ),
    ("absent inside", wanted(reward={"kind": "cash"}), wanted(reward={"kind": "cash", "value": None, "sku": None})),
    ("another time", bought(), binary(time="2026-03-02T12:00:00Z")),
    ("another event id", bought(), binary(id="e-2")),
    ("Kafka and HTTP", wanted(), commanded(REDEMPTION)),
]


@pytest.mark.parametrize(("one", "other"), [pytest.param(*row[1:], id=row[0]) for row in SAME_MEANING])
def test_s5_two_requests_that_mean_the_same_are_equal(one: Event, other: Event) -> None:
    assert one.meaning == other.meaning
    assert one.business_key == other.business_key


OTHER_MEANING: list[tuple[str, Event, Event]] = [
    ("another amount", bought(), bought(lines=[{**LINE, "amount": "19.91"}])),
    (
        "a tenth is not a hundredth",
        bought(lines=[{**LINE, "amount": "0.1"}]),
        bought(lines=[{**LINE, "amount": "0.01"}]),
    ),
    ("ten is not one", bought(lines=[{**LINE, "amount": "10"}]), bought(lines=[{**LINE, "amount": "1"}])),
    ("no earning", bought(), bought(lines=[{**LINE, "earns": False}])),
    ("another partner", bought(), bought(partner_id="p")),
    ("category is not SKU", bought(lines=[{**LINE, "category": "c"}]), bought(lines=[{**LINE, "cost": "1"}])),
    ("another member", bought(), binary(subject="bob")),
    ("more points", wanted(), wanted(points=200)),
    ("a reward", wanted(), wanted(reward={"kind": "cash"})),
]


@pytest.mark.parametrize(("one", "other"), [pytest.param(*row[1:], id=row[0]) for row in OTHER_MEANING])
def test_s5_two_requests_that_mean_something_else_differ(one: Event, other: Event) -> None:
    assert one.meaning != other.meaning


def test_s5_the_order_of_lines_is_the_orders_own() -> None:
    two = {**LINE, "line_id": "2"}
    assert bought(lines=[LINE, two]).meaning != bought(lines=[two, LINE]).meaning


def test_s5_an_order_is_its_sources_and_a_redemption_is_the_programmes() -> None:
    assert binary(source="urn:till:8").business_key != binary().business_key
    elsewhere = binary(REDEMPTION, type="redemption.requested", source="urn:till:8")
    assert elsewhere.business_key == wanted().business_key
    assert binary(REDEMPTION, type="redemption.requested", programme="club").business_key != wanted().business_key
    assert binary({}, type="member.enrolled").business_key is None


def test_s5_what_means_the_same_is_written_without_defaults() -> None:
    """A field that is appended later, with a default, changes no digest that was kept before."""
    assert canonical(bought(lines=[{**LINE, "earns": True, "category": None}]).data) == [
        "o-1",
        "EUR",
        [["1", "beans", 1, "19.9"]],
    ]


def test_s5_instants_are_written_in_utc() -> None:
    berlin = binary({"as_of": "2026-03-01T13:00:00+01:00"}, type="points.expiry_due")
    utc = binary({"as_of": "2026-03-01T12:00:00Z"}, type="points.expiry_due")
    assert canonical(berlin.data) == canonical(utc.data) == ["2026-03-01T12:00:00+00:00"]


AMOUNTS = st.decimals(min_value=0, max_value=Decimal("999999999999.9999"), places=4).map(lambda d: f"{d:f}")


@given(AMOUNTS.map(lambda text: (text, text)) | st.tuples(AMOUNTS, AMOUNTS), st.integers(0, 4), st.integers(0, 4))
def test_s5_decimals_are_equal_exactly_when_their_values_are(pair: tuple[str, str], keep: int, keep_other: int) -> None:
    """Whatever number of places is written, as long as it drops none but zeros."""
    one, other = pair
    texts = []
    for text, places in ((one, keep), (other, keep_other)):
        whole, _, fraction = text.partition(".")
        shorter = fraction[:places] if not fraction[places:].strip("0") else fraction
        texts.append(f"{whole}.{shorter}" if shorter else whole)
    digests = [bought(lines=[{**LINE, "amount": text}]).meaning for text in texts]
    assert (digests[0] == digests[1]) == (Decimal(one) == Decimal(other))
