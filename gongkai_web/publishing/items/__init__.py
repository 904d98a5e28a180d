"""信息: what is made public item by item – reviewed before it goes out, followed until it ends.

An `Item` has editions, an `Edition` has snapshots. A `Snapshot` never changes; what is decided is decided
about it, and what was approved is what goes out.
"""
