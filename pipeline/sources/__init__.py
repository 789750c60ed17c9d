"""Where pairs come from: the files of the working tree (a git revision offers the same)."""

from pipeline.sources.interface import Entry, Found, PairFiles, Tree
from pipeline.sources.pairs import article_path, find_pairs
from pipeline.sources.selection import select
from pipeline.sources.worktree import WorkTree

__all__ = [
    "Entry",
    "Found",
    "PairFiles",
    "Tree",
    "WorkTree",
    "article_path",
    "find_pairs",
    "select",
]
