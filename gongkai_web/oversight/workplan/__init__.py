"""工作要点: what the year asks for, broken down to units and followed to its end; goals of the quarters."""
