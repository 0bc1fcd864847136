using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Units;
using Runproof.Verifier.Disputes;

namespace Runproof.Runs.Disputes;

/// <summary>Decides a fraud proof about an output by executing the one call that it is about, on the inputs that the proof holds.</summary>
public static class FraudExecution
{
    /// <summary>The verdict with what executing the call shows in place of what hashes leave open.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="verdict">What verifying it showed.</param>
    /// <param name="registry">The tiles.</param>
    /// <param name="limits">What the call may take.</param>
    /// <param name="subject">Name of the file, for diagnostics.</param>
    /// <param name="cancellation">Stops within the call.</param>
    /// <remarks><b>Soundness</b>: the caller trusts the tiles that he names, as he does when he runs them.</remarks>
    public static Verdict Decide(FraudProof proof, Verdict verdict, TileRegistry registry, TileLimits limits, string subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(registry);
        int open = verdict.Checks.IndexOf(verdict.Checks.FirstOrDefault(check => check.Why?.Code == FraudErrors.NeedsExecution)!);
        if (open < 0)
            return verdict;
        Check before = verdict.Checks[open];
        return new Verdict(verdict.Checks.SetItem(open, Execute(proof, before, registry, limits, subject, cancellation)));
    }

    private static Check Execute(FraudProof proof, Check before, TileRegistry registry, TileLimits limits, string subject, CancellationToken cancellation)
    {
        StepRecord record = proof.Records[0].Record;
        var values = proof.Values.ToDictionary(value => TaggedHash.Compute(DigestTags.Value, value.Span));
        var inputs = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        foreach (Digest input in record.Inputs)
        {
            if (!values.TryGetValue(input, out ReadOnlyMemory<byte> value))
                return before;
            inputs.Add(value);
        }

        if (!registry.TryFind(record.Unit, out TileUnit? unit) || proof.Program.StepAt(record.Coordinates) is not { } step || step.Unit.Digest != record.Unit)
        {
            return before with { Why = new Diagnostic(TileErrors.Unknown, Phase.Verify, subject, $"no tile has the revision {record.Unit}", "the project that the claimed program was made from") };
        }

        CallResult? result = new OneCall(new TileCall(proof.Program.Name, step.Name, record.Coordinates, unit, inputs.ToImmutable()), limits).Make(cancellation);
        if (result is not { } made || made.Outcome == StepOutcome.TimedOut)
            return before with { Why = result?.Error ?? before.Why };
        bool hasOutput = made.Outcome is StepOutcome.Succeeded or StepOutcome.Failed;
        ImmutableArray<Digest> outputs = hasOutput ? [TaggedHash.Compute(DigestTags.Value, made.Output.Span)] : [];
        bool isSame = made.Outcome == record.Outcome && outputs.SequenceEqual(record.Outputs);
        return isSame
            ? new Check(before.Name, Verification.Failed, 0, new Diagnostic(FraudErrors.NotShown, Phase.Verify, subject, $"executed, {step.Name} gives what the record says", "the trace of the claimed run: runproof dispute makes the proof from it"))
            : new Check($"{before.Name}: {step.Name} was executed, and gives something else", Verification.Passed, 1);
    }

    private sealed class OneCall(TileCall only, TileLimits limits) : TileCalls(limits)
    {
        private bool _isMade;
        private CallResult? _result;

        public CallResult? Make(CancellationToken cancellation)
        {
            Run(cancellation);
            return _result;
        }

        protected override bool TryNext([NotNullWhen(true)] out TileCall? call)
        {
            call = _isMade ? null : only;
            _isMade = true;
            return call is not null;
        }

        protected override void Accept(TileCall call, CallResult result, TimeSpan elapsed) => _result = result;
    }
}
