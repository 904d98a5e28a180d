"""用字: the words, fixed phrases and inner hosts of an agency, with which the checks read."""
