using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>What a proof opens, and what of it was asked for.</summary>
internal sealed class OpenedEvidence : FraudEvidence
{
    private readonly FraudProof _proof;
    private readonly ImmutableArray<Digest> _digests;
    private readonly bool[] _usedRecords;
    private readonly bool[] _usedValues;

    public OpenedEvidence(FraudProof proof)
    {
        _proof = proof;
        _digests = [.. proof.Values.Select(value => TaggedHash.Compute(DigestTags.Value, value.Span))];
        _usedRecords = new bool[proof.Records.Length];
        _usedValues = new bool[proof.Values.Length];
    }

    /// <summary>Whether everything was asked for.</summary>
    public bool IsUsedUp => !_usedRecords.Contains(false) && !_usedValues.Contains(false);

    public override StepRecord? RecordAt(ulong position) => Use(IndexOf(opened => (ulong)opened.Opening.Index == position));

    public override StepRecord? RecordOf(ImmutableArray<uint> path) => Use(IndexOf(opened => opened.Record.Coordinates.Path.AsSpan().SequenceEqual(path.AsSpan())));

    public override StepRecord? LastCallOf(ImmutableArray<uint> path)
    {
        int last = -1;
        for (int i = 0; i < _proof.Records.Length; i++)
        {
            ImmutableArray<uint> found = _proof.Records[i].Record.Coordinates.Path;
            bool isCall = found.Length == path.Length + 1 && found.AsSpan()[..path.Length].SequenceEqual(path.AsSpan());
            if (isCall && (last < 0 || found[^1] > _proof.Records[last].Record.Coordinates.Path[^1]))
                last = i;
        }

        return Use(last);
    }

    public override bool TryGetValue(Digest digest, out ReadOnlyMemory<byte> value)
    {
        int index = _digests.BinarySearch(digest);
        value = index < 0 ? default : _proof.Values[index];
        if (index >= 0)
            _usedValues[index] = true;
        return index >= 0;
    }

    private int IndexOf(Func<OpenedRecord, bool> predicate)
    {
        for (int i = 0; i < _proof.Records.Length; i++)
        {
            if (predicate(_proof.Records[i]))
                return i;
        }

        return -1;
    }

    private StepRecord? Use(int index)
    {
        if (index < 0)
            return null;
        _usedRecords[index] = true;
        return _proof.Records[index].Record;
    }
}
