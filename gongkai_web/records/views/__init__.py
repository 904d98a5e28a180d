"""The pages of these registers."""
