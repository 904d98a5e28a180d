"""The pages of the sums."""
