using System.Security.Cryptography;
using System.Text;

namespace Runproof.Tiles.Generator.Files;

/// <summary>128 bits of SHA-256 of a text, or of a set of texts, to tell whether something has changed since the last time. It is no identity of anything.</summary>
internal readonly record struct Fingerprint(ulong High, ulong Low)
{
    public static Fingerprint Of(string text)
    {
        using var sha = SHA256.Create();
        byte[] digest = sha.ComputeHash(Encoding.UTF8.GetBytes(text));
        return new Fingerprint(BitConverter.ToUInt64(digest, 0), BitConverter.ToUInt64(digest, 8));
    }

    /// <summary>The fingerprint of both sets, in any order.</summary>
    public static Fingerprint operator +(Fingerprint left, Fingerprint right) => new(unchecked(left.High + right.High), unchecked(left.Low + right.Low));
}
