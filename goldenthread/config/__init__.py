"""Settings, addresses and the console script."""
