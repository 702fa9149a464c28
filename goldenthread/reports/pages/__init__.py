"""What the pages of a quarter and of the register show, in finished words, from what queries found."""
