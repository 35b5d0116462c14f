"""The ledger's tables as the database knows them, written down in one order: to be read, and to be compared.

`python -m tests.ledger.catalogue DSN` prints it; `services/ledger/sql/schema.sql` is kept equal to it by test.
"""

import asyncio
import sys

import asyncpg

HEAD = (
    "-- All migrations of the schema `ledger` applied, as the database has them. Written by tests.ledger.catalogue.\n"
)

TABLES = """
SELECT c.oid, c.relname, coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS options
FROM pg_class c WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_%'
ORDER BY c.relname COLLATE "C"
"""
COLUMNS = """
SELECT format('%s %s%s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attcollation <> t.typcollation THEN format(' COLLATE %I', l.collname) END,
              CASE WHEN a.attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY' END,
              ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.attnotnull THEN ' NOT NULL' END) AS line
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
CONSTRAINTS = """
SELECT pg_get_constraintdef(oid) AS line FROM pg_constraint WHERE conrelid = $1 AND contype <> 'n'
ORDER BY contype = 'p' DESC, pg_get_constraintdef(oid) COLLATE "C"
"""
AFTER = """
SELECT line FROM (
SELECT pg_get_indexdef(i.indexrelid) AS line FROM pg_index i
WHERE i.indrelid = $1 AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
UNION ALL
SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = $1 AND NOT tgisinternal
UNION ALL
SELECT format('GRANT %s ON %s TO %s', string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), $1::regclass,
              r.rolname)
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) g JOIN pg_roles r ON r.oid = g.grantee
WHERE c.oid = $1 AND r.rolname LIKE 'points\\_%' GROUP BY r.rolname
) l (line)
ORDER BY line COLLATE "C"
"""
FUNCTIONS = """
SELECT pg_get_functiondef(oid) AS line FROM pg_proc WHERE pronamespace = 'ledger'::regnamespace
ORDER BY proname COLLATE "C"
"""


async def catalogue(dsn: str) -> str:
    """Return the text of a database's schema `ledger`, the same for the same schema."""
    connection = await asyncpg.connect(dsn)
    try:
        parts = [HEAD]
        parts += [row["line"].strip() + ";" for row in await connection.fetch(FUNCTIONS)]
        for table in await connection.fetch(TABLES):
            inside = [
                row["line"] for query in (COLUMNS, CONSTRAINTS) for row in await connection.fetch(query, table[0])
            ]
            body = ",\n    ".join(inside)
            parts.append(f"CREATE TABLE ledger.{table['relname']} (\n    {body}\n){table['options']};")
            parts += [f"{row['line']};" for row in await connection.fetch(AFTER, table[0])]
    finally:
        await connection.close()
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(catalogue(sys.argv[1])))
