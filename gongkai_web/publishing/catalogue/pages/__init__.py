"""The pages of the catalogue: the office keeps it, the public reads it."""
