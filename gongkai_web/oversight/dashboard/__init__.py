"""看板: what is late today, by unit, and what has changed in the last week?"""
