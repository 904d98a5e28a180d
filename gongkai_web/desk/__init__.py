"""The office: the clerk's home, cases, and the report of the year."""
