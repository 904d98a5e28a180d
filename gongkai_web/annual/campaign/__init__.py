"""核对台: are the reports that others hand in right? Files in bulk, findings, verdicts."""
