"""Creating the tables of the views."""

from importlib.resources import as_file, files

from services.kit.database import migrate

ROLES = ("points_projector", "points_reader")


async def migrate_views(dsn: str) -> None:
    """Apply the migrations of the views; `dsn` is of a user who may create roles and tables in their database."""
    with as_file(files("services.projector") / "sql" / "migrations") as directory:
        await migrate(dsn, directory, "view", ROLES)
