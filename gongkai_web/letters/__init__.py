"""文书: a letter of a case, from the draft to the sealed, sent and served one."""
