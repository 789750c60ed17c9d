"""Where pairs come from: the files of the working tree, or of a git revision.

What reads git (``git``, ``revision``, ``revisions``, ``log``, ``renames``) is imported by name,
for most runs need none of it.
"""

from pipeline.sources.interface import Contents, Entry, FoundPairs, PairFiles, Tree, contents_of
from pipeline.sources.pairs import article_path, find_pairs
from pipeline.sources.selection import select
from pipeline.sources.versions import versions
from pipeline.sources.worktree import WorkTree

__all__ = [
    "Contents",
    "Entry",
    "FoundPairs",
    "PairFiles",
    "Tree",
    "WorkTree",
    "article_path",
    "contents_of",
    "find_pairs",
    "select",
    "versions",
]
