using System.Collections.Frozen;
using System.Text;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;

namespace Runproof.Runs.Store;

/// <summary>
/// The file in which a store notes what its runs claimed when they were closed: one line each, <c>run id, claim, program</c>. Someone who rewrites a
/// trace with all its digests still has to rewrite this list, and whoever keeps a copy of it elsewhere will notice.
/// </summary>
internal sealed class ClaimLog
{
    private const int LineLength = RunId.Length + 1 + (2 * Digest.Size) + 1 + (2 * Digest.Size) + 1;

    private ClaimLog(FrozenDictionary<string, KnownClaim> claims, Diagnostic? damage)
    {
        Claims = claims;
        Damage = damage;
    }

    public FrozenDictionary<string, KnownClaim> Claims { get; }

    /// <summary>The first line that is not one of ours; a last line without its end is what a killed process leaves, and no damage.</summary>
    public Diagnostic? Damage { get; }

    public static void Append(string path, string runId, KnownClaim claim)
    {
        using var file = StoreLock.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var end = EndOfLastLine(file);
        if (end != file.Length)
            file.SetLength(end);
        file.Position = end;
        var separator = EndsInside(file) ? "\n" : "";
        file.Write(Encoding.ASCII.GetBytes($"{separator}{runId} {claim.Claim} {claim.Program}\n"));
    }

    public static ClaimLog Read(string path)
    {
        if (!File.Exists(path))
            return new ClaimLog(FrozenDictionary<string, KnownClaim>.Empty, null);
        using var file = StoreLock.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        var text = Encoding.Latin1.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        var claims = new Dictionary<string, KnownClaim>(StringComparer.Ordinal);
        Diagnostic? damage = null;
        var start = 0;
        for (int end; (end = text.IndexOf('\n', start)) >= 0; start = end + 1)
        {
            var known = TryParse(text.AsSpan(start, end - start), out var id, out var claim)
                && (claims.TryAdd(id, claim) || claims[id] == claim);
            if (!known)
                damage ??= Damaged(path, start);
        }

        return new ClaimLog(claims.ToFrozenDictionary(StringComparer.Ordinal), damage);
    }

    private static bool TryParse(ReadOnlySpan<char> line, out string id, out KnownClaim claim)
    {
        id = "";
        claim = default;
        const int second = RunId.Length + 1;
        const int third = second + (2 * Digest.Size) + 1;
        if (line.Length != LineLength - 1 || line[second - 1] != ' ' || line[third - 1] != ' ')
            return false;
        id = line[..RunId.Length].ToString();
        if (!RunId.IsValid(id) || !Digest.TryParse(line[second..(third - 1)], out var digest) || !Digest.TryParse(line[third..], out var program))
            return false;
        claim = new KnownClaim(digest, program);
        return true;
    }

    private static long EndOfLastLine(FileStream file)
    {
        Span<byte> tail = stackalloc byte[LineLength];
        var start = Math.Max(0, file.Length - tail.Length);
        file.Position = start;
        var read = file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);

        // A torn line is shorter than a whole one, so that its start is in sight; anything else is damage, which appending must not remove.
        var newline = tail[..read].LastIndexOf((byte)'\n');
        return newline >= 0 ? start + newline + 1 : start == 0 ? 0 : file.Length;
    }

    private static bool EndsInside(FileStream file)
    {
        if (file.Position == 0)
            return false;
        file.Position--;
        return file.ReadByte() != '\n';
    }

    private static Diagnostic Damaged(string path, long offset) => new(
        StoreErrors.ClaimsDamaged, Phase.Store, path, "this line is not a run, its claim and its program, or contradicts an earlier line",
        "a copy of the file; without one, runs can still be checked on their own", offset);
}
