"""The frozen dataclasses that flow through the stages, and nothing else.

Each module imports only those to the left of it in this list, which import-linter holds:
source → texts → prose → document → tokens → terms → translation → exchange → decisions → links →
findings → outcome → scores → check.
"""
