"""One agency's report of a year in the making: its prose, what is entered, and its way to the public."""
