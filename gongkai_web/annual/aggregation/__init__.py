"""A government adds up the reports of its units: the sum, what stands behind it, what is told beside it."""
