using System.Buffers.Binary;
using Runproof.Proofs.Hashing;

namespace Runproof.Proofs.Transcripts;

/// <summary>The bytes that follow from a state of a transcript: block i is the hash, keyed with the state, of 0 ‖ i.</summary>
internal struct ChallengeStream(Hash256 state)
{
    private const byte SqueezeTag = 0;

    private readonly Blake3Mode _mode = Blake3Mode.Keyed(state);
    private Hash256 _block;
    private ulong _blocks;
    private int _used = Hash256.Size;

    /// <summary>Fills a span with the next bytes; they run on across blocks.</summary>
    public void Read(scoped Span<byte> destination)
    {
        Span<byte> message = stackalloc byte[1 + sizeof(ulong)];
        while (!destination.IsEmpty)
        {
            if (_used == Hash256.Size)
            {
                message[0] = SqueezeTag;
                BinaryPrimitives.WriteUInt64LittleEndian(message[1..], _blocks++);
                _block = Blake3.Hash(_mode, message);
                _used = 0;
            }

            int length = Math.Min(Hash256.Size - _used, destination.Length);
            Hash256.AsBytes([_block]).Slice(_used, length).CopyTo(destination);
            _used += length;
            destination = destination[length..];
        }
    }
}
