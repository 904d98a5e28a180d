"""How does a Word document become a text of ours?

A walk of its own over the package that `gongkai.reading` opens for reports, under the same limits: there
tables of numbers are looked for, here everything that a reader of the document sees. `read` is the way in.
"""
