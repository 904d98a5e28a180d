"""Do the sentences of a report hold too? What they state is read, records are made for it, and counted."""
