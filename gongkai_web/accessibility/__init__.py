"""无障碍检查: how many kinds of pages were checked with each release, and how many broke no rule?"""
