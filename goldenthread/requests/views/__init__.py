"""The pages of requests and of the protocol."""
