"""What can be counted, and how is it counted, split, listed and opened? A domain declares it once."""
