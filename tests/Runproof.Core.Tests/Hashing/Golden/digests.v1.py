"""Independent computation of digests.v1.txt: python3 digests.v1.py > digests.v1.txt (hashlib of CPython, no code of Runproof)."""
import hashlib
import struct


def tagged(tag, version, *parts):
    message = bytes([len(tag)]) + tag.encode("ascii") + bytes([version])
    for part in parts:
        message += struct.pack("<Q", len(part)) + part
    return hashlib.sha256(message).digest()


def pattern(length):
    return bytes((7 * i + 3) & 0xFF for i in range(length))


def head(leaves):
    if not leaves:
        return bytes(32)
    if len(leaves) == 1:
        return tagged("runproof.merkle-leaf", 1, leaves[0])
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return tagged("runproof.merkle-node", 1, head(leaves[:k]), head(leaves[k:]))


def root(leaves):
    return tagged("runproof.merkle-root", 1, struct.pack("<Q", len(leaves)), head(leaves))


print("# Computed by digests.v1.py with CPython's hashlib. Lines: tag, version, lengths of parts, digest; part i of length n is (7j+3) mod 256.")
for tag, version, lengths in [
    ("runproof.object", 1, [0]),
    ("runproof.object", 1, [1]),
    ("runproof.object", 1, [477]),
    ("runproof.object", 1, [487]),
    ("runproof.object", 1, [488]),
    ("runproof.object", 1, [65536]),
    ("runproof.object", 2, [1]),
    ("runproof.tensor", 1, [1]),
    ("runproof.tensor", 1, [3, 0]),
    ("runproof.tensor", 1, [0, 3]),
    ("runproof.merkle-node", 1, [32, 32]),
    ("runproof.values", 1, [2, 1, 0]),
    ("runproof.values", 1, [400, 300, 200]),
    ("x", 255, [5]),
]:
    print(tag, version, ",".join(map(str, lengths)), tagged(tag, version, *map(pattern, lengths)).hex())

print("# Lines: merkle, number of leaves, root; leaf i is SHA-256 of the u64 LE i.")
for count in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 100, 130, 1000]:
    print("merkle", count, root([hashlib.sha256(struct.pack("<Q", i)).digest() for i in range(count)]).hex())
