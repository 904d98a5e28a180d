"""What is wrong with a page of a web site? Pure functions over bytes and over what their answers said.

Nothing is fetched here: whoever asks the network hands in what came (`facts`). What is found is a fault, or
it could not be told; only a fault counts. Kinds, indicators and numbers are dated data (`law/pages`).
"""
