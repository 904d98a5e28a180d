"""主动公开的台账: what was reported upward, how a hot topic was answered, what went out on new media."""
