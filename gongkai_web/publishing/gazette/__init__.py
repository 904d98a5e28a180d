"""政府公报: which issues came out, and which published texts stand in each, in which order?"""
