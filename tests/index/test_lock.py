"""One process owns a data folder, and says who it is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from index.errors import StoreError, StoreLocked
from index.lock import DataLock


def test_a_second_owner_is_refused_with_the_pid_of_the_first(tmp_path):
    lock = DataLock(tmp_path).acquire()
    with pytest.raises(StoreLocked, match=str(os.getpid())) as refused:
        DataLock(tmp_path).acquire()
    assert refused.value.pid == os.getpid()
    assert refused.value.address is None
    lock.release()
    DataLock(tmp_path).acquire().release()


def test_a_server_says_where_it_is_to_its_user_alone(tmp_path):
    lock = DataLock(tmp_path).acquire()
    lock.announce("http://127.0.0.1:7860", "secret")
    with pytest.raises(StoreLocked) as refused:
        DataLock(tmp_path).acquire()
    assert (refused.value.address, refused.value.key) == ("http://127.0.0.1:7860", "secret")
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600
    lock.release()
    assert "secret" not in (tmp_path / "lock").read_text()


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from index.lock import DataLock;"
        "DataLock(Path(sys.argv[1])).acquire(); os._exit(9)"
    )
    dead = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert dead.returncode == 9
    assert '"pid"' in (tmp_path / "lock").read_text()
    DataLock(tmp_path).acquire().release()


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="QA_DATA_DIR"):
        DataLock(tmp_path / "file" / "data").acquire()
