"""The event log: what people did, in the domain's words. Only ever added to."""
