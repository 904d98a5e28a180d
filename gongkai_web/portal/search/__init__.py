"""检索: its page, what is asked of it, and how what was found is shown."""
