"""The pages of messages: for whoever writes, for everybody who reads, and for the office."""
