"""Zip files that depend on nothing but their content: equal folders give equal bytes, today and tomorrow.

The name of what is deployed is a hash of the file, so that unchanged code is not deployed again.
"""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file can hold."""
READABLE = 0o100644 << 16
"""A plain file that every user may read, as Lambda demands."""


def write(folder: Path, archive: Path) -> Path:
    """Writes all files under a folder into a zip file, and returns its path."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    with ZipFile(archive, "w") as target:
        for name, path in sorted(files.items()):
            target.writestr(entry(name), path.read_bytes(), compresslevel=9)
    return archive


def entry(name: str) -> ZipInfo:
    """A member with nothing of this machine or this moment in it."""
    info = ZipInfo(name, OLDEST)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = READABLE
    info.create_system = 3
    return info
