"""What the tests share: the engines they run on, the words they describe organisations in, and the oracles.

Nothing here is imported by the program, and no test imports another one.
"""
