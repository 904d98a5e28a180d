"""Where does something stand that was made public? Knows words and entries, and no domain."""
