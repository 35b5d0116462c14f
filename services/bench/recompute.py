"""What is computed from the records again: verification of the chain and of everything."""

from collections.abc import Callable
from time import perf_counter

from services.bench.figures import Figures
from services.bench.place import Site
from services.ledger.verify import verify

Progress = Callable[[int, int], None]


async def verification(site: Site, progress: Progress) -> Figures:
    """Measure `points verify`, the chain alone and everything. Raises Corrupt: then the run before it went wrong."""
    figures: Figures = {}
    for key, chain_only in (("verify_records_per_s", True), ("verify_whole_records_per_s", False)):
        async with site.database("points_reader", long_reads=True) as database:
            began = perf_counter()
            found = await verify(database, progress, chain_only=chain_only)
            figures[key] = found.records / (perf_counter() - began)
            figures["verified_records"] = found.records
    return figures
