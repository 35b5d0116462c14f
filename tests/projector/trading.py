"""Trade at random: sales, some of them late, returns, redemptions, re-estimates, closed months; a seed names each."""

from datetime import timedelta
from random import Random

from tests.projector.trade import BEGAN, PARTNERS, Trade, text

OPERATIONS = ("buy", "buy", "buy", "grant", "reward", "redeem", "redeem", "cancel", "bring_back", "bring_back",
              "expire", "give", "estimate", "close")  # fmt: skip


def step(trade: Trade, chance: Random) -> None:
    """Do something, a few hours on."""
    trade.now += timedelta(hours=chance.randint(1, 60))
    member, other = (f"m-{chance.randrange(4)}" for _ in range(2))
    match chance.choice(OPERATIONS):
        case "buy":
            late = timedelta(days=chance.choice((0, 0, 0, 20, 40)))
            trade.buy(member, chance.randint(50, 9_999), chance.choice(PARTNERS), max(BEGAN, trade.now - late))
        case "bring_back" if open_orders := [one for one in trade.orders if one.returned < one.amount]:
            order = chance.choice(open_orders)
            left = order.amount - order.returned
            trade.bring_back(order, chance.choice((left, chance.randint(1, left))))
        case "redeem":
            trade.redeem(member, chance.randint(1, 120))
        case "cancel":
            trade.cancel(member, chance.randint(1, 60))
        case "expire":
            trade.expire(member)
        case "grant":
            trade.grant(member, chance.randint(1, 50), chance.choice(PARTNERS))
        case "reward":
            trade.reward(member, chance.randint(1, 2), *chance.choice((["survey"], ["app"], ["survey", "app"])))
        case "give":
            trade.give(member, other, chance.randint(1, 60))
        case "estimate":
            trade.estimate(f"0.{chance.randint(0, 99):02}", f"0.{chance.randint(0, 99):02}")
        case "close":
            trade.close()


def random_trade(seed: int, length: int = 150, zone: str = "Europe/Berlin", policy: str = "arrears") -> Trade:
    """Return a history with an estimate at its beginning; the seed names it."""
    chance, trade = Random(seed), Trade(zone=zone, policy=policy)
    trade.estimate("0.60", "0.70")
    of_each = {"issue_rate": "0.01", "redemption_rate": "0.008"}
    data = {"programme": trade.programme, "valid_from": text(BEGAN), "partners": {"fuel": of_each, "books": of_each}}
    trade.decide("rates.set", data)
    for _ in range(length):
        step(trade, chance)
    return trade
