"""Where is an item written, reviewed, published and read? Pages over the acts; no act asks a page."""
