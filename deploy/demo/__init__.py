"""The demo: a real purchase history sent through the whole way, compared with figures fixed beforehand.

It is an outsider on purpose: it knows the contract (Kafka and HTTP) and imports nothing of the services or their
schemas, so that a mistake of theirs cannot hide in it.
"""
