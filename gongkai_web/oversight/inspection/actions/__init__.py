"""How is it written down what was looked at and what was found?"""
