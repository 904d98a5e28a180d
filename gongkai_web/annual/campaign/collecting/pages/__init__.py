"""The pages of the collecting: the office's, the unit's own, and the one that opens by a link."""
