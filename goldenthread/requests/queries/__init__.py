"""What is read of requests and of the protocol."""
