"""Where pairs come from: the files of the working tree, or of a git revision."""

from pipeline.sources.git import Repository
from pipeline.sources.interface import Contents, Entry, Found, PairFiles, Tree, contents_of
from pipeline.sources.log import Event, events
from pipeline.sources.pairs import article_path, find_pairs
from pipeline.sources.renames import renames
from pipeline.sources.revision import GitTree
from pipeline.sources.revisions import Revisions, revisions
from pipeline.sources.selection import select
from pipeline.sources.versions import versions
from pipeline.sources.worktree import WorkTree

__all__ = [
    "Contents",
    "Entry",
    "Event",
    "Found",
    "GitTree",
    "PairFiles",
    "Repository",
    "Revisions",
    "Tree",
    "WorkTree",
    "article_path",
    "contents_of",
    "events",
    "find_pairs",
    "renames",
    "revisions",
    "select",
    "versions",
]
