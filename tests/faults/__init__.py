"""Exactly once, shown: processes, broker, and database are killed, frozen, and cut off; the figures must not change."""
