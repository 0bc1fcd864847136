using Runproof.Core.Hashing;

namespace Runproof.Core.Traces;

/// <summary>A value of a trace.</summary>
/// <param name="Digest">Its digest, recomputed from the bytes when the trace was read.</param>
/// <param name="Bytes">Its canonical bytes.</param>
public readonly record struct TraceValue(Digest Digest, ReadOnlyMemory<byte> Bytes);
