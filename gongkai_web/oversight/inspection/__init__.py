"""检查网站: a crawler reads a site politely, and what it found is kept with its evidence."""
