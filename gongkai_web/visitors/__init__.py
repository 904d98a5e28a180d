"""来访者: what can be known of somebody without an account – a code, a cookie, how often they came?

Plain functions and an abstract model; each room that people visit keeps its own table and codes of its own.
"""
