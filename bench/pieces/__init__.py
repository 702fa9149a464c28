"""What is measured: each module names its `PIECES`."""
