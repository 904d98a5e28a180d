"""The tags of the report in the making."""
