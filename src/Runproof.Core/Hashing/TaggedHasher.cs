using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Runproof.Core.Hashing;

/// <summary>
/// <see cref="TaggedHash"/> for any number of parts, and for parts that arrive in pieces. A part's length is hashed before its bytes, so it
/// has to be declared first; a caller whose length may turn out wrong (a file that grows) looks at <see cref="Remaining"/> before it appends.
/// </summary>
public sealed class TaggedHasher : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _finished;

    /// <summary>Starts a digest in a domain.</summary>
    /// <param name="tag">The domain.</param>
    public TaggedHasher(DigestTag tag)
    {
        Span<byte> prefix = stackalloc byte[DigestTag.MaxNameLength + 2];
        _hash.AppendData(prefix[..tag.WritePrefix(prefix)]);
    }

    /// <summary>Bytes of the current part that are still to come.</summary>
    public long Remaining { get; private set; }

    /// <summary>Begins the next part.</summary>
    /// <param name="length">How many bytes will be appended to it.</param>
    /// <exception cref="InvalidOperationException">The previous part is not complete, or the digest is finished.</exception>
    public void BeginPart(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ThrowUnlessComplete();
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, length);
        _hash.AppendData(prefix);
        Remaining = length;
    }

    /// <summary>Appends a piece of the current part.</summary>
    /// <param name="piece">At most <see cref="Remaining"/> bytes.</param>
    /// <exception cref="InvalidOperationException">The piece is longer than what remains of the part.</exception>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > Remaining)
            throw new InvalidOperationException($"{piece.Length} bytes appended to a part of which {Remaining} remain.");
        _hash.AppendData(piece);
        Remaining -= piece.Length;
    }

    /// <summary>Appends a whole part.</summary>
    /// <param name="part">The part.</param>
    public void AppendPart(ReadOnlySpan<byte> part)
    {
        BeginPart(part.Length);
        Append(part);
    }

    /// <summary>Appends a digest as a part of 32 bytes.</summary>
    /// <param name="part">The part.</param>
    public void AppendPart(Digest part)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        part.CopyTo(bytes);
        AppendPart(bytes);
    }

    /// <summary>The digest of all parts. May be called once.</summary>
    /// <exception cref="InvalidOperationException">The last part is not complete, or the digest is finished already.</exception>
    public Digest Finish()
    {
        ThrowUnlessComplete();
        _finished = true;
        Span<byte> hash = stackalloc byte[Digest.Size];
        _hash.GetHashAndReset(hash);
        return Digest.Read(hash);
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private void ThrowUnlessComplete()
    {
        if (_finished)
            throw new InvalidOperationException("The digest is finished.");
        if (Remaining != 0)
            throw new InvalidOperationException($"The current part lacks {Remaining} bytes.");
    }
}
