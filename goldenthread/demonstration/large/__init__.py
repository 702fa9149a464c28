"""A partnership of any size, made up from first to last, to try how fast the product is after many years."""
