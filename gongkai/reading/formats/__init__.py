"""How does a file of each format become blocks?

`sniff` decides by content which format it is; one module a format turns the bytes into a `Source`. What
cannot be read safely is refused in one sentence (`refusals`), within the limits of `limits`.
"""
