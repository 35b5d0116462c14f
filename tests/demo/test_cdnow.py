"""The purchase history: fetched once, checked, parsed exactly, and a clear message when it cannot be had."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from deploy.demo import cdnow
from deploy.demo.cdnow import HistoryError, Order

HEADER = " customer_id  date number_of_cds  dollar_value"


def test_orders_come_by_day_and_within_a_day_in_the_order_of_the_file() -> None:
    rows = [HEADER, " 00002 19970112  1   12.00", " 00002 19970112  5   77.00", " 00001 19970101  1   11.77"]
    assert cdnow.parse(rows) == [
        Order("00001", date(1997, 1, 1), 1, Decimal("11.77")),
        Order("00002", date(1997, 1, 12), 1, Decimal("12.00")),
        Order("00002", date(1997, 1, 12), 5, Decimal("77.00")),
    ]


@pytest.mark.parametrize("row", ["00001 19970101 1", "00001 19970230 1 1.00", "00001 19970101 1 eleven", ""])
def test_a_row_that_cannot_be_read_is_named(row: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        cdnow.parse([HEADER, row])


def test_a_file_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1: expected the columns customer_id date"):
        cdnow.parse(["a b c"])


def test_the_whole_history_has_the_known_rows_and_customers() -> None:
    orders = cdnow.history()
    assert (len(orders), len({order.customer for order in orders})) == (69_659, 23_570)
    assert (orders[0].day, orders[-1].day) == (date(1997, 1, 1), date(1998, 6, 30))


@pytest.mark.usefixtures("unreachable")
def test_what_is_in_the_cache_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / cdnow.FILE_NAME).write_bytes(cdnow.fetch(cdnow.cache_dir()).read_bytes())
    assert cdnow.fetch(tmp_path) == tmp_path / cdnow.FILE_NAME


@pytest.mark.usefixtures("unreachable")
def test_a_damaged_file_in_the_cache_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / cdnow.FILE_NAME).write_text(HEADER)
    with pytest.raises(HistoryError):
        cdnow.fetch(tmp_path)


@pytest.mark.usefixtures("unreachable")
def test_an_unreachable_network_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as refusal:
        cdnow.fetch(tmp_path)
    message = str(refusal.value)
    assert "could not download lifetimes==0.11.3" in message
    assert "HTTPS_PROXY" in message
    assert str(tmp_path / cdnow.FILE_NAME) in message
    assert list(tmp_path.iterdir()) == [], "nothing half done stays behind"


def test_another_file_in_the_wheel_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "lifetimes-0.11.3-py3-none-any.whl", "w") as wheel:
        wheel.writestr(cdnow.MEMBER_OF_WHEEL, HEADER)
        wheel.writestr(
            "lifetimes-0.11.3.dist-info/METADATA", "Metadata-Version: 2.1\nName: lifetimes\nVersion: 0.11.3\n"
        )
        wheel.writestr(
            "lifetimes-0.11.3.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    with pytest.raises(HistoryError, match="expected eff6889e"):
        cdnow.fetch(tmp_path / "cache")


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy at a port where nobody listens: pip finds no network, on every machine alike."""
    monkeypatch.setenv("PIP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
