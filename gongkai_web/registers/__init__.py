"""台账: registers that are declared, so that one more of them is its words and its table."""
