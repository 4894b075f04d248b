#!/usr/bin/env python3
"""Checks proofs and copies of a log of Công Văn with nothing but its public key.

    verify_log.py --key VKEY|FILE [--entry FILE] [--api-key-file FILE] PROOF|FOLDER|URL...

Python 3.8 or later, standard library only. docs/formats/log-proof.md says what is checked. Prints a
line for each, beginning with 0 it holds, 1 it does not, 2 the log's key is not known, 3 it is no
proof and no log; ends with the highest of them.
"""

import argparse
import base64
import datetime
import hashlib
import json
import os
import re
import sys
import unicodedata
import urllib.error
import urllib.request

HOLDS, DOES_NOT_HOLD, CANNOT_CONCLUDE, UNREADABLE = range(4)
MAX_NOTE = 256 * 1024
MAX_ENTRY = 65535
MAX_ENTRIES = 1_000_000_000
MAX_LONG = 2**63 - 1
WIDTH = 256


class Ended(Exception):
    """Nothing more needs to be looked at."""

    def __init__(self, outcome, why):
        super().__init__(why)
        self.outcome = outcome


class Refused(Exception):
    """Something is not well formed, or not what it says that it is."""


def require(holds, otherwise):
    if not holds:
        raise Refused(otherwise)


# Ed25519 (RFC 8032), in extended coordinates.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point(encoded):
    """The point in 32 bytes, None where there is none."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return point_equal(point_times(s, BASE), point_add(r, point_times(k, a)))


# Notes, keys, checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature).


def text_of(data):
    require(len(data) <= MAX_NOTE, "too long")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("is not UTF-8") from None
    require(not any(c < " " and c != "\n" for c in text), "holds a control character")
    return text


def base64_of(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, UnicodeEncodeError):
        raise Refused("holds base64 that is not canonical") from None
    require(base64.b64encode(data).decode("ascii") == text, "holds base64 that is not canonical")
    return data


def hash_of(text):
    data = base64_of(text)
    require(len(data) == 32, "holds a hash that is not 32 bytes long")
    return data


def decimal(text):
    require(re.fullmatch("0|[1-9][0-9]{0,18}", text), "holds a number that is not plain decimal")
    require(int(text) <= MAX_LONG, "holds a number that is too large")
    return int(text)


def require_name(name):
    spaces = ("Zs", "Zl", "Zp")
    bad = any(c == "+" or c.isspace() or unicodedata.category(c) in spaces for c in name)
    require(name and not bad, "holds a key name that is empty or has a space or a plus sign")


class Key:
    """A vkey: of a log (type 1) or of a witness (type 4)."""

    def __init__(self, vkey):
        parts = vkey.split("+", 2)
        require(len(parts) == 3, "a key has a name, an id and its bytes")
        self.name, typed = parts[0], base64_of(parts[2])
        require_name(self.name)
        require(len(typed) == 33 and typed[0] in (1, 4), "the key is not Ed25519")
        self.type, self.public = typed[0], typed[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + typed).digest()[:4]
        require(self.id.hex() == parts[1], "the key's id does not belong to it")
        require(point(self.public) is not None, "the key is no point of the curve")

    def verify(self, text, signature):
        message = text.encode()
        if self.type == 4:
            require(len(signature) == 72, "a cosignature has a wrong length")
            seconds = int.from_bytes(signature[:8], "big")
            message = b"cosignature/v1\ntime %d\n" % seconds + message
            signature = signature[8:]
        require(ed25519(self.public, message, signature), "a signature does not fit the text")


class Note:
    def __init__(self, text):
        split = text.rfind("\n\n")
        require(split >= 0, "has no empty line before its signatures")
        self.text, lines = text[: split + 1], text[split + 2 :]
        require(lines.endswith("\n"), "does not end with a signature and a line feed")
        lines = lines[:-1].split("\n")
        require(len(lines) <= 100, "has more than 100 signatures")
        self.signatures = [self.signature(line) for line in lines]

    @staticmethod
    def signature(line):
        require(line.startswith("\u2014 "), "a signature line has no em dash")
        name, space, encoded = line[2:].partition(" ")
        require(space, "a signature line has no signature")
        require_name(name)
        data = base64_of(encoded)
        require(len(data) > 4, "a signature is too short")
        return name, data[:4], data[4:]

    def verify(self, keys):
        """Those of the keys that signed; a bad signature of any of them is no signature at all."""
        signers = []
        for name, key_id, signature in self.signatures:
            for key in keys:
                if (key.name, key.id) == (name, key_id):
                    key.verify(self.text, signature)
                    signers.append(key)
        return signers


class Checkpoint:
    def __init__(self, text):
        lines = text.split("\n")
        require(len(lines) == 4 and not lines[3], "a checkpoint has three lines")
        require(lines[0], "a checkpoint without origin")
        self.origin, self.size, self.root = lines[0], decimal(lines[1]), hash_of(lines[2])


def signed(note, checkpoint, keys):
    mine = [key for key in keys if key.type == 1 and key.name == checkpoint.origin]
    if not mine:
        raise Ended(CANNOT_CONCLUDE, "no trusted key of log " + checkpoint.origin)
    try:
        signers = note.verify(keys)
        require(any(key in signers for key in mine), "is not signed by " + checkpoint.origin)
    except Refused as e:
        raise Ended(DOES_NOT_HOLD, "the checkpoint: %s" % e) from None


# The tree (RFC 6962, RFC 9162).


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def require_inclusion(index, size, path, leaf_hash, root):
    require(index < size, "the index is outside the tree")
    place, last, found = index, size - 1, leaf_hash
    for sibling in path:
        require(last, "the path is too long")
        if place & 1 or place == last:
            found = node(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, sibling)
        place, last = place >> 1, last >> 1
    require(last == 0, "the path is too short")
    require(found == root, "the path does not lead to the signed root")


# Entries (docs/formats/audit-entry.md).

CODE = "[!-~]{1,127}"
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SHA256 = "[0-9a-f]{64}"
TIME = r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{3}Z"


def is_match(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII)


def is_text(value):
    # Lengths are of UTF-16, as in JSON's own escapes.
    return (
        isinstance(value, str)
        and 0 < len(value.encode("utf-16-le")) // 2 <= 255
        and not any(unicodedata.category(c) in ("Cc", "Cs") for c in value)
    )


def is_time(value):
    found = re.fullmatch(TIME, value, re.ASCII) if isinstance(value, str) else None
    if not found:
        return False
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        # Python knows no year 0, which is a leap year.
        datetime.datetime(year or 4, month, day, hour, minute, second)
    except ValueError:
        return False
    return True


def is_hash(value):
    try:
        return isinstance(value, str) and len(hash_of(value)) == 32
    except Refused:
        return False


def is_number(value):
    return type(value) is int and 1 <= value <= MAX_LONG


def is_digests(value):
    return isinstance(value, list) and value and all(isinstance(one, str) for one in value)


def is_object(members):
    """Members by name; those whose name ends in a question mark may be absent."""
    known = {name.rstrip("?"): check for name, check in members.items()}
    always = {name for name in members if not name.endswith("?")}

    def check(value):
        return (
            isinstance(value, dict)
            and bool(value)
            and always <= value.keys() <= known.keys()
            and all(known[name](value[name]) for name in value)
        )

    return check


is_code = is_match(CODE)
is_state = is_object({"state": is_code, "sha256?": is_match(SHA256)})
is_entry = is_object(
    {
        "v": lambda value: type(value) is int and value == 1,
        "id": is_match(UUID),
        "type": is_code,
        "time": is_time,
        "log": is_code,
        "stream": is_code,
        "seq": is_number,
        "prev?": is_hash,
        "actor": is_object(
            {
                "kind": is_match("user|service|system"),
                "ref": is_text,
                "org?": is_code,
                "role": is_code,
                "auth": is_code,
            }
        ),
        "where": is_object({"channel": is_code, "node?": is_code, "peer?": is_code}),
        "object?": is_object(
            {"kind": is_code, "ref?": is_text, "mime?": is_text, "sha256?": is_match(SHA256)}
        ),
        "before?": is_state,
        "after?": is_state,
        "outcome": is_match("success|failure|denied"),
        "reason?": is_code,
        "corr?": is_object({"event?": is_match(UUID), "cause?": is_match(UUID)}),
        "sd?": is_digests,
    }
)


def members_once(pairs):
    members = dict(pairs)
    require(len(members) == len(pairs), "two members of the same name")
    return members


def read_entry(data):
    require(len(data) <= MAX_ENTRY, "an entry is too long")
    try:
        entry = json.loads(data.decode("utf-8"), object_pairs_hook=members_once)
        require(is_entry(entry), "an entry with a member that version 1 does not know so")
        canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        require(canonical.encode("utf-8") == data, "an entry that is not in canonical form")
    except (ValueError, RecursionError) as e:
        raise Refused("no entry: %s" % e) from None
    require((entry["seq"] == 1) == ("prev" not in entry), "an entry with the wrong predecessor")
    return entry


def number_of(origin):
    found = re.fullmatch(r"(.*)/log/([1-9][0-9]{0,8})", origin, re.ASCII)
    return (found.group(1), int(found.group(2))) if found else (origin, 1)


def is_of_log(named, origin):
    """An entry may have waited while a restore opened a new log, and names the one before."""
    (base, number), (later_base, later) = number_of(named), number_of(origin)
    return named == origin or (number < later and base == later_base)


# What is checked.


def check_proof(data, beside, keys):
    try:
        text = text_of(data)
        head, lines, at = [], text.split("\n"), 0
        while at < len(lines) - 1 and lines[at]:
            head.append(lines[at])
            at += 1
        require(at < len(lines) - 1, "ends too early")
        note = Note("\n".join(lines[at + 1 :]))
        require(head and head.pop(0) == "c2sp.org/tlog-proof@v1", "is no tlog-proof")
        entry = beside
        if head and head[0].startswith("extra "):
            carried = base64_of(head.pop(0)[len("extra ") :])
            entry = carried if entry is None else entry
        require(head and head[0].startswith("index "), "has no index")
        index = decimal(head.pop(0)[len("index ") :])
        require(len(head) <= 63, "has more than 63 hashes")
        path = [hash_of(line) for line in head]
        checkpoint = Checkpoint(note.text)
        signers = [(name, key_id) for name, key_id, _ in note.signatures]
        require(len(set(signers)) == len(signers), "two signatures of one key")
        require(entry is not None, "the proof does not carry its entry; use --entry")
    except Refused as e:
        raise Ended(UNREADABLE, str(e)) from None
    signed(note, checkpoint, keys)
    try:
        require_inclusion(index, checkpoint.size, path, leaf(entry), checkpoint.root)
        said = read_entry(entry)
        require(is_of_log(said["log"], checkpoint.origin), "the entry is of another log")
    except Refused as e:
        raise Ended(DOES_NOT_HOLD, str(e)) from None
    return "entry %d of %d in %s: %s, %s %d, %s" % (
        index,
        checkpoint.size,
        checkpoint.origin,
        said["type"],
        said["stream"],
        said["seq"],
        said["time"],
    )


def tile_name(index):
    name = "%03d" % (index % 1000)
    while index >= 1000:
        index //= 1000
        name = "x%03d/%s" % (index % 1000, name)
    return name


def fetched(read, kind, index, width, each):
    """A part of a log; one that has grown since need only keep the whole."""
    whole = "tile/%s/%s" % (kind, tile_name(index))
    narrow = whole if width == WIDTH else "%s.p/%d" % (whole, width)
    data = read(narrow, width * each)
    if data is None and narrow != whole:
        data = read(whole, WIDTH * each)
    if data is None:
        raise Ended(DOES_NOT_HOLD, "%s is not there" % narrow)
    return data


def entries_of(bundle, width):
    entries, at = [], 0
    while at + 2 <= len(bundle):
        length = int.from_bytes(bundle[at : at + 2], "big")
        require(at + 2 + length <= len(bundle), "entries end too early")
        entries.append(bundle[at + 2 : at + 2 + length])
        at += 2 + length
    require(at == len(bundle) and len(entries) in (width, WIDTH), "entries do not fill their file")
    return entries[:width]


def check_tile(read, level, index, hashes):
    data = fetched(read, level, index, len(hashes), 32)
    whole = len(data) in (32 * len(hashes), 32 * WIDTH)
    require(whole and data.startswith(b"".join(hashes)), "tile %d/%d differs" % (level, index))


def root_of(hashes):
    """The root over the leaves, or over whole subtrees of one size."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        even = len(hashes) // 2 * 2
        hashes = [node(hashes[i], hashes[i + 1]) for i in range(0, even, 2)] + hashes[even:]
    return hashes[0]


