"""Every setting, read once from `POINTS_…` environment variables. No other module looks at the environment.

`python -m services.kit.settings` prints the page that lists them, docs/settings.md.
"""

import sys
from datetime import datetime
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of the services and the operator's command; each field is the variable `POINTS_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="POINTS_", frozen=True)

    ledger_dsn: str = Field(description="PostgreSQL of the ledger; for a projector it may name a standby.")
    view_dsn: str | None = Field(None, description="PostgreSQL of the views; by default the ledger's.")
    owner_dsn: str | None = Field(None, description="PostgreSQL as a user who may migrate; by default the ledger's.")
    kafka_bootstrap: str = Field(description="Kafka brokers, `host:port,…`.")
    topic_prefix: str = Field("loyalty", description="Topics are `<prefix>.events`, `<prefix>.entries`, …")
    auth: Literal["off"] = Field(description="Access control; only `off`, for a local run, until it is built.")
    ledger_port: int = Field(8001, description="HTTP port of the ledger; 0 takes a free one.")
    projector_port: int = Field(8000, description="HTTP port of the projector; 0 takes a free one.")
    ledger_url: str | None = Field(
        None, description="Where the projector finds the ledger's API; by default on this machine, at its port."
    )
    ledger_roles: str = Field("intake,api,relay,sweep", description="What this ledger process does.")
    projector_roles: str = Field("project,api", description="What this projector process does.")
    shards: int = Field(16, ge=1, le=1024, description="Shards of a ledger, fixed when it is created: a power of two.")
    partitions: int = Field(
        8, ge=1, description="Partitions of `<prefix>.events`: a power of two that divides the shards."
    )
    replication_factor: int = Field(1, ge=1, description="Copies of each topic, for `points topics`.")
    batch_events_max: int = Field(500, ge=1, description="Events of one partition that share a transaction.")
    commands_max: int = Field(64, ge=1, description="HTTP commands that share a transaction.")
    commands_wait_ms: float = Field(2.0, ge=0, description="How long a command waits for others to share with.")
    lease_seconds: float = Field(5.0, gt=0, description="After this long a silent process's work is taken over.")
    stall_seconds: float = Field(
        60.0, gt=0, description="The intake ends itself when it stands still so long while messages wait."
    )
    invalid_share_max: float = Field(
        0.2,
        gt=0,
        le=1,
        description="The intake stops when more than this share of a partition's last 1,000 messages is invalid.",
    )
    poll_ms: float = Field(30.0, gt=0, description="How long a tail that has caught up waits before it looks again.")
    tail_records_max: int = Field(2_000, ge=1, description="Records a projection folds, or the relay sends, in one go.")
    sweep_seconds: float = Field(60.0, gt=0, description="How often the sweeper looks for what is due.")
    embedded: bool = Field(default=False, description="Set by the embedded stack; allows the two settings for tests.")
    crash_at: str | None = Field(None, description="Tests only: kill the process at this point, `name` or `name#n`.")
    clock: datetime | None = Field(None, description="Tests only: the instant at which the process's clock starts.")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.crash_at or self.clock) and not self.embedded:
            raise ValueError("POINTS_CRASH_AT and POINTS_CLOCK are for tests, and refused outside the embedded stack")
        for name in ("shards", "partitions"):
            if (number := getattr(self, name)) & (number - 1):
                raise ValueError(f"POINTS_{name.upper()}={number} is not a power of two")
        if self.shards % self.partitions:
            raise ValueError(f"POINTS_PARTITIONS={self.partitions} must divide POINTS_SHARDS={self.shards}")
        return self

    def topic(self, name: str) -> str:
        """Return the full name of a topic, such as `loyalty.events`."""
        return f"{self.topic_prefix}.{name}"

    @property
    def ledger_address(self) -> str:
        """The base URL of the ledger's API."""
        return self.ledger_url or f"http://127.0.0.1:{self.ledger_port}"

    @property
    def views(self) -> str:
        """The DSN of the views."""
        return self.view_dsn or self.ledger_dsn

    @property
    def owner(self) -> str:
        """The DSN of the user who may migrate."""
        return self.owner_dsn or self.ledger_dsn


PAGE_HEAD = """# Settings

Each is an environment variable; what is wrong or missing is named when a process starts. This page is written by
`python -m services.kit.settings`.

| Variable | Default | What it is |
|---|---|---|
"""


def page() -> str:
    """Return the page that lists every setting, in the order of this module."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "required" if field.is_required() else "" if field.default is None else f"`{field.default}`"
        rows.append(f"| `POINTS_{name.upper()}` | {default} | {field.description} |\n")
    return PAGE_HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(page())
