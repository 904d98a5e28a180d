"""How does it look? The parts that every page is composed of: plain facts in, HTML out, no models."""
