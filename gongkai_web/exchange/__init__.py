"""进出: replay of a report as a year of records, and the sample city."""
