using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Recording;

/// <summary>What a run commits to, computed without keeping anything: for proofs of a run that is not recorded.</summary>
/// <param name="program">Digest of the program.</param>
/// <param name="mode">The run mode.</param>
internal sealed class ClaimDraft(Digest program, RunMode mode) : IRunSink
{
    private readonly MerkleFrontier _log = new();
    private readonly ImmutableArray<Digest>.Builder _inputs = ImmutableArray.CreateBuilder<Digest>();
    private readonly ImmutableArray<Checkpoint>.Builder _checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();

    public int InputCount => _inputs.Count;

    public long StepCount => _log.Count;

    public Digest RecordInput(Tensor tensor)
    {
        var digest = RecordValue(tensor);
        _inputs.Add(digest);
        return digest;
    }

    public Digest RecordValue(Tensor tensor) => TensorEncoding.DigestOf(tensor);

    public void RecordStep(StepRecord record)
    {
        _log.Append(record.Leaf);
        if (_log.Count % Claim.CheckpointInterval == 0)
            _checkpoints.Add(new Checkpoint((ulong)_log.Count, _log.Root));
    }

    public Claim ClaimOf(StepOutcome outcome, ImmutableArray<Digest> outputs) =>
        new(program, mode, _inputs.ToImmutable(), outputs, outcome, (ulong)_log.Count, _log.Root, _checkpoints.ToImmutable());
}
