"""What is computed from the records again: the views, and the proof that everything is the fold of them."""

from collections.abc import Callable
from time import perf_counter

from services.bench.figures import Figures
from services.bench.place import Site
from services.kit.settings import Settings
from services.ledger.verify import verify
from services.projector.rebuild import rebuild
from services.projector.verify import verify_views
from services.projector.views import VIEWS

Progress = Callable[[int, int], None]


def settings_of(site: Site) -> Settings:
    """Return the settings of a projector at work in this process."""
    return Settings(
        ledger_dsn=site.dsn, view_dsn=site.dsn, owner_dsn=site.dsn, kafka_bootstrap=site.kafka, auth="off",
        topic_prefix=site.name,
    )  # fmt: skip


async def rebuilding(site: Site, progress: Progress) -> Figures:
    """Measure `points rebuild` of each view, while no service runs; the slowest one is the figure.

    That of all views is by what all of them take together, one after the other.
    """
    settings = settings_of(site)
    rates: Figures = {}
    seconds = 0.0
    for view in VIEWS:
        result = await rebuild(settings, view.name, progress)
        rates[f"rebuild_{view.name}_records_per_s"] = result.records / result.seconds
        seconds += result.seconds
    whole = {"rebuild_all_records_per_s": result.records / seconds}
    return {**rates, **whole, "rebuild_records_per_s": min(rates.values())}


async def verification(site: Site, progress: Progress) -> Figures:
    """Measure `points verify`: the chain alone; then everything, views too.

    Raises Corrupt or WrongView: then what ran before went wrong, whatever its speed.
    """
    async with site.database("points_reader", long_reads=True) as database:
        began = perf_counter()
        found = await verify(database, progress, chain_only=True)
        chain_seconds = perf_counter() - began
        began = perf_counter()
        await verify(database, progress)
        await verify_views(database, database, progress)
        whole_seconds = perf_counter() - began
    return {
        "verified_records": found.records,
        "verify_records_per_s": found.records / chain_seconds,
        "verify_whole_records_per_s": found.records / whole_seconds,
    }
