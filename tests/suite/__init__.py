"""What the tests share: the engines they run on, the words they describe organisations in, and an oracle.

Nothing here is imported by the program.
"""
