"""批准: who decides on what, and does what was decided still stand?

A decision is bound to the digest of what was on the screen. What is decided, and by which steps, is for each
subject to say; it keeps its own table of decisions with its own foreign key.
"""
