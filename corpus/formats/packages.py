"""Bounds of what is packed as ZIP: bytes in, an archive that can be read without harm out.

zipfile never unpacks more of a member than the archive declares, so bounds on declared sizes hold
for what comes out; a member that lies about its size fails its checksum.
"""

import zipfile
from io import BytesIO

from corpus.errors import DocumentUnreadable
from corpus.formats.raw import damage_told_as

MAX_MEMBERS = 20_000
_MEGABYTE = 1024 * 1024
_ENCRYPTED = 0x1
# Real documents pack 2 to 30 times smaller, an empty spreadsheet about 100 times; bombs reach 1,000
# (the bound of deflate is 1,032). Small members may be anything.
_MAX_RATIO = 300
_SMALL_BYTES = 10 * _MEGABYTE


def opened_package(data: bytes, *, max_total_bytes: int) -> zipfile.ZipFile:
    """Return the archive, checked against bombs; nothing of it is unpacked yet.

    Raises:
        DocumentUnreadable: damaged, protected by a password, or far larger when unpacked.
    """
    with damage_told_as("文件已损坏，无法打开"):
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise DocumentUnreadable("文件有密码，请去掉密码后重试")
    if len(members) > MAX_MEMBERS:
        raise DocumentUnreadable(f"文件里的条目超过 {MAX_MEMBERS} 个，拒绝解压")
    if sum(member.file_size for member in members) > max_total_bytes:
        bound = max_total_bytes // _MEGABYTE
        raise DocumentUnreadable(f"解压后超过 {bound} MB，拒绝解压（可能是压缩炸弹）")
    if any(_is_bomb(member) for member in members):
        raise DocumentUnreadable("压缩比异常，拒绝解压（可能是压缩炸弹）")
    return archive


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    """Return whether a member unpacks to far more than documents do."""
    ratio = member.file_size / max(member.compress_size, 1)
    return member.file_size > _SMALL_BYTES and ratio > _MAX_RATIO
