"""The pages of a case, by chapter."""
