"""What is read of the thread. Nothing of it is kept."""
