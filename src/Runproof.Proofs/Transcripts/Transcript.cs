using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;

namespace Runproof.Proofs.Transcripts;

/// <summary>
/// The Fiat–Shamir transcript: both sides append every message in the same order, and each challenge is a function of everything appended before it.
/// <c>docs/prove/transcript.md</c> specifies every byte. A transcript cannot be copied or rewound: there is one history.
/// </summary>
/// <remarks>
/// <b>Soundness</b>: append whatever is claimed before the challenge that it must not depend on; draw challenges in the extension field, never in the base
/// field; take indices only from <see cref="DrawIndices"/>.
/// Source: Fiat and Shamir, CRYPTO '86; the strong form of Bernhard, Pereira and Warinschi, ASIACRYPT 2012.
/// </remarks>
public sealed class Transcript
{
    /// <summary>The longest label, in characters.</summary>
    public const int MaxLabelLength = 64;

    /// <summary>The most work that is ever asked for, in bits.</summary>
    public const int MaxWorkBits = 40;

    private const byte WorkTag = 1;
    private const int WorkLength = 64;
    private const int WorkBatch = 256;
    private const int InitialCapacity = 1024;

    // A field accepts at least one in 256 candidates of its size; so many refusals in a row mean that it accepts none.
    private const int MaxRefusals = 1 << 16;

    private static readonly Hash256 Start = Blake3.Hash(Blake3Mode.Hash, "runproof.transcript/1"u8);

    private readonly ICollection<string>? _log;
    private Hash256 _state = Start;
    private byte[] _pending = new byte[InitialCapacity];
    private int _pendingLength;

    /// <summary>Begins a transcript.</summary>
    /// <param name="protocol">The name of the protocol, as a label.</param>
    /// <param name="version">The version of the protocol's messages.</param>
    /// <param name="profile">The name of the parameter set, as a label.</param>
    /// <param name="log">Receives one line per item: kind, label and sizes, never values. For tests and for people who look for a difference.</param>
    /// <remarks><b>Transcript</b>: protocol, version, profile.</remarks>
    public Transcript(string protocol, ulong version, string profile, ICollection<string>? log = null)
    {
        _log = log;
        AppendBytes("protocol", Encode(protocol));
        AppendUInt64("version", version);
        AppendBytes("profile", Encode(profile));
    }

