"""主动公开: rules and normative documents with their issue and their end."""
