"""What may stand in a register, and who may change it."""
