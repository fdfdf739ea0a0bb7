"""Whose duty is it, and which duties does somebody have?"""
