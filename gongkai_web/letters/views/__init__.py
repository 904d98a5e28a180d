"""The pages of letters, by what they are for."""
