"""How fast is it? Measured, printed as ratios where something is compared; never a timed test."""
