"""The one way to the network: polite, bounded, and never into somebody's intranet.

`fetch` asks for an address and follows where it leads; every hop is looked at anew. Nothing here knows a
domain: the check of links stands on it, and whatever else asks other sites will.
"""
