"""Outgoing messages, kept as rows and sent after commit: what they say, to whom, and what became of each."""
