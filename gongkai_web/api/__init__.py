"""接口: what other systems of an agency may hand in – drafts and their files, never what is public."""