def check_log(read, keys):
    try:
        data = read("checkpoint", MAX_NOTE)
        require(data is not None, "there is no checkpoint here")
        note = Note(text_of(data))
        checkpoint = Checkpoint(note.text)
    except Refused as e:
        raise Ended(UNREADABLE, str(e)) from None
    signed(note, checkpoint, keys)
    if checkpoint.size > MAX_ENTRIES:
        raise Ended(UNREADABLE, "more than %d entries" % MAX_ENTRIES)
    try:
        return rebuilt(read, checkpoint)
    except Refused as e:
        raise Ended(DOES_NOT_HOLD, str(e)) from None


def rebuilt(read, checkpoint):
    streams, level = {}, []
    first = number_of(checkpoint.origin)[1] == 1
    for start in range(0, checkpoint.size, WIDTH):
        width = min(WIDTH, checkpoint.size - start)
        bundle = fetched(read, "entries", start // WIDTH, width, 2 + MAX_ENTRY)
        leaves = []
        for data in entries_of(bundle, width):
            entry, leaf_hash = read_entry(data), leaf(data)
            require(is_of_log(entry["log"], checkpoint.origin), "an entry is of another log")
            seq, prev = entry["seq"], entry.get("prev")
            before = streams.get(entry["stream"])
            if before is None:
                # Of a log that a restore opened, streams may begin in the one before it.
                require(seq == 1 or not first, "a stream does not begin with 1")
            else:
                chained = prev is not None and hash_of(prev) == before[1]
                require(seq == before[0] + 1 and chained, "a stream is broken")
            streams[entry["stream"]] = (seq, leaf_hash)
            leaves.append(leaf_hash)
        check_tile(read, 0, start // WIDTH, leaves)
        level.append(root_of(leaves))
    root = root_of(list(level))
    require(root == checkpoint.root, "the entries do not lead to the signed root")
    whole, number = level[: checkpoint.size // WIDTH], 1
    while whole:
        for start in range(0, len(whole), WIDTH):
            check_tile(read, number, start // WIDTH, whole[start : start + WIDTH])
        complete = len(whole) // WIDTH
        whole = [root_of(whole[i * WIDTH : (i + 1) * WIDTH]) for i in range(complete)]
        number += 1
    return "%d entries in %s, %d streams" % (checkpoint.size, checkpoint.origin, len(streams))


# Where it comes from.


def limited(stream, most):
    data = stream.read(most + 1)
    if len(data) > most:
        raise OSError("longer than %d bytes" % most)
    return data


def read_file(path, most):
    with open(path, "rb") as file:
        return limited(file, most)


def in_folder(folder):
    def read(path, most):
        try:
            return read_file(os.path.join(folder, *path.split("/")), most)
        except FileNotFoundError:
            return None

    return read


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could take the API key elsewhere."""

    def redirect_request(self, *_):
        return None


def at_url(url, api_key):
    opener = urllib.request.build_opener(NoRedirect)

    def read(path, most):
        request = urllib.request.Request(url.rstrip("/") + "/" + path)
        if api_key:
            request.add_header("Authorization", "Bearer " + api_key)
        try:
            with opener.open(request, timeout=30) as answer:
                return limited(answer, most)
        except urllib.error.HTTPError as e:
            if e.code == 404:
                return None
            raise

    return read


def check(what, keys, beside, api_key):
    try:
        if re.match("https?://", what):
            return HOLDS, check_log(at_url(what, api_key), keys)
        if os.path.isdir(what):
            return HOLDS, check_log(in_folder(what), keys)
        return HOLDS, check_proof(read_file(what, MAX_NOTE), beside, keys)
    except Ended as e:
        return e.outcome, str(e)
    except OSError as e:
        return UNREADABLE, str(e)


def keys_of(named):
    keys = []
    for one in named:
        lines = [one]
        if os.path.isfile(one):
            lines = read_file(one, MAX_NOTE).decode("utf-8").splitlines()
        keys += [Key(line.strip()) for line in lines if line.strip()]
    return keys


class Options(argparse.ArgumentParser):
    def error(self, message):
        self.exit(UNREADABLE, "%s%s\n" % (self.format_usage(), message))


def main():
    options = Options(description="Checks proofs and copies of a log.")
    options.add_argument("--key", action="append", default=[], help="a vkey, or a file of them")
    options.add_argument("--entry", help="the entry's file, where the proof does not carry it")
    options.add_argument("--api-key-file", help="an auditor's API key, for an address")
    options.add_argument("what", nargs="+", help="a proof, a folder with a log, or an address")
    given = options.parse_args()
    try:
        keys = keys_of(given.key)
        beside = read_file(given.entry, MAX_ENTRY) if given.entry else None
        api_key = None
        if given.api_key_file:
            api_key = read_file(given.api_key_file, 4096).decode("ascii").strip()
    except (OSError, ValueError, Refused) as e:
        print(UNREADABLE, e, file=sys.stderr)
        return UNREADABLE
    worst = HOLDS
    for what in given.what:
        outcome, why = check(what, keys, beside, api_key)
        print("%d %s: %s" % (outcome, what, why.replace("\n", " ")))
        worst = max(worst, outcome)
    return worst


if __name__ == "__main__":
    sys.exit(main())