    /// <summary>Says that a part of the protocol begins, so that equal labels in different parts are different items.</summary>
    /// <param name="label">The name of the part.</param>
    public void Section(string label)
    {
        _log?.Add($"section {label}");
        Begin(TranscriptItem.Section, label, 0);
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="label">What they are.</param>
    /// <param name="value">The bytes; may be empty.</param>
    public void AppendBytes(string label, ReadOnlySpan<byte> value)
    {
        _log?.Add(Line($"bytes {label} [{value.Length}]"));
        value.CopyTo(Begin(TranscriptItem.Bytes, label, value.Length));
    }

    /// <summary>Appends a number.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="value">The number.</param>
    public void AppendUInt64(string label, ulong value)
    {
        _log?.Add($"u64 {label}");
        BinaryPrimitives.WriteUInt64LittleEndian(Begin(TranscriptItem.UInt64, label, sizeof(ulong)), value);
    }

    /// <summary>Appends a hash, such as a root.</summary>
    /// <param name="label">What it is the hash of.</param>
    /// <param name="value">The hash.</param>
    public void AppendHash(string label, Hash256 value)
    {
        _log?.Add($"hash {label}");
        value.CopyTo(Begin(TranscriptItem.Hash, label, Hash256.Size));
    }

    /// <summary>Appends one field element.</summary>
    /// <typeparam name="F">The field.</typeparam>
    /// <param name="label">What it is.</param>
    /// <param name="value">The element.</param>
    public void AppendElement<F>(string label, F value)
        where F : struct, IField<F> => AppendElements<F>(label, [value]);

    /// <summary>Appends field elements as one item.</summary>
    /// <typeparam name="F">The field.</typeparam>
    /// <param name="label">What they are.</param>
    /// <param name="values">The elements; may be empty.</param>
    public void AppendElements<F>(string label, ReadOnlySpan<F> values)
        where F : struct, IField<F>
    {
        int size = F.EncodedSize;
        _log?.Add(Line($"elements {label} [{values.Length} of {size}]"));
        var payload = Begin(TranscriptItem.Elements, label, checked(sizeof(uint) + (values.Length * size)));
        BinaryPrimitives.WriteUInt32LittleEndian(payload, (uint)size);
        payload = payload[sizeof(uint)..];
        for (int i = 0; i < values.Length; i++)
            F.Write(values[i], payload.Slice(i * size, size));
    }

    /// <summary>Draws one field element.</summary>
    /// <typeparam name="F">The field of the challenge.</typeparam>
    /// <param name="label">What it is.</param>
    public F DrawChallenge<F>(string label)
        where F : struct, IField<F>
    {
        F challenge = default;
        DrawChallenges(label, new Span<F>(ref challenge));
        return challenge;
    }

    /// <summary>Draws field elements, each uniform and independent of the others: candidates that encode no element are refused, never reduced.</summary>
    /// <typeparam name="F">The field of the challenges.</typeparam>
    /// <param name="label">What they are.</param>
    /// <param name="challenges">Where they go.</param>
    public void DrawChallenges<F>(string label, Span<F> challenges)
        where F : struct, IField<F>
    {
        int size = F.EncodedSize;
        _log?.Add(Line($"challenge {label} [{challenges.Length} of {size}]"));
        var payload = Begin(TranscriptItem.Challenge, label, sizeof(uint) + sizeof(ulong));
        BinaryPrimitives.WriteUInt32LittleEndian(payload, (uint)size);
        BinaryPrimitives.WriteUInt64LittleEndian(payload[sizeof(uint)..], (ulong)challenges.Length);
        var stream = new ChallengeStream(Mix());
        Span<byte> candidate = stackalloc byte[size];
        foreach (ref var challenge in challenges)
        {
            int refusals = 0;
            stream.Read(candidate);
            while (!F.TryRead(candidate, out challenge))
            {
                if (++refusals == MaxRefusals)
                    throw new InvalidOperationException($"{typeof(F).Name} reads next to none of its encodings.");
                stream.Read(candidate);
            }
        }
    }

    /// <summary>Draws different indices, uniform among all sets of that many.</summary>
    /// <param name="label">What they are indices of.</param>
    /// <param name="count">How many; 1 to <paramref name="bound"/>.</param>
    /// <param name="bound">What they are below; at least 1.</param>
    /// <returns>The indices in ascending order, without repetition.</returns>
    public int[] DrawIndices(string label, int count, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bound);
        _log?.Add(Line($"indices {label} [{count} below {bound}]"));
        var payload = Begin(TranscriptItem.Indices, label, 2 * sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(payload, (uint)count);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[sizeof(uint)..], (uint)bound);
        var stream = new ChallengeStream(Mix());
        uint mask = BitOperations.RoundUpToPowerOf2((uint)bound) - 1;
        Span<byte> candidate = stackalloc byte[sizeof(uint)];
        int[] indices = new int[count];
        int drawn = 0;
        while (drawn < count)
        {
            stream.Read(candidate);
            int index = (int)(BinaryPrimitives.ReadUInt32LittleEndian(candidate) & mask);
            int place = indices.AsSpan(0, drawn).BinarySearch(index);
            if (index >= bound || place >= 0)
                continue;
            indices.AsSpan(~place, drawn - ~place).CopyTo(indices.AsSpan(~place + 1));
            indices[~place] = index;
            drawn++;
        }

        return indices;
    }

