"""主动公开: where does a piece of information stand, by when, with which elements, and as what is it counted?

Pure: the dated data of `law/publication/` and what follows from it. Days and facts are arguments.
"""
