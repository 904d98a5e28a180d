"""通报: what does the supervising office tell its units of a period, approved by whom, and who has got it?"""
