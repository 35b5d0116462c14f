"""Records as plain-text accounting, beancount or hledger: a second opinion on every balance, by others. Pure.

Points are a liability, so signs are those of bookkeeping: what members have is a credit, below zero. Accounts are the
programme's, not the members'; who it was, and which lot, stand beside each posting.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from schemas.calendar import local_date
from schemas.record import PostingBody, RecordBody
from services.projector.money import places_of, shown

Dialect = Literal["beancount", "hledger"]
ACCOUNTS: Final[Mapping[str, str]] = {
    "active": "Liabilities:Points:Active",
    "pending": "Liabilities:Points:Pending",
    "held": "Liabilities:Points:Held",
    "arrears": "Assets:Points:Arrears",
    "redeemed": "Income:Points:Redeemed",
    "expired": "Income:Points:Expired",
    "forfeited": "Income:Points:Forfeited",
    "clawed_back": "Income:Points:ClawedBack",
    "written_off": "Expenses:Points:WrittenOff",
    "adjusted": "Equity:Points:Adjusted",
    "transit": "Equity:Points:Transit",
}
OPENED: Final = "1970-01-01"


def account_of(account: str) -> str:
    """Return the name of an account of ours: `issued:purchase` is `Expenses:Points:Issued:Purchase`."""
    if account.startswith("issued:"):
        return f"Expenses:Points:Issued:{account.removeprefix('issued:').capitalize()}"
    return ACCOUNTS[account]


def amount_of(amount: int, unit: str) -> str:
    """Return an amount with its commodity: points, or money from minor units (S7)."""
    if unit == "points":
        return f"{amount} POINTS"
    currency = unit.removeprefix("money:")
    return f"{shown(amount, places_of(currency))} {currency}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(text: str) -> str:
    """Return a text as a comment of hledger may hold it: there `;` begins one, and `,` ends a tag's value."""
    return text.replace(";", "_").replace(",", "_").replace("|", "_")


def _by_day(body: RecordBody, zone: ZoneInfo) -> Iterator[tuple[date, list[PostingBody]]]:
    """Yield a record's postings by the local day they are effective on, in order."""
    days: dict[date, list[PostingBody]] = {}
    for posting in body["postings"]:
        days.setdefault(local_date(datetime.fromisoformat(posting["effective_at"]), zone), []).append(posting)
    yield from sorted(days.items())


def head_of(dialect: Dialect, programme: str, kept: Iterable[tuple[str, str]]) -> str:
    """Return how a file begins; `kept` are our accounts, each with its unit. All that is used is declared."""
    kept = list(kept)
    names = [account_of(account) for account in dict.fromkeys(account for account, _ in kept)]
    if dialect == "hledger":
        units = dict.fromkeys(amount_of(0, unit).split()[1] for _, unit in kept)
        declared = [*(f"commodity {unit}\n" for unit in units), *(f"account {name}\n" for name in names)]
        return f"; Points of the programme {programme}\n" + "".join(declared) + "\n"
    opened = "".join(f"{OPENED} open {name}\n" for name in names)
    return f"option {_quoted('title')} {_quoted(f'Points of the programme {programme}')}\n{opened}\n"


def transactions_of(dialect: Dialect, body: RecordBody, zone: ZoneInfo) -> str:
    """Return a record's postings as transactions, one for each day they are effective on; '' when it has none."""
    text = []
    place, event = f"{body['shard']}/{body['sequence']}", body["event"]
    for day, postings in _by_day(body, zone):
        if dialect == "beancount":
            text.append(
                f"{day} * {_quoted(event['type'])} {_quoted(event['id'])}\n"
                f"  record: {_quoted(place)}\n  member: {_quoted(body['member_id'])}\n"
            )
        else:
            text.append(f"{day} * {event['type']}  ; record:{place}, member:{_plain(body['member_id'])}\n")
        for posting in postings:
            lot = posting.get("lot")
            for account, sign in ((posting["source"], 1), (posting["target"], -1)):
                amount = amount_of(sign * posting["amount"], posting["unit"])
                text.append(f"  {account_of(account)}  {amount}")
                if lot is not None:
                    name = lot["lot_id"]
                    text.append(f"\n    lot: {_quoted(name)}" if dialect == "beancount" else f"  ; lot:{_plain(name)}")
                text.append("\n")
        text.append("\n")
    return "".join(text)


def assertions_of(dialect: Dialect, day: date, balances: Iterable[tuple[str, str, int]]) -> str:
    """Return what every account must come to at the beginning of a day: (account, unit, balance), ours."""
    if dialect == "beancount":
        return "".join(
            f"{day} balance {account_of(account)}  {amount_of(-balance, unit)}\n" for account, unit, balance in balances
        )
    lines = "".join(
        f"  {account_of(account)}  {amount_of(0, unit)} = {amount_of(-balance, unit)}\n"
        for account, unit, balance in balances
    )
    return f"{day} * balances of the ledger\n{lines}" if lines else ""
