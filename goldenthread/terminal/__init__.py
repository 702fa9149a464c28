"""How a command talks: people, moments, problems, progress."""
