"""机关设置: what letters say of an agency, who works for it, and who decides on its letters."""
