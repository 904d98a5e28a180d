"""年报: counting a year, its prose and entered figures, and the frozen filing."""
