"""Locks between processes of one machine: bytes of a file that the kernel locks.

The kernel frees them when the process dies, however it dies. The file stays empty.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from pathlib import Path

from assistant.store.locks import Locks

if sys.platform == "win32":
    import msvcrt

    _MODULUS = 2**31 - 1

    def _lock(handle: int, byte: int) -> None:
        os.lseek(handle, byte, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int, byte: int) -> None:
        os.lseek(handle, byte, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    _MODULUS = 2**62

    def _lock(handle: int, byte: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)

    def _unlock(handle: int, byte: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, byte)


class FileLocks:
    """The backend over one file; see `locks_of_file`."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._guard = threading.Lock()
        weakref.finalize(self, os.close, self._handle)

    def try_lock(self, key: int) -> bool:
        """Take the byte of a key, unless another process has it."""
        with self._guard:
            try:
                _lock(self._handle, key % _MODULUS)
            except (BlockingIOError, PermissionError):
                return False
        return True

    def unlock(self, key: int) -> None:
        """Give the byte back."""
        with self._guard:
            _unlock(self._handle, key % _MODULUS)


_open: weakref.WeakValueDictionary[Path, Locks] = weakref.WeakValueDictionary()
_open_guard = threading.Lock()


def locks_of_file(path: Path) -> Locks:
    """The locks of a file, one object a process.

    The kernel knows only processes, and closing any handle of a file frees all its locks: so
    two stores of one process must share them.
    """
    key = path.resolve()
    with _open_guard:
        locks = _open.get(key)
        if locks is None:
            locks = _open[key] = Locks(FileLocks(key))
        return locks
