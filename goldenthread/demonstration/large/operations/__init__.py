"""Everything that fills a database with a sample."""

from goldenthread.demonstration.large.operations.sample import Loaded, NotEmpty, check_is_empty, load_sample, today_of

__all__ = ("Loaded", "NotEmpty", "check_is_empty", "load_sample", "today_of")
