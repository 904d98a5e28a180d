"""信息公开目录: the columns of an agency, their order and their life, and what else a page refers to."""
