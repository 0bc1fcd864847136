"""Independent computation of transcript.v1.txt: python3 transcript.v1.py > transcript.v1.txt (b3sum of the BLAKE3 authors, no code of Runproof)."""
import os
import struct
import subprocess
import tempfile

P = 2**64 - 2**32 + 1


def blake3(message, key=None):
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(message)
    mode = [] if key is None else ["--keyed"]
    done = subprocess.run(["b3sum", "--no-names", *mode, file.name], input=key, capture_output=True, check=True)
    os.unlink(file.name)
    return bytes.fromhex(done.stdout.decode().strip())


state = blake3(b"runproof.transcript/1")
pending = b""


def item(kind, label, payload=b""):
    global pending
    pending += struct.pack("<BB", kind, len(label)) + label + struct.pack("<Q", len(payload)) + payload


def mix():
    global state, pending
    state, pending = blake3(pending, state), b""


def stream():
    block = 0
    while True:
        yield from blake3(b"\0" + struct.pack("<Q", block), state)
        block += 1


def challenges(label, degree, count):
    item(7, label, struct.pack("<IQ", 8 * degree, count))
    mix()
    source, drawn = stream(), []
    while len(drawn) < count:
        words = struct.unpack(f"<{degree}Q", bytes(next(source) for _ in range(8 * degree)))
        if all(word < P for word in words):
            drawn.append(words)
    print(label.decode(), *(word for words in drawn for word in words))


def indices(label, count, bound):
    item(8, label, struct.pack("<II", count, bound))
    mix()
    source, drawn, mask = stream(), set(), (1 << (bound - 1).bit_length()) - 1
    while len(drawn) < count:
        index = struct.unpack("<I", bytes(next(source) for _ in range(4)))[0] & mask
        if index < bound:
            drawn.add(index)
    print(label.decode(), *sorted(drawn))


def work(label, bits):
    item(9, label, struct.pack("<Q", bits))
    mix()
    nonce = 0
    while int.from_bytes(blake3(b"\1" + bytes(55) + struct.pack("<Q", nonce), state)[:8], "little") % 2**bits:
        nonce += 1
    item(10, label, struct.pack("<Q", nonce))
    print(label.decode(), nonce)


print("# Computed by transcript.v1.py with b3sum 1.2.0. Lines: label and what was drawn under it; never edited.")
item(3, b"protocol", b"golden")
item(4, b"version", struct.pack("<Q", 1))
item(3, b"profile", b"p100")
item(3, b"bytes", bytes(range(7)))
item(5, b"root", bytes(range(32)))
challenges(b"alpha", 2, 3)
challenges(b"beta", 3, 1)
item(2, b"part")
item(6, b"values", struct.pack("<IQQ", 8, 5, P - 1))
item(6, b"none", struct.pack("<I", 16))
work(b"work", 7)
indices(b"queries", 20, 100)
indices(b"all", 8, 8)
challenges(b"last", 1, 2)
