"""Something promised: words, owner, dates, state."""
