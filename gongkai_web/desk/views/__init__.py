"""The pages of the desk, by chapter."""
