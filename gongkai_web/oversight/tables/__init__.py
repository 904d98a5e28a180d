"""年度报表: what do the two yearly tables about sites say, each cell counted from the records?"""
