"""监督: who did what, when and why – an append-only chain of lines."""
