"""监督保障: what the office that watches over disclosure keeps, plans, looks at and has mended."""
