using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;

namespace Runproof.Core.Traces;

/// <summary>A claim as a file of its own: a magic of 8 bytes, the version (u32 LE), then the canonical bytes of the claim and nothing after them.</summary>
public static class ClaimFile
{
    /// <summary>The version that is written and read.</summary>
    public const uint Version = 1;

    /// <summary>The first 8 bytes of every claim.</summary>
    public static ReadOnlySpan<byte> Magic => "RPCLAIM\n"u8;

    /// <summary>The bytes of the file.</summary>
    /// <param name="claim">The claim.</param>
    public static byte[] Encode(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return FilePreamble.Before(Magic, Version, claim.Encode());
    }

    /// <summary>Reads a claim from the bytes of its file.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="error">What is wrong and where, if the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> file, string subject, [NotNullWhen(true)] out Claim? claim, [NotNullWhen(false)] out Diagnostic? error)
    {
        claim = null;
        error = FilePreamble.Problem(file, Magic, Version, subject, "a claim", TraceErrors.NotAClaim, TraceErrors.ClaimVersion);
        if (error is null && !Claim.TryDecode(file[FilePreamble.Length..], out claim, out var problem))
            error = problem.ToDiagnostic(subject, Phase.Read) with { Offset = FilePreamble.Length + problem.Offset };
        return claim is not null;
    }
}
