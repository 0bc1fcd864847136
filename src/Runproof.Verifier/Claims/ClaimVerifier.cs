using System.Collections.Immutable;
using Runproof.Circuits.Formats;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Verifier.Receipts;

namespace Runproof.Verifier.Claims;

/// <summary>Gives the content of a unit, or null where it is not at hand. What it returns is not trusted.</summary>
/// <param name="artifact">Digest of the content.</param>
public delegate ReadOnlyMemory<byte>? ArtifactSource(Digest artifact);

/// <summary>Checks a recorded run against its own claim, its program and what the caller expects.</summary>
/// <remarks>
/// <b>Soundness</b>: a pass means that the run's records are exactly the schedule of the program, wired as the program says, that every value
/// and every unit has the digest that is claimed, and that the claim or the program is the one that the caller pinned. It does not mean that the
/// units compute what the records say: that takes a replay or a proof.
/// </remarks>
public sealed class ClaimVerifier
{
    private const string ScheduleName = "the records are the program's steps, in order";
    private const string WiringName = "every input is the value that the program binds to it";

    private readonly Trace _trace;
    private readonly string _subject;
    private readonly ImmutableArray<Check>.Builder _checks = ImmutableArray.CreateBuilder<Check>();

    private ClaimVerifier(Trace trace, string subject)
    {
        _trace = trace;
        _subject = subject;
    }

