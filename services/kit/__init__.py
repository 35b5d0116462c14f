"""Tools of the shell: database, Kafka, settings, telemetry, clock. No word of the domain."""