    /// <summary>Does proof of work: finds the lowest nonce whose hash begins with zero bits. Makes every attempt at new challenges after it dearer.</summary>
    /// <param name="label">What the work protects.</param>
    /// <param name="bits">How many zero bits; 0 to <see cref="MaxWorkBits"/>.</param>
    /// <param name="trials">The most nonces to try.</param>
    /// <param name="nonce">The nonce to send.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>False when the trials did not suffice; this transcript then leads nowhere.</returns>
    public bool TryGrind(string label, int bits, ulong trials, out ulong nonce, CancellationToken cancellationToken = default)
    {
        var mode = Blake3Mode.Keyed(BeginWork(label, bits));
        Span<byte> messages = stackalloc byte[WorkBatch * WorkLength];
        Span<Hash256> hashes = stackalloc Hash256[WorkBatch];
        messages.Clear();
        for (ulong first = 0; first < trials; first += WorkBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(WorkBatch, trials - first);
            for (int i = 0; i < count; i++)
                WriteTrial(messages.Slice(i * WorkLength, WorkLength), first + (ulong)i);
            Blake3.HashMany(mode, messages[..(count * WorkLength)], WorkLength, hashes[..count]);
            for (int i = 0; i < count; i++)
            {
                if (!IsWork(hashes[i], bits))
                    continue;
                nonce = first + (ulong)i;
                EndWork(label, nonce);
                return true;
            }
        }

        nonce = 0;
        return false;
    }

    /// <summary>Checks proof of work, at the place where the prover did it.</summary>
    /// <param name="label">What the work protects.</param>
    /// <param name="bits">How many zero bits the verifier's parameters ask for; 0 to <see cref="MaxWorkBits"/>.</param>
    /// <param name="nonce">The nonce that the prover sent. Where no work is asked for, only zero is right.</param>
    public bool TryCheckWork(string label, int bits, ulong nonce)
    {
        var mode = Blake3Mode.Keyed(BeginWork(label, bits));
        Span<byte> message = stackalloc byte[WorkLength];
        message.Clear();
        WriteTrial(message, nonce);
        EndWork(label, nonce);
        return IsWork(Blake3.Hash(mode, message), bits) && (bits != 0 || nonce == 0);
    }

    private static void WriteTrial(Span<byte> message, ulong nonce)
    {
        message[0] = WorkTag;
        BinaryPrimitives.WriteUInt64LittleEndian(message[^sizeof(ulong)..], nonce);
    }

    private static bool IsWork(Hash256 hash, int bits) =>
        (BinaryPrimitives.ReadUInt64LittleEndian(Hash256.AsBytes([hash])) & ((1UL << bits) - 1)) == 0;

    private static byte[] Encode(string label)
    {
        CheckLabel(label);
        return Encoding.ASCII.GetBytes(label);
    }

    private static void CheckLabel(string label)
    {
        if (label.Length is 0 or > MaxLabelLength || !Ascii.IsValid(label))
            throw new ArgumentException($"'{label}' is not 1 to {MaxLabelLength} ASCII characters.", nameof(label));
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private Hash256 BeginWork(string label, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaxWorkBits);
        _log?.Add(Line($"work {label} [{bits} bits]"));
        BinaryPrimitives.WriteUInt64LittleEndian(Begin(TranscriptItem.Work, label, sizeof(ulong)), (ulong)bits);
        return Mix();
    }

    private void EndWork(string label, ulong nonce) => BinaryPrimitives.WriteUInt64LittleEndian(Begin(TranscriptItem.Nonce, label, sizeof(ulong)), nonce);

    /// <summary>Appends the head of an item and returns the room for its payload.</summary>
    private Span<byte> Begin(TranscriptItem item, string label, int length)
    {
        CheckLabel(label);
        int head = 2 + label.Length + sizeof(ulong);
        int end = checked(_pendingLength + head + length);
        if (end > _pending.Length)
            Array.Resize(ref _pending, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _pending.Length)));
        var room = _pending.AsSpan(_pendingLength, head + length);
        room[0] = (byte)item;
        room[1] = (byte)label.Length;
        Encoding.ASCII.GetBytes(label, room[2..]);
        BinaryPrimitives.WriteUInt64LittleEndian(room[(2 + label.Length)..], (ulong)length);
        _pendingLength = end;
        return room[head..];
    }

    /// <summary>Takes everything appended since the last time into the state.</summary>
    private Hash256 Mix()
    {
        _state = Blake3.Hash(Blake3Mode.Keyed(_state), _pending.AsSpan(0, _pendingLength));
        _pendingLength = 0;
        return _state;
    }
}