    /// <summary>Checks everything that can be checked without executing anything.</summary>
    /// <param name="trace">The trace, whose frames and value digests the reader has recomputed.</param>
    /// <param name="subject">Name of the run, for diagnostics.</param>
    /// <param name="expected">What the caller pins.</param>
    /// <param name="artifacts">Where the content of units comes from; null leaves it unchecked.</param>
    public static Verdict Verify(Trace trace, string subject, Expectation expected, ArtifactSource? artifacts)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(expected);
        return new ClaimVerifier(trace, subject).Verify(expected, artifacts);
    }

    private Verdict Verify(Expectation expected, ArtifactSource? artifacts)
    {
        _checks.Add(new Check("every byte of the trace is under its running digest", Verification.Passed, _trace.Values.Length + _trace.Steps.Length + 2));
        CheckClosed();
        CheckProgram();
        CheckSchedule();
        CheckValues();
        CheckRoot();
        CheckArtifacts(artifacts);
        CheckExpectation(expected);
        return new Verdict(_checks.DrainToImmutable());
    }

    private void CheckClosed()
    {
        const string name = "the run was closed with a claim";
        if (_trace.Claim is null)
            Undecided(name);
        else if (!_trace.IsClosed)
            Add(name, Verification.Inconclusive, ClaimErrors.NotClosed, $"the file ends after byte {_trace.Length} without an end, so that something after the claim was lost", "another copy of the run");
        else
            Pass(name, 1);
    }

    private void CheckProgram()
    {
        const string name = "header, claim and recorded program are one program";
        var digest = _trace.Program.Digest;
        if (_trace.Header.Program != digest)
            Fail(name, ClaimErrors.Program, $"the header names program {_trace.Header.Program.ToShortString()}, and the trace holds {digest.ToShortString()}");
        else if (_trace.Claim is { } claim && (claim.Program != digest || claim.Mode != _trace.Header.Mode))
            Fail(name, ClaimErrors.Program, $"the claim is about program {claim.Program.ToShortString()} in mode {claim.Mode}, and the trace holds {digest.ToShortString()} in mode {_trace.Header.Mode}");
        else
            Pass(name, 1);
    }

    private void CheckSchedule()
    {
        if (_trace.Claim is not { } claim)
        {
            Undecided(ScheduleName);
            Undecided(WiringName);
            return;
        }

        var problem = RunSchedule.Problem(_trace.Program, _trace.Steps, claim, _trace.TryGetValue, out int values);
        if (problem is null)
            Pass(ScheduleName, _trace.Steps.Length);
        else if (problem.Missing is not null)
            Add(ScheduleName, Verification.Inconclusive, ClaimErrors.ValueMissing, problem.Message, "another copy of the run");
        else if (problem.IsWiring)
            _checks.Add(new Check(ScheduleName, Verification.NotAttempted));
        else
            Fail(ScheduleName, ClaimErrors.Schedule, problem.Message);
        if (problem is null)
            Pass(WiringName, values);
        else if (problem.IsWiring)
            Fail(WiringName, ClaimErrors.Wiring, problem.Message);
        else
            _checks.Add(new Check(WiringName, Verification.NotAttempted));
    }

    private void CheckValues()
    {
        const string name = "every value has the digest that the records name";
        int count = 0;
        Digest? missing = null;
        foreach (var step in _trace.Steps)
        {
            Look(step.Inputs);
            Look(step.Outputs);
        }

        if (_trace.Claim is { } claim)
        {
            Look(claim.Inputs);
            Look(claim.Outputs);
        }

        if (missing is { } digest)
            Add(name, Verification.Inconclusive, ClaimErrors.ValueMissing, $"the trace does not hold the value {digest.ToShortString()}", "another copy of the run");
        else
            Pass(name, count);

        void Look(ImmutableArray<Digest> digests)
        {
            foreach (var digest in digests)
            {
                if (!_trace.TryGetValue(digest, out _))
                    missing ??= digest;
                count++;
            }
        }
    }

    private void CheckRoot()
    {
        const string name = "the log of the records has the claimed root";
        if (_trace.Claim is not { } claim)
            Undecided(name);
        else if (RecordLog.Problem(_trace.Steps, claim, out int count) is { } problem)
            Fail(name, ClaimErrors.Root, problem);
        else
            Pass(name, count);
    }

    // A circuit is named by what it computes, a slice by its bytes.
    private static bool IsContentOf(ProgramStep step, ReadOnlySpan<byte> content) => CircuitUnit.IsCircuit(step)
        ? CompiledCircuitFormat.TryRead(content, out var compiled, out _) && CircuitUnit.ArtifactOf(compiled) == step.Unit.Artifact
        : TaggedHash.Compute(DigestTags.StoreObject, content) == step.Unit.Artifact;

    private void CheckArtifacts(ArtifactSource? artifacts)
    {
        const string name = "every unit's content has the digest that the program names";
        if (artifacts is null)
        {
            _checks.Add(new Check(name, Verification.NotAttempted));
            return;
        }

        foreach (var step in _trace.Program.UnitCalls)
        {
            if (artifacts(step.Unit.Artifact) is not { } content)
            {
                Add(name, Verification.Inconclusive, ClaimErrors.ArtifactMissing, $"the content of unit {step.Name} ({step.Unit.Artifact.ToShortString()}) is not at hand",
                    "--store DIR with the store that recorded the run");
                return;
            }

            if (!IsContentOf(step, content.Span))
            {
                Fail(name, ClaimErrors.ArtifactChanged, $"the content of unit {step.Name} is not what the program names");
                return;
            }
        }

        Pass(name, _trace.Program.UnitCalls.Count());
    }

    private void CheckExpectation(Expectation expected)
    {
        const string name = "the run is the one that was expected";
        if (!expected.IsPinned)
        {
            Add(name, Verification.Inconclusive, ClaimErrors.NotPinned, "nothing was pinned, so the file can only agree with itself", "--expect with the digest of the claim or of the program");
            return;
        }

        if (expected.Program is { } program && program != _trace.Program.Digest)
            Fail(name, ClaimErrors.Unexpected, $"program {program.ToShortString()} was expected, and the run is of {_trace.Program.Digest.ToShortString()}");
        else if (expected.Claim is { } claim && claim != _trace.Claim?.Digest)
            Fail(name, ClaimErrors.Unexpected, $"claim {claim.ToShortString()} was expected, and the run {(_trace.Claim is { } own ? $"claims {own.Digest.ToShortString()}" : "has none")}");
        else
            Pass(name, 1);
    }

    private void Pass(string name, int count) => _checks.Add(new Check(name, Verification.Passed, count));

    private void Undecided(string name) =>
        Add(name, Verification.Inconclusive, ClaimErrors.NotClosed, "the run was interrupted before it closed a claim", "running it again");

    private void Fail(string name, ErrorCode code, string message) =>
        Add(name, Verification.Failed, code, message, "another copy of the run, or running it again");

    private void Add(string name, Verification status, ErrorCode code, string message, string hint) =>
        _checks.Add(new Check(name, status, 0, new Diagnostic(code, Phase.Verify, _subject, message, hint)));
}
