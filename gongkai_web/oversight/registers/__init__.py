"""监督保障的台账: who does the work, what they learn, how the sites run, and how the office guides others."""
