using Runproof.Core.Hashing;

namespace Runproof.Verifier.Claims;

/// <summary>Gives the bytes that have a digest, where they are at hand.</summary>
/// <param name="digest">The digest.</param>
/// <param name="value">The bytes; whoever gives them has computed their digest.</param>
public delegate bool ValueSource(Digest digest, out ReadOnlyMemory<byte> value);
