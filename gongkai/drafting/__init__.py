"""How does the prose of a year's report come from its numbers, and go on following them?

A paragraph names its numbers instead of holding them (`references`). The blocks of `law/drafting/` make a
first draft (`blocks`), whoever writes goes on in it, and what stands in print is worked out anew from the
records each time (`passage`). A number that somebody typed is held against what was counted (`typed`).
"""
