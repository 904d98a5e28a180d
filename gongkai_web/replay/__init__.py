"""重演: is there a year of records that yields exactly this report? And the sample city, made that way."""
