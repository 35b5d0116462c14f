"""Stored value, modelled so that senders can build on it; not decided yet (S33)."""

from dataclasses import dataclass

from schemas.values import Id, Label, Money, Strict


@dataclass(slots=True)
class ValueLoaded(Strict):
    """`value.loaded`: money is put on a card (S33)."""

    load_id: Id
    amount: Money
    payment_reference: Label | None = None
    partner_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class ValueSpent(Strict):
    """`value.spent`: money of a card pays (S33)."""

    spend_id: Id
    amount: Money
    order_id: Id | None = None
    store_id: Label | None = None


@dataclass(slots=True)
class ValueRefunded(Strict):
    """`value.refunded`: what a card paid comes back to it, all or part (S33)."""

    refund_id: Id
    spend_id: Id
    amount: Money | None = None
