"""公众看的页面：which of them are kept, and how long they stand. Made once, sent until something moves."""
