"""The frozen dataclasses that flow through the stages, and nothing else.

Each module imports only those above it in this list:
source → prose → document → tokens → terms → decisions → links → findings → check.
"""
