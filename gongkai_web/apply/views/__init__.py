"""The pages of applying and of following."""
