"""排查: what has been public for years is read again for one kind of fault, and every hit is settled."""
