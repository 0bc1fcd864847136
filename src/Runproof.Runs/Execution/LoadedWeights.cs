using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Formats;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Proofs;
using Runproof.Proofs.Security;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Execution;

/// <summary>The bound weights of a model in memory, as their owner has them: committed to again, with a setup proof that was verified.</summary>
internal sealed class LoadedWeights
{
    private LoadedWeights(ReadOnlyMemory<byte> bytes, OwnerWeights owner, CommittedWeights committed, SecurityReport report)
    {
        Bytes = bytes;
        Committed = committed;
        Report = report;
        Digest = owner.Model.Digest;
        Entry = new ReceiptBoundModel(owner.Model, owner.Setup);
    }

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The weights with their commitment.</summary>
    public CommittedWeights Committed { get; }

    /// <summary>The proven bits of the setup proof.</summary>
    public SecurityReport Report { get; }

    /// <summary>The digest of the bound model, by which circuits name it.</summary>
    public Digest Digest { get; }

    /// <summary>What a receipt says of it.</summary>
    public ReceiptBoundModel Entry { get; }

    /// <summary>Reads a file, commits and verifies.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="problem">What is wrong, following the name of the file, if the result is false.</param>
    public static bool TryLoad(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out LoadedWeights? weights, [NotNullWhen(false)] out string? problem)
    {
        weights = null;
        problem = null;
        if (!OwnerWeightsFormat.TryRead(bytes.Span, out var owner, out var malformed))
            problem = $"cannot be read: {malformed.ToDiagnostic("weights", Phase.Read).Message}";
        else if (!owner.TryCommit(new Workers(Environment.ProcessorCount), out var committed, out var report, out var error))
            problem = $"does not hold what it commits to: {error.Code}";
        else
            weights = new LoadedWeights(bytes, owner, committed, report);
        return weights is not null;
    }
}
