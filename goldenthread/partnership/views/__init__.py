"""The pages of people, and of what the partnership is made of."""
