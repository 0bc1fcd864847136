using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Verifier.Claims;

/// <summary>
/// A signature of a claim: a magic of 8 bytes, the version (u32 LE), the digest of the claim, the digest of the public key, and the 64 bytes of an ECDSA signature on P-256
/// (r, then s) of <c>ClaimSignature(digest of the claim)</c>.
/// </summary>
/// <param name="Claim">Digest of the claim.</param>
/// <param name="Key">Digest of the public key.</param>
/// <param name="Value">The signature.</param>
/// <remarks><b>Soundness</b>: that a key belongs to somebody is for the caller to know. Of one claim a key has many signatures.</remarks>
public sealed record ClaimSignature(Digest Claim, Digest Key, ReadOnlyMemory<byte> Value)
{
    /// <summary>The version that is written and read.</summary>
    public const uint Version = 1;

    /// <summary>Bytes of the ECDSA signature.</summary>
    public const int ValueLength = 64;

    /// <summary>The first 8 bytes of every signature.</summary>
    public static ReadOnlySpan<byte> Magic => "RPCSIGN\n"u8;

    /// <summary>What is signed for a claim. Length: 32 bytes.</summary>
    /// <param name="claim">Digest of the claim.</param>
    public static byte[] MessageOf(Digest claim) => TaggedHash.Compute(DigestTags.ClaimSignature, claim.ToArray()).ToArray();

    /// <summary>Names a public key.</summary>
    /// <param name="key">The key.</param>
    public static Digest DigestOf(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TaggedHash.Compute(DigestTags.PublicKey, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] Encode() => FilePreamble.Before(Magic, Version, [.. Claim.ToArray(), .. Key.ToArray(), .. Value.Span]);

    /// <summary>Reads a signature from the bytes of its file.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="error">What is wrong and where, if the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> file, string subject, [NotNullWhen(true)] out ClaimSignature? signature, [NotNullWhen(false)] out Diagnostic? error)
    {
        signature = null;
        error = FilePreamble.Problem(file, Magic, Version, subject, "the signature of a claim", SignatureErrors.NotASignature, SignatureErrors.UnknownVersion);
        if (error is not null)
            return false;
        var reader = new PostcardReader(file[FilePreamble.Length..]);
        if (reader.TryReadDigest(out Digest claim) && reader.TryReadDigest(out Digest key) && reader.TryReadRaw(ValueLength, out ReadOnlySpan<byte> value) && reader.TryFinish())
            signature = new ClaimSignature(claim, key, value.ToArray());
        error = reader.Error?.ToDiagnostic(subject, Phase.Read) is { } problem ? problem with { Offset = FilePreamble.Length + problem.Offset } : null;
        return signature is not null;
    }

    /// <summary>What is wrong with the signature of a claim by a key; null where nothing is.</summary>
    /// <param name="claim">Digest of the claim.</param>
    /// <param name="key">The public key, on P-256.</param>
    /// <param name="subject">Name of the file, for the error.</param>
    public Diagnostic? Problem(Digest claim, ECDsa key, string subject)
    {
        ArgumentNullException.ThrowIfNull(key);
        string? message = Claim != claim ? $"the signature is of the claim {Claim.ToShortString()}, and this is {claim.ToShortString()}"
            : Key != DigestOf(key) ? "the signature is by another key"
            : !key.VerifyHash(MessageOf(claim), Value.Span, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) ? "the signature is not one of this key"
            : null;
        return message is null ? null : new Diagnostic(SignatureErrors.Wrong, Phase.Verify, subject, message, "the signature and the key of whoever made the claim");
    }
}
