"""Proposals and projects, and what people add to them."""

from projects.models.project import FINAL, ProgressUpdate, Project, StatusChange
from projects.models.proposal import Proposal, ProposalStep
from projects.models.voices import Comment, Follow, Photo, Reminder, Support

__all__ = [
    "FINAL",
    "Comment",
    "Follow",
    "Photo",
    "ProgressUpdate",
    "Project",
    "Proposal",
    "ProposalStep",
    "Reminder",
    "StatusChange",
    "Support",
]
