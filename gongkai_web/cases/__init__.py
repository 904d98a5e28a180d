"""依申请公开: a case and its events, from submission to the end of the last appeal."""
