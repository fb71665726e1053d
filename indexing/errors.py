"""Errors of the index: what is wrong, and what to do."""


class IndexingError(Exception):
    """Root of all errors raised by `indexing`."""


class IndexMissing(IndexingError):
    """There is no index where one is expected."""


class IndexDamaged(IndexingError):
    """An index whose files do not agree with its manifest."""


class IndexOutdated(IndexingError):
    """An index of another corpus, encoder or format than the program's."""


class EncoderUnavailable(IndexingError):
    """An encoder that cannot be loaded or reached."""
