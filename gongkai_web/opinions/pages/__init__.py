"""The pages of 意见征集: for everybody, for whoever writes, for the office."""
