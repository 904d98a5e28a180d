"""How does an empty database get its tables?"""
