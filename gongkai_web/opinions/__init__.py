"""意见征集: opinions on the clauses of a draft, from the first day to what became of each of them.

It stands above what is made public and beside what people write to an agency: the draft is an item, what
became of the opinions is an item again, and a major decision is told both.
"""
