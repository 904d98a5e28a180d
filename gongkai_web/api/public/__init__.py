"""What may anybody read of annual reports by a program? The published ones, their cells, all as one set."""
