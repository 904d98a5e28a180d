"""The shell of every signed-in page: what do all pages of the office share?"""
