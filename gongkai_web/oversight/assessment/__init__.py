"""年度考核: what does each unit get for its year, by which indicators, and what does it say to that?"""
